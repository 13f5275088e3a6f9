// The way back to the best weights leads to the very run that had them.
#include "training/best_run.h"

#include <gtest/gtest.h>

namespace nn4n::best_run_test {
namespace {

Experiment small() {
  Experiment experiment;
  for (Area& area : experiment.network.areas) area.units = 8;
  experiment.training.batch = 8;
  experiment.training.validation_trials = 16;
  experiment.training.validation_interval = 5;
  return experiment;
}

TEST(BestRun, GoesOnToTheSameBitsWithoutLaterChanges) {
  Trainer run(small());
  BestRun best;
  EXPECT_FALSE(best.back(run.experiment()));
  std::uint32_t then = 0;
  while (run.iteration() < 30) {
    run.step();
    best.look_at(run);
    if (run.best().iteration == run.iteration()) then = run.fingerprint();
  }
  const int at = run.best().iteration;
  ASSERT_GT(at, 0);
  ASSERT_FALSE(run.change("training.learning_rate", 1));
  for (int i = 0; i < 4; ++i) run.step();
  auto back = best.back(run.experiment());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->iteration(), at);
  EXPECT_EQ(back->fingerprint(), then);
  EXPECT_EQ(back->validations().back().iteration, at);
  EXPECT_EQ(back->loss_history().size(), static_cast<std::size_t>(at));
  EXPECT_TRUE(back->experiment().changes.empty()) << "the change that came later";
  Trainer straight(small());
  while (straight.iteration() < at + 7) straight.step();
  while (back->iteration() < at + 7) back->step();
  EXPECT_EQ(back->fingerprint(), straight.fingerprint());
  best.forget();
  EXPECT_FALSE(best.back(run.experiment()));
}

}  // namespace
}  // namespace nn4n::best_run_test

// The way back to the best weights leads to the very run that had them.
#include "training/best_run.h"

#include <gtest/gtest.h>

#include "training/checkpoint.h"

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

TEST(BestWeights, AreARunOfTheirOwnWithTheBehaviourThatTheyHad) {
  Trainer run(small());
  EXPECT_FALSE(with_best_weights(run)) << "there are none before the third validation";
  std::uint32_t fingerprint = 0;
  Behaviour behaviour;
  while (run.iteration() < 60) {
    run.step();
    if (run.best().iteration != run.iteration()) continue;
    fingerprint = run.fingerprint();
    behaviour = run.state().trained.behaviour;
  }
  const int at = run.best().iteration;
  ASSERT_GT(at, 0);
  ASSERT_LT(at, 60) << "the best weights should not be the last ones in this test";
  ASSERT_FALSE(run.change("training.learning_rate", 1));
  const std::uint32_t last = run.fingerprint();
  const auto best = with_best_weights(run);
  ASSERT_TRUE(best);
  EXPECT_EQ(best->iteration(), at);
  EXPECT_EQ(best->fingerprint(), fingerprint);
  EXPECT_EQ(best->state().trained.behaviour, behaviour);
  EXPECT_EQ(best->validations().back().iteration, at);
  EXPECT_EQ(best->loss_history().size(), static_cast<std::size_t>(at));
  EXPECT_TRUE(best->experiment().changes.empty());
  EXPECT_EQ(run.fingerprint(), last) << "the run itself is not touched";
  EXPECT_EQ(run.iteration(), 60);
}

TEST(BestWeights, OfAModelWithTheRectifiedRuleAreUsedWithinTheirSigns) {
  Experiment experiment = small();
  experiment.network.connectivity.sign_constraint = SignConstraint::rectify;
  Trainer run(experiment);
  while (run.iteration() < 25) run.step();
  const auto best = with_best_weights(run);
  ASSERT_TRUE(best);
  EXPECT_EQ(best->trained_parameters().values, run.best().parameters.values);
  EXPECT_EQ(best->parameters().sizes, run.parameters().sizes);
}

TEST(BestWeights, MakeACheckpointThatCanBeReadAndGoesOn) {
  Trainer run(small());
  while (run.iteration() < 60) run.step();
  const auto best = with_best_weights(run);
  ASSERT_TRUE(best);
  std::variant<Trainer, Issue> read = from_checkpoint(to_checkpoint(*best));
  Trainer* back = std::get_if<Trainer>(&read);
  ASSERT_TRUE(back) << std::get<Issue>(read).message;
  EXPECT_EQ(back->fingerprint(), best->fingerprint());
  back->step();
  EXPECT_EQ(back->iteration(), best->iteration() + 1);
}

}  // namespace
}  // namespace nn4n::best_run_test

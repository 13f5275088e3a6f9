// Experiments whose every field is in range and whose trials would not fit into memory.
#include "experiment/memory.h"

#include <gtest/gtest.h>

#include "codec/messages.h"
#include "codec/own_data.h"
#include "codec/share_link.h"
#include "experiment/repairs.h"
#include "experiment/validate.h"
#include "training/evaluator.h"
#include "training/split_batch.h"
#include "training/trainer.h"

namespace nn4n::test::memory_test {

namespace {

/// This link ended the engine when it was opened.
constexpr std::string_view kHuge =
    "v=0&task=mackey_glass&task.scored_ms=40000&task.warm_up_ms=10000&network.dt_ms=1&"
    "network.areas.0.units=256&network.areas.1.units=256&training.batch=1&"
    "training.validation_trials=1";

template <class T>
double bytes_in(const std::vector<T>& values) {
  return static_cast<double>(values.size() * sizeof(T));
}

double bytes_in(const Workspace& space) {
  const Batch<float>& batch = space.batch;
  const Episode<float>& episode = space.episode;
  const Adjoint<float>& adjoint = space.adjoint;
  return bytes_in(batch.input) + bytes_in(batch.target) + bytes_in(batch.mask) +
         bytes_in(episode.state) + bytes_in(episode.slope) + bytes_in(episode.output) +
         bytes_in(episode.alpha_slope) + bytes_in(adjoint.output) + bytes_in(adjoint.rate) +
         bytes_in(adjoint.potential) + bytes_in(adjoint.drive);
}

}  // namespace

TEST(Memory, IsCountedBeforeItIsAllocated) {
  for (const std::string_view link :
       {"v=0&training.batch=24", "v=0&network.learn_alpha=true&network.activation=softplus",
        "v=0&training.batch=1&loss=3&loss.2.term=vanishing_gradient&loss.2.weight=1"}) {
    const Experiment experiment = read_link(link).experiment;
    const Trainer trainer(experiment);
    Workspace space;
    Evaluator evaluator(experiment, trainer.masks(), trainer.dynamics(), trainer.parameters(),
                        space);
    const int trials = experiment.training.batch;
    const TrialRun run = evaluator.run({.seed = 1}, trials);
    evaluator.adjoint_of(run);
    const double counted = bytes_needed(experiment, trials);
    EXPECT_LE(bytes_in(space), counted) << link;
    EXPECT_LT(counted, 2.5 * bytes_in(space) + 32.0 * 4 * 70 * 80) << link;
  }
}

TEST(Memory, WorkIsThatOfTheProductsWithRecurrentWeights) {
  const auto operations = [](std::string_view link) {
    return operations_of_iteration(read_link(link).experiment);
  };
  const double of_default = operations("v=0");
  const Experiment experiment = read_link("v=0").experiment;
  const double steps = channels_of(experiment).longest_ms / experiment.network.dt_ms + 1;
  EXPECT_EQ(of_default, 6 * steps * 32 * 64 * 64);
  EXPECT_EQ(operations("v=0&training.batch=57"), 2 * of_default);  // eight bundles of eight trials
  EXPECT_EQ(operations("v=0&network.areas.0.units=96"), 4 * of_default);
}

TEST(Memory, ALinkWhoseFieldsAreInRangeDoesNotEndTheEngine) {
  const Reading reading = read_link(kHuge);
  EXPECT_TRUE(validate(reading.experiment).empty());
  EXPECT_LE(bytes_needed(reading.experiment, 1), kMemoryBudget);
  EXPECT_GT(reading.experiment.network.dt_ms, 1);
  EXPECT_NE(messages(reading).find("network.dt_ms is 1, with which trials have so many steps that "
                                   "one batch needs "),
            std::string::npos)
      << messages(reading);
  EXPECT_NE(messages(reading).find("of memory; allowed up to 1 GB. Using "), std::string::npos);
  const Reading learnt = read_link(std::string(kHuge) + "&network.learn_alpha=true");
  EXPECT_LE(bytes_needed(learnt.experiment, 1), kMemoryBudget);
}

TEST(Memory, WhereTheStepCannotBeLongerTheAreasBecomeSmaller) {
  const Reading reading =
      read_link(std::string(kHuge) + "&network.areas.0.tau_ms=1&network.areas.1.tau_ms=1");
  EXPECT_LE(bytes_needed(reading.experiment, 1), kMemoryBudget);
  EXPECT_EQ(reading.experiment.network.dt_ms, 1);
  EXPECT_LT(total_units(reading.experiment.network), 512);
  EXPECT_GT(total_units(reading.experiment.network), 100);
  EXPECT_NE(messages(reading).find("network.areas have 512 units, which need "), std::string::npos)
      << messages(reading);
}

TEST(Memory, LongTrialsOfOneFileFitInOneWayOrAnother) {
  std::string csv = "time,in_a,target_a\n";
  for (int row = 1; row <= 20000; ++row) csv += std::to_string(row * 1000) + ",1,0\n";
  Experiment experiment = read_own_data(csv).experiment;
  experiment.training.batch = 1;
  repair(experiment);
  EXPECT_TRUE(validate(experiment).empty());
  EXPECT_LE(bytes_needed(experiment, 1), kMemoryBudget);
}

TEST(Memory, ValidationTakesAsManyTrialsAtOnceAsFit) {
  EXPECT_EQ(trials_at_once(Experiment{}), kMostTrialsAtOnce);
  Experiment experiment = *preset("mackey_glass");
  experiment.network.dt_ms = 1;
  experiment.network.areas[0].units = experiment.network.areas[1].units = 200;
  experiment.training.validation_trials = 2048;
  experiment.training.batch = 1;
  repair(experiment);
  EXPECT_EQ(experiment.training.validation_trials, 2048) << "they are run some at a time";
  EXPECT_LT(trials_at_once(experiment), kMostTrialsAtOnce);
  EXPECT_EQ(trials_at_once(experiment) % kLanes, 0);
}

TEST(Memory, ABatchThatIsTooLargeSaysHowManyTrialsFit) {
  Experiment experiment;
  experiment.network.areas[0].units = experiment.network.areas[1].units = 256;
  experiment.network.dt_ms = 1;
  experiment.training.batch = 512;
  const Issues issues = validate(experiment);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].path, "training.batch");
  EXPECT_NE(issues[0].message.find("training.batch is 512, which needs "), std::string::npos);
  EXPECT_NE(issues[0].message.find("of memory with this many units and steps per trial; allowed up "
                                   "to 1 GB, that is 1 to "),
            std::string::npos)
      << issues[0].message;
  repair(experiment);
  EXPECT_GT(experiment.training.batch, 8);
  EXPECT_LE(bytes_needed(experiment, experiment.training.batch), kMemoryBudget);
  EXPECT_GT(bytes_needed(experiment, experiment.training.batch + 1), kMemoryBudget);
}

}  // namespace nn4n::test::memory_test

#include "analysis/memory_capacity.h"

#include <gtest/gtest.h>

#include "experiment/validate.h"
#include "tasks/draw.h"
#include "training/take_snapshot.h"

namespace nn4n::test::memory_capacity_test {

namespace {

std::vector<Trial> some_trials(int count) {
  const Experiment experiment = *preset("memory_capacity");
  return draw_trials(experiment, {.seed = 5}, count);
}

/// The targets with noise of their own variance times `noise`, on delays from `first` on.
std::vector<std::vector<float>> answers(const std::vector<Trial>& trials, int first, float noise) {
  RandomStream random(stream_key(6, Purpose::noise));
  std::vector<std::vector<float>> outputs;
  for (const Trial& trial : trials) {
    outputs.push_back(trial.target);
    for (std::size_t k = 0; k < trial.target.size(); ++k) {
      const int delay = static_cast<int>(k) % trial.outputs;
      if (delay >= first) outputs.back()[k] += noise * 0.57735f * random.normal();
    }
  }
  return outputs;
}

}  // namespace

TEST(MemoryCapacity, OfPerfectRecallIsTheNumberOfDelays) {
  const std::vector<Trial> trials = some_trials(3);
  const MemoryCapacity capacity = memory_capacity(trials, answers(trials, 0, 0));
  EXPECT_EQ(capacity.curve, std::vector<double>(16, 1.0));
  EXPECT_DOUBLE_EQ(capacity.total, 16);
}

TEST(MemoryCapacity, IsThePartOfTheVarianceThatIsRecalled) {
  const std::vector<Trial> trials = some_trials(60);  // 11,880 scored steps
  const MemoryCapacity capacity = memory_capacity(trials, answers(trials, 4, 1));
  for (std::size_t delay = 0; delay < 16; ++delay) {
    EXPECT_NEAR(capacity.curve[delay], delay < 4 ? 1 : 0.5, 0.04) << delay;
  }
  EXPECT_NEAR(capacity.total, 4 + 12 * 0.5, 0.2);
}

TEST(MemoryCapacity, OfSilenceIsZero) {
  std::vector<Trial> trials = some_trials(2);
  const std::vector<std::vector<float>> silence(2, std::vector<float>(trials[0].target.size()));
  EXPECT_EQ(memory_capacity(trials, silence).total, 0);
  EXPECT_TRUE(memory_capacity({}, {}).curve.empty());
}

TEST(MemoryCapacity, OfAReservoirFallsWithTheDelay) {
  Trainer trainer(*preset("memory_capacity"));
  trainer.step();
  const MemoryCapacity capacity = memory_capacity(take_snapshot(trainer).trial);
  ASSERT_EQ(capacity.curve.size(), 16u);
  EXPECT_GT(capacity.curve[0], 0.95);
  EXPECT_LT(capacity.curve[15], capacity.curve[0]);
  EXPECT_GT(capacity.total, 8);
  EXPECT_LT(capacity.total, 16);
}

}  // namespace nn4n::test::memory_capacity_test

#include <gtest/gtest.h>

#include <set>

#include "experiment/validate.h"
#include "tasks/chosen_task.h"

namespace nn4n::test::romo_test {

TEST(ParametricMemory, TheHigherFrequencyWins) {
  const Chosen chosen("romo");
  std::set<std::pair<float, float>> pairs;
  std::set<double> delays;
  for (std::uint32_t index = 0; index < 1000; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.epochs.size(), 5u);
    EXPECT_TRUE(fixation_ends_at_the_last_epoch(trial));
    EXPECT_TRUE(asks_for_a_choice(trial));
    const std::vector<float> first = shown(trial, 1);
    const std::vector<float> second = shown(trial, 3);
    EXPECT_EQ(trial.correct, first[1] > second[1] ? 0 : 1);
    EXPECT_NEAR(first[1] + first[2], 1.6f, 1e-6f);
    EXPECT_NEAR(second[1], 0.4f + 0.8f * (trial.conditions[1] - 10) / 24, 1e-6f);
    EXPECT_EQ(shown(trial, 2), (std::vector<float>{1, 0, 0}));
    EXPECT_EQ(trial.stimulus, trial.conditions[0] - trial.conditions[1]);
    pairs.emplace(trial.conditions[0], trial.conditions[1]);
    delays.insert(epoch_ms(trial, 2));
    EXPECT_EQ(epoch_ms(trial, 2), double{trial.conditions[2]});
  }
  EXPECT_EQ(pairs.size(), 40u) << "four differences, five pairs each, in two orders";
  EXPECT_TRUE(pairs.contains({18, 26}) && pairs.contains({34, 26}) && !pairs.contains({10, 34}));
  EXPECT_TRUE(pairs.contains({10, 12}) && pairs.contains({28, 26}));
  EXPECT_EQ(*delays.begin(), 500);
  EXPECT_EQ(*delays.rbegin(), 1000);
}

/// With the one difference of Song et al. 2016 the pairs are theirs.
TEST(ParametricMemory, HasThePairsOfTheLiterature) {
  Chosen chosen("romo");
  chosen.experiment = *preset("song_romo");
  std::set<std::pair<float, float>> pairs;
  for (std::uint32_t index = 0; index < 300; ++index) {
    const Trial trial = chosen.trial(index);
    pairs.emplace(std::max(trial.conditions[0], trial.conditions[1]),
                  std::min(trial.conditions[0], trial.conditions[1]));
  }
  const std::set<std::pair<float, float>> theirs{{18, 10}, {22, 14}, {26, 18}, {30, 22}, {34, 26}};
  EXPECT_EQ(pairs, theirs);
}

/// The other order is what the ideal observer has to exclude.
TEST(ParametricMemory, OtherInputsHaveTheOtherOrder) {
  const Chosen chosen("romo");
  const Trial trial = chosen.trial(4);
  const auto other = chosen.task->other_inputs(chosen.experiment.task, trial);
  ASSERT_EQ(other.size(), trial.input.size());
  Trial swapped = trial;
  swapped.input = other;
  EXPECT_EQ(shown(swapped, 1), shown(trial, 3));
  EXPECT_EQ(shown(swapped, 3), shown(trial, 1));
  EXPECT_EQ(shown(swapped, 2), shown(trial, 2));
}

}  // namespace nn4n::test::romo_test

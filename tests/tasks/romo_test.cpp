#include <gtest/gtest.h>

#include <set>

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
    pairs.emplace(trial.conditions[0], trial.conditions[1]);
    delays.insert(epoch_ms(trial, 2));
    EXPECT_EQ(epoch_ms(trial, 2), double{trial.conditions[2]});
  }
  EXPECT_EQ(pairs.size(), 10u);
  EXPECT_TRUE(pairs.contains({18, 26}) && pairs.contains({34, 26}) && !pairs.contains({10, 34}));
  EXPECT_EQ(*delays.begin(), 500);
  EXPECT_EQ(*delays.rbegin(), 1000);
}

}  // namespace nn4n::test::romo_test

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::multi_test {

TEST(Multisensory, RatesAbove12AreHighToWhateverSense) {
  const Chosen chosen("multi");
  std::set<std::vector<float>> conditions;
  for (std::uint32_t index = 0; index < 1000; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 70);
    EXPECT_TRUE(fixation_ends_at_the_last_epoch(trial));
    EXPECT_TRUE(asks_for_a_choice(trial));
    const std::vector<float> u = shown(trial, 1);
    const bool seen = u[1] > 0;
    const bool heard = u[3] > 0;
    const int first = seen ? 1 : 3;
    EXPECT_TRUE(seen || heard);
    EXPECT_NEAR(u[first] + u[first + 1], 1.6f, 1e-6f);
    EXPECT_EQ(trial.correct, u[first] > u[first + 1] ? 0 : 1);
    EXPECT_TRUE(u[1] == u[3] || !seen || !heard) << "both senses get the same rate";
    EXPECT_EQ(u[1] + u[2] > 0, seen);
    EXPECT_EQ(u[3] + u[4] > 0, heard);
    const float rate = trial.conditions[1];
    EXPECT_EQ(trial.stimulus, rate - 12.5f);
    EXPECT_NEAR(u[first], 0.4f + 0.8f * (rate - 9) / 7, 1e-6f);
    conditions.insert(trial.conditions);
  }
  EXPECT_EQ(conditions.size(), 3u * 8);
}

}  // namespace nn4n::test::multi_test

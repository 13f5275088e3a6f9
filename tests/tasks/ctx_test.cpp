#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::ctx_test {

TEST(ContextDecision, TheCuedEvidenceDecides) {
  const Chosen chosen("ctx");
  std::set<std::vector<float>> conditions;
  int conflicts = 0;
  for (std::uint32_t index = 0; index < 1000; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 60);
    EXPECT_TRUE(fixation_ends_at_the_last_epoch(trial));
    EXPECT_TRUE(asks_for_a_choice(trial));
    const std::vector<float> u = shown(trial, 1);
    ASSERT_EQ(u[1] + u[2], 1) << "one cue";
    const int relevant = u[1] == 1 ? 3 : 5;
    EXPECT_EQ(trial.correct, u[relevant + 1] > u[relevant]);
    EXPECT_FLOAT_EQ(trial.stimulus, 100 * (u[relevant + 1] - u[relevant]));
    EXPECT_FLOAT_EQ(u[3] + u[4], 1);
    EXPECT_FLOAT_EQ(u[5] + u[6], 1);
    conflicts += (u[4] > u[3]) != (u[6] > u[5]);
    conditions.insert(trial.conditions);
  }
  EXPECT_NEAR(conflicts, 500, 5 * std::sqrt(250.0));
  EXPECT_EQ(conditions.size(), 2u * 6 * 6);
}

}  // namespace nn4n::test::ctx_test

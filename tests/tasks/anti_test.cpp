#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::anti_test {

TEST(AntiSaccade, TheRuleSaysWhetherToLookAway) {
  const Chosen chosen("anti");
  std::set<std::pair<bool, long>> seen;
  for (std::uint32_t index = 0; index < 500; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 50);
    EXPECT_TRUE(fixation_ends_at_the_last_epoch(trial));
    const std::vector<float> u = shown(trial, 1);
    EXPECT_EQ(u[1] + u[2], 1);
    EXPECT_EQ(u[1], shown(trial, 0)[1]) << "the rule is on from the start";
    EXPECT_EQ(shown(trial, 2), std::vector<float>(11, 0.0f));
    const bool anti = u[2] == 1;
    const long stimulus = std::max_element(u.begin() + 3, u.end()) - (u.begin() + 3);
    const double angle = static_cast<double>(stimulus) * M_PI / 4 + (anti ? M_PI : 0);
    for (int t = 0; t < trial.steps; ++t) {
      EXPECT_NEAR(trial.target_at(t, 0), t >= 30 ? std::cos(angle) : 0, 1e-6);
      EXPECT_NEAR(trial.target_at(t, 1), t >= 30 ? std::sin(angle) : 0, 1e-6);
      EXPECT_EQ(trial.mask_at(t, 0), 1);
    }
    seen.emplace(anti, stimulus);
  }
  EXPECT_EQ(seen.size(), 16u);
}

}  // namespace nn4n::test::anti_test

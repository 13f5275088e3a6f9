#include <gtest/gtest.h>

#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::dpa_test {

TEST(PairedAssociation, AGoesWithCAndBWithD) {
  const Chosen chosen("dpa");
  std::set<std::string> seen;
  for (std::uint32_t index = 0; index < 200; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 90);
    EXPECT_TRUE(fixation_ends_at_the_last_epoch(trial));
    const std::vector<float> first = shown(trial, 1);
    const std::vector<float> second = shown(trial, 3);
    EXPECT_EQ(first[1] + first[2], 1);
    EXPECT_EQ(first[3] + first[4], 0);
    EXPECT_EQ(second[1] + second[2], 0);
    EXPECT_EQ(second[3] + second[4], 1);
    EXPECT_EQ(trial.correct, first[1] == second[3]);
    for (int t = 0; t < trial.steps; ++t) {
      EXPECT_EQ(trial.target_at(t, 0), trial.correct && t >= 75);
      EXPECT_EQ(trial.mask_at(t, 0), t < 5 || t >= 75);
    }
    seen.insert(chosen.describe(trial));
  }
  EXPECT_EQ(seen, (std::set<std::string>{"A, then C: a pair", "A, then D: no pair",
                                         "B, then C: no pair", "B, then D: a pair"}));
}

}  // namespace nn4n::test::dpa_test

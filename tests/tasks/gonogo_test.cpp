#include <gtest/gtest.h>

#include "tasks/chosen_task.h"

namespace nn4n::test::gonogo_test {

TEST(Gonogo, FollowsItsDefinition) {
  const Chosen chosen("gonogo");
  for (std::uint32_t index = 0; index < 50; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 50);
    const int cue = trial.correct ? 2 : 1;
    for (int t = 0; t < 50; ++t) {
      EXPECT_EQ(trial.input_at(t, 0), t < 35);
      EXPECT_EQ(trial.input_at(t, cue), t >= 5 && t < 20);
      EXPECT_EQ(trial.input_at(t, 3 - cue), 0);
      EXPECT_EQ(trial.target_at(t, 0), trial.correct && t >= 35);
      EXPECT_EQ(trial.mask_at(t, 0), 1);
    }
  }
}

}  // namespace nn4n::test::gonogo_test

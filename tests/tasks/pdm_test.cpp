#include <gtest/gtest.h>

#include <cmath>

#include "tasks/chosen_task.h"

namespace nn4n::test::pdm_test {

TEST(Pdm, FollowsItsDefinition) {
  const Chosen chosen("pdm");
  int catches = 0;
  for (std::uint32_t index = 0; index < 1100; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 60);
    if (!trial.counted) {
      ++catches;
      for (int t = 0; t < 60; ++t) {
        EXPECT_EQ(trial.input_at(t, 0), 1);
        EXPECT_EQ(trial.input_at(t, 1) + trial.input_at(t, 2), 0);
        EXPECT_EQ(trial.mask_at(t, 0), 1);
        EXPECT_FLOAT_EQ(trial.target_at(t, 1), 0.2f);
      }
      continue;
    }
    const float c = std::fabs(trial.stimulus) / 100;
    const int strong = trial.stimulus > 0 ? 1 : 0;
    EXPECT_EQ(trial.correct, strong);
    for (int t = 0; t < 60; ++t) {
      const bool stimulus = t >= 5 && t < 45;
      EXPECT_EQ(trial.input_at(t, 0), t < 45);
      EXPECT_FLOAT_EQ(trial.input_at(t, 1 + strong), stimulus ? (1 + c) / 2 : 0);
      EXPECT_FLOAT_EQ(trial.input_at(t, 2 - strong), stimulus ? (1 - c) / 2 : 0);
      EXPECT_FLOAT_EQ(trial.target_at(t, strong), t >= 45 ? 1.0f : 0.2f);
      EXPECT_FLOAT_EQ(trial.target_at(t, 1 - strong), 0.2f);
      EXPECT_EQ(trial.mask_at(t, 0), stimulus ? 0 : 1);
    }
  }
  EXPECT_NEAR(catches, 100, 5 * std::sqrt(1100.0 / 11 * 10 / 11));
}

TEST(Pdm, VariableDurationStaysWithinItsBounds) {
  Chosen chosen("pdm");
  chosen.set("variable_duration", true);
  double sum = 0;
  for (std::uint32_t index = 0; index < 2000; ++index) {
    const Trial trial = chosen.trial(index);
    EXPECT_LE(trial.steps * kDt, chosen.shape().longest_ms);
    const int steps = trial.epochs[1].end - trial.epochs[1].begin;
    EXPECT_GE(steps, 4);
    EXPECT_LT(steps, 75);
    sum += steps * kDt;
  }
  // 80 + mean of an exponential truncated to [0, 1420), about 10 ms less by rounding down.
  const double cut = std::exp(-1420.0 / 330);
  const double expected = 80 + 330 - 1420 * cut / (1 - cut) - kDt / 2;
  EXPECT_NEAR(sum / 2000, expected, 5 * 330 / std::sqrt(2000.0));
}

}  // namespace nn4n::test::pdm_test

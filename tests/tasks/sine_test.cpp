#include <gtest/gtest.h>

#include <cmath>

#include "tasks/chosen_task.h"

namespace nn4n::test::sine_test {

TEST(SineWave, IsTwoPeriodsWithoutInput) {
  const Chosen chosen("sine");
  const Trial trial = chosen.trial(0);
  ASSERT_EQ(trial.steps, 80);
  EXPECT_EQ(trial.inputs, 0);
  for (int t = 0; t < 80; ++t) {
    EXPECT_NEAR(trial.target_at(t, 0), 0.9 * std::sin(2 * M_PI * (t + 1) / 40), 1e-6);
    EXPECT_EQ(trial.mask_at(t, 0), 1);
  }
}

TEST(SineWave, IsGradedByTheExplainedVariance) {
  const Chosen chosen("sine");
  const Trial trial = chosen.trial(0);
  for (const float scale : {0.5f, 0.8f, 1.3f}) {
    std::vector<float> outputs = trial.target;
    for (float& y : outputs) y *= scale;
    const double expected = 1 - static_cast<double>((scale - 1) * (scale - 1));
    EXPECT_NEAR(chosen.judge(trial, outputs).score, expected, 1e-6);
    EXPECT_EQ(chosen.judge(trial, outputs).correct, expected >= 0.95);
  }
  EXPECT_EQ(chosen.judge(trial, std::vector<float>(80, 3.0f)).score, 0) << "never negative";
}

}  // namespace nn4n::test::sine_test

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::sine_prediction_test {

/// The third part of CTRNN.ipynb: 1000 samples of sin on 0 to 10; 999 are shown, 999 predicted.
TEST(SinePrediction, IsTheNotebooksSeries) {
  Chosen chosen("sine_prediction");
  chosen.set("period_ms", 2 * M_PI * 999);
  chosen.set("duration_ms", 9990);
  chosen.set("cosine", false);
  chosen.set("random_phase", false);
  const Trial trial = chosen.trial(0, 10);
  ASSERT_EQ(trial.steps, 999);
  ASSERT_EQ(trial.inputs, 1);
  for (int t = 0; t < trial.steps; ++t) {
    EXPECT_NEAR(trial.input_at(t, 0), std::sin(10.0 * t / 999), 1e-6);
    EXPECT_NEAR(trial.target_at(t, 0), std::sin(10.0 * (t + 1) / 999), 1e-6);
    EXPECT_EQ(trial.mask_at(t, 0), 1);
  }
}

TEST(SinePrediction, WantsTheNextSampleOfBothChannels) {
  const Chosen chosen("sine_prediction");
  const Trial trial = chosen.trial(3);
  ASSERT_EQ(trial.inputs, 2);
  for (int t = 0; t < trial.steps; ++t) {
    EXPECT_NEAR(std::hypot(trial.input_at(t, 0), trial.input_at(t, 1)), 1, 1e-6);
    if (t == 0) continue;
    EXPECT_NEAR(trial.input_at(t, 0), trial.target_at(t - 1, 0), 1e-6);
    EXPECT_NEAR(trial.input_at(t, 1), trial.target_at(t - 1, 1), 1e-6);
  }
  const double phase = static_cast<double>(trial.conditions[0]) * M_PI / 180;
  EXPECT_NEAR(trial.input_at(0, 0), std::sin(phase), 1e-4);
}

TEST(SinePrediction, PhasesDiffer) {
  const Chosen chosen("sine_prediction");
  std::set<float> phases;
  for (std::uint32_t index = 0; index < 20; ++index) {
    phases.insert(chosen.trial(index).conditions[0]);
  }
  EXPECT_EQ(phases.size(), 20u);
  EXPECT_LT(*phases.begin(), 120);
  EXPECT_GT(*phases.rbegin(), 240);
}

TEST(SinePrediction, IsGradedByTheExplainedVariance) {
  const Chosen chosen("sine_prediction");
  const Trial trial = chosen.trial(0);
  std::vector<float> outputs = trial.target;
  for (float& y : outputs) y *= 0.5f;
  EXPECT_NEAR(chosen.judge(trial, outputs).score, 0.75, 1e-6);
  EXPECT_FALSE(chosen.judge(trial, outputs).correct);
  EXPECT_EQ(chosen.judge(trial, std::vector<float>(outputs.size(), 9.0f)).score, 0);
}

}  // namespace nn4n::test::sine_prediction_test

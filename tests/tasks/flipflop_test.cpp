#include <gtest/gtest.h>

#include <cmath>

#include "tasks/chosen_task.h"

namespace nn4n::test::flipflop_test {

TEST(FlipFlop, KeepsTheSignOfTheLastPulse) {
  const Chosen chosen("flipflop");
  int starts = 0;
  int free_steps = 0;
  int positive = 0;
  for (std::uint32_t index = 0; index < 200; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 100);
    for (int bit = 0; bit < 3; ++bit) {
      int start = -1000;
      float sign = 0;
      for (int t = 0; t < 100; ++t) {
        const float u = trial.input_at(t, bit);
        const bool free = t >= start + 5;
        free_steps += free;
        if (u != 0 && free) {
          start = t;
          sign = u;
          ++starts;
          positive += u > 0;
        }
        EXPECT_EQ(std::fabs(u), t < start + 2 ? 1 : 0) << "a pulse lasts two steps";
        EXPECT_EQ(trial.target_at(t, bit), sign);
        EXPECT_EQ(trial.mask_at(t, bit), sign != 0 && t >= start + 3);
      }
    }
  }
  EXPECT_NEAR(starts, 0.04 * free_steps, 5 * std::sqrt(0.04 * 0.96 * free_steps));
  EXPECT_NEAR(positive, starts / 2.0, 5 * std::sqrt(starts / 4.0));
}

TEST(FlipFlop, CountsTheScoredSamplesWithTheRightSign) {
  const Chosen chosen("flipflop");
  const Trial trial = chosen.trial(0);
  std::vector<float> outputs = trial.target;
  for (float& y : outputs) y *= 0.01f;
  EXPECT_EQ(chosen.judge(trial, outputs).score, 1) << "any size will do";
  int scored = 0;
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    if (trial.mask[k] == 0) outputs[k] = -5;
    scored += trial.mask[k] > 0;
  }
  EXPECT_EQ(chosen.judge(trial, outputs).score, 1) << "unscored samples do not matter";
  std::size_t first = 0;
  while (trial.mask[first] == 0) ++first;
  outputs[first] = -outputs[first];
  EXPECT_NEAR(chosen.judge(trial, outputs).score, 1 - 1.0 / scored, 1e-12);
}

TEST(FlipFlop, PulsesMayBeNegativeUnderNoise) {
  EXPECT_FALSE(Chosen("flipflop").shape().rectified_input);
}

}  // namespace nn4n::test::flipflop_test

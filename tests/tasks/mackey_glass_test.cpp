#include <gtest/gtest.h>

#include <cmath>

#include "tasks/chosen_task.h"

namespace nn4n::test::mackey_glass_test {

TEST(MackeyGlass, IsBoundedAndVariesAndLooksAhead) {
  Chosen chosen("mackey_glass");
  for (std::uint32_t index = 0; index < 20; ++index) {
    const Trial trial = chosen.trial(index);
    ASSERT_EQ(trial.steps, 300);
    float least = 10, most = 0;
    for (int t = 0; t < trial.steps; ++t) {
      least = std::min(least, trial.input_at(t, 0));
      most = std::max(most, trial.input_at(t, 0));
      EXPECT_EQ(trial.mask_at(t, 0), t >= 50);
      if (t < 10) continue;
      EXPECT_FLOAT_EQ(trial.target_at(t - 10, 0), trial.input_at(t, 0));
    }
    EXPECT_GT(least, 0.1f);
    EXPECT_LT(most, 1);
    EXPECT_GT(most - least, 0.3f);
  }
}

TEST(MackeyGlass, TheSeriesSolvesTheEquation) {
  Chosen chosen("mackey_glass");
  chosen.set("unit_ms", 20);
  chosen.set("horizon", 1);
  const double dt_ms = 2;  // a tenth of a unit
  const Trial trial = chosen.trial(3, dt_ms);
  const auto x = [&](int t) { return 1.5 * static_cast<double>(trial.input_at(t, 0)); };
  for (int t = 200; t + 1 < trial.steps; t += 37) {
    const double delayed = x(t - 170);
    const double slope = 0.2 * delayed / (1 + std::pow(delayed, 10)) - 0.1 * x(t);
    EXPECT_NEAR((x(t + 1) - x(t - 1)) / 0.2, slope, 1e-3);
  }
}

TEST(MackeyGlass, NearbyStartsComeApart) {
  Chosen chosen("mackey_glass");
  const Trial one = chosen.trial(0);
  const Trial other = chosen.trial(1);
  double difference = 0;
  for (int t = 0; t < one.steps; ++t) {
    difference += std::fabs(static_cast<double>(one.input_at(t, 0) - other.input_at(t, 0)));
  }
  EXPECT_GT(difference / one.steps, 0.02);
}

}  // namespace nn4n::test::mackey_glass_test

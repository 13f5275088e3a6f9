#include "analysis/psychometric.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nn4n::test {

TEST(Wilson, StaysWithinZeroAndOne) {
  EXPECT_DOUBLE_EQ(wilson(0, 20).low, 0);
  EXPECT_NEAR(wilson(0, 20).high, 0.1611, 1e-4);
  EXPECT_DOUBLE_EQ(wilson(20, 20).high, 1);
  EXPECT_NEAR(wilson(10, 20).low, 0.2993, 1e-4);
}

TEST(Logistic, FindsTheCurveThatMadeThePoints) {
  const Logistic truth{3.0, 0.2};
  std::vector<PsychometricPoint> points;
  for (const float x : {-51.2f, -25.6f, -12.8f, -6.4f, 0.0f, 6.4f, 12.8f, 25.6f, 51.2f}) {
    points.push_back({x, static_cast<std::int32_t>(std::lround(100000 * truth.at(x))), 100000});
  }
  const auto fit = fit_logistic(points);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->bias, truth.bias, 0.05);
  EXPECT_NEAR(fit->slope, truth.slope, 0.005);
}

TEST(Logistic, OfSeparatedPointsIsSteepButFinite) {
  const std::vector<PsychometricPoint> points{{-10, 0, 50}, {10, 50, 50}};
  const auto fit = fit_logistic(points);
  ASSERT_TRUE(fit);
  EXPECT_GT(fit->slope, 0.2);
  EXPECT_LT(fit->slope, 100);
  EXPECT_NEAR(fit->bias, 0, 1e-6);
}

TEST(Logistic, NeedsTwoStimuli) {
  const std::vector<PsychometricPoint> one{{5, 10, 20}, {7, 0, 0}};
  EXPECT_FALSE(fit_logistic(one));
  EXPECT_FALSE(fit_logistic({}));
}

}  // namespace nn4n::test

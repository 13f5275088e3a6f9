#include "training/optimiser.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nn4n::test {

namespace {

Parameters<double> filled(double value) {
  Parameters<double> parameters(Sizes{2, 1, 1});
  for (double& x : parameters.values) x = value;
  return parameters;
}

}  // namespace

TEST(Optimiser, SgdWithMomentumAccumulates) {
  Parameters<double> weights = filled(1);
  Optimiser<double> sgd(OptimiserKind::sgd, weights.values.size());
  sgd.step(0.1, 0.5, filled(2), {}, weights);
  EXPECT_DOUBLE_EQ(weights.values[0], 1 - 0.1 * 2);
  sgd.step(0.1, 0.5, filled(2), {}, weights);
  EXPECT_DOUBLE_EQ(weights.values[0], 1 - 0.1 * 2 - 0.1 * 3);
}

TEST(Optimiser, AdamsFirstStepIsTheLearningRateWhateverTheGradient) {
  for (const double gradient : {1e-3, 1.0, -50.0}) {
    Parameters<double> weights = filled(1);
    Optimiser<double> adam(OptimiserKind::adam, weights.values.size());
    adam.step(0.01, 0, filled(gradient), {}, weights);
    EXPECT_NEAR(weights.values[0], 1 - std::copysign(0.01, gradient), 1e-6);
  }
}

TEST(Optimiser, AdamFollowsItsPaper) {
  Parameters<double> weights = filled(0);
  Optimiser<double> adam(OptimiserKind::adam, weights.values.size());
  double m = 0;
  double n = 0;
  double w = 0;
  for (int k = 1; k <= 20; ++k) {
    const double g = std::sin(k);
    adam.step(0.01, 0, filled(g), {}, weights);
    m = 0.9 * m + 0.1 * g;
    n = 0.999 * n + 0.001 * g * g;
    w -= 0.01 * (m / (1 - std::pow(0.9, k))) / (std::sqrt(n / (1 - std::pow(0.999, k))) + 1e-8);
    EXPECT_NEAR(weights.values[0], w, 1e-12);
  }
}

TEST(ClipNorm, ShortensOnlyWhatIsTooLong) {
  Parameters<double> gradient = filled(3);
  const double norm = 3 * std::sqrt(static_cast<double>(gradient.values.size()));
  EXPECT_DOUBLE_EQ(clip_norm(gradient, 100), norm);
  EXPECT_EQ(gradient.values[0], 3);
  EXPECT_DOUBLE_EQ(clip_norm(gradient, 0), norm);
  EXPECT_EQ(gradient.values[0], 3) << "0 means never";
  EXPECT_DOUBLE_EQ(clip_norm(gradient, 1), norm);
  EXPECT_NEAR(clip_norm(gradient, 0), 1, 1e-12);
}

TEST(ClipNorm, IsNotFiniteWhenAGradientIsNot) {
  Parameters<double> gradient = filled(1);
  gradient.values[3] = std::nan("");
  EXPECT_FALSE(std::isfinite(clip_norm(gradient, 1)));
}

}  // namespace nn4n::test

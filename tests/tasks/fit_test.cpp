#include "tasks/fit.h"

#include <gtest/gtest.h>

namespace nn4n::test::fit_test {

namespace {

FitSums sums_of(const std::vector<double>& outputs, const std::vector<double>& targets) {
  FitSums sums;
  for (std::size_t k = 0; k < outputs.size(); ++k) sums.add(outputs[k], targets[k]);
  return sums;
}

}  // namespace

TEST(Fit, SquaredCorrelationLooksPastScaleAndOffset) {
  const std::vector<double> target{0.1, 0.9, -0.4, 0.3};
  std::vector<double> output;
  for (const double y : target) output.push_back(5 - 3 * y);
  EXPECT_EQ(sums_of(target, target).squared_correlation(), 1);
  EXPECT_NEAR(sums_of(output, target).squared_correlation(), 1, 1e-12);
  EXPECT_NEAR(sums_of({1, 2, 3, 4}, {1, 3, 2, 4}).squared_correlation(), 0.64, 1e-12);
  EXPECT_EQ(sums_of({2, 2, 2, 2}, target).squared_correlation(), 0);
  EXPECT_EQ(FitSums{}.squared_correlation(), 0);
}

TEST(Fit, ExplainedVarianceDoesNot) {
  const std::vector<double> target{1, 2, 3};
  EXPECT_EQ(sums_of(target, target).explained(), 1);
  EXPECT_NEAR(sums_of({2, 2, 2}, target).explained(), 0, 1e-12);
  EXPECT_NEAR(sums_of({1, 2, 4}, target).explained(), 0.5, 1e-12);
  EXPECT_LT(sums_of({3, 2, 1}, target).explained(), 0);
}

TEST(Fit, LooksAtScoredStepsAloneAndAddsUp) {
  TrialBuilder build(1, 2, 20);
  const EpochSpan whole = build.epoch("Trial", 80);
  for (int t = 0; t < 4; ++t) build.target(1, {"", t, t + 1}, t);
  build.score_output(1, {"", 1, whole.end});
  const Trial trial = build.trial();
  const std::vector<float> outputs{9, 9, 9, 1, 9, 2, 9, 4};
  EXPECT_EQ(fit_of(trial, outputs, 0).count, 0);
  FitSums twice = fit_of(trial, outputs, 1);
  EXPECT_EQ(twice.count, 3);
  EXPECT_NEAR(twice.explained(), 0.5, 1e-12);
  twice.add(fit_of(trial, outputs, 1));
  EXPECT_EQ(twice.count, 6);
  EXPECT_NEAR(twice.explained(), 0.5, 1e-12);
}

}  // namespace nn4n::test::fit_test

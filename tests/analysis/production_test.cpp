#include "analysis/production.h"

#include <gtest/gtest.h>

#include "analysis/records.h"

namespace nn4n::test::production_test {

namespace {

Behaviour timing(std::vector<std::pair<float, float>> measured_and_produced) {
  Behaviour behaviour = record_with({"Interval [ms]"});
  behaviour.timed_condition = 0;
  for (const auto& [measured, produced] : measured_and_produced)
    append(behaviour, {.time_ms = produced}, {measured});
  return behaviour;
}

}  // namespace

/// x = 1, 2, 3, 4; y = 2, 4, 5, 8: by hand, slope 9.5 / 5, intercept 4.75 − 1.9 · 2.5, and squared
/// errors 0.01 + 0.04 + 0.49 + 0.16 ... = 0.7 around the line.
TEST(LineFit, AgreesWithTheHand) {
  const double xs[]{1, 2, 3, 4};
  const double ys[]{2, 4, 5, 8};
  const auto fit = fit_line(xs, ys);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->slope, 1.9, 1e-12);
  EXPECT_NEAR(fit->intercept, 0, 1e-12);
  EXPECT_NEAR(fit->scatter, std::sqrt(0.7 / 2), 1e-12);
}

TEST(LineFit, NeedsThreePointsAndTwoPlaces) {
  const double xs[]{1, 1, 1};
  const double ys[]{2, 4, 5};
  EXPECT_FALSE(fit_line(xs, ys));
  EXPECT_FALSE(fit_line(std::span(xs).first(2), std::span(ys).first(2)));
}

TEST(LineFit, TheIntervalHoldsTheTruthInNineteenOfTwentyCases) {
  constexpr int kCases = 400;
  int held = 0;
  for (int k = 0; k < kCases; ++k) {
    RandomStream random(stream_key(static_cast<std::uint32_t>(k + 1), Purpose::noise));
    std::vector<double> xs, ys;
    for (int i = 0; i < 12; ++i) {
      xs.push_back(i);
      ys.push_back(3 + 0.7 * i + double{random.normal()});
    }
    const Interval slope = fit_line(xs, ys)->slope_interval;
    held += slope.low <= 0.7 && slope.high >= 0.7;
  }
  EXPECT_GT(held, 0.895 * kCases);
  EXPECT_LT(held, kCases);
}

TEST(Production, IsBiasedTowardsTheMeanWhenTheSlopeIsBelowOne) {
  std::vector<std::pair<float, float>> pairs;
  for (float measured = 400; measured <= 800; measured += 100) {
    pairs.push_back({measured, 600 + 0.5f * (measured - 600) + 30});
    pairs.push_back({measured, 600 + 0.5f * (measured - 600) - 10});
  }
  pairs.push_back({500, -1});
  const Production made = production(timing(pairs));
  ASSERT_TRUE(made.line);
  EXPECT_NEAR(made.line->slope, 0.5, 1e-9);
  EXPECT_LT(made.line->slope_interval.high, 1);
  EXPECT_NEAR(made.bias_ms, 10, 1e-9);
  EXPECT_EQ(made.missing, 1);
  ASSERT_EQ(made.points.size(), 5u);
  EXPECT_DOUBLE_EQ(made.points[0].measured_ms, 400);
  EXPECT_DOUBLE_EQ(made.points[0].mean_ms, 510);
  EXPECT_NEAR(made.points[0].deviation_ms, std::sqrt(800.0), 1e-9);
  EXPECT_EQ(made.points[1].trials, 2);
}

TEST(Production, OfNothingProducedHasNoLine) {
  const Production made = production(timing({{500, -1}, {600, -1}}));
  EXPECT_FALSE(made.line);
  EXPECT_EQ(made.missing, 2);
  EXPECT_TRUE(made.points.empty());
}

}  // namespace nn4n::test::production_test

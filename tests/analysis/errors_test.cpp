#include "analysis/errors.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/records.h"

namespace nn4n::test::errors_test {

namespace {

double normal_from(RandomStream& random) {
  double sum = -6;
  for (int k = 0; k < 12; ++k) sum += double{random.uniform()};
  return sum;
}

/// Errors with a bias of 2 and a standard deviation that is 4 plus `growth` per second of delay.
Behaviour saccades(double growth, int trials) {
  Behaviour b = record_with({"Delay [ms]"});
  b.error_label = "Angular error [°]";
  RandomStream random(stream_key(5, Purpose::trials));
  for (int k = 0; k < trials; ++k) {
    const float delay = static_cast<float>(300 + 20 * random.whole(0, 30));
    JudgedTrial trial;
    trial.error = static_cast<float>(2 + (4 + growth * double{delay} / 1000) * normal_from(random));
    append(b, trial, {delay});
  }
  return b;
}

}  // namespace

TEST(Errors, AreSortedByTheCondition) {
  Behaviour b = saccades(10, 12000);
  b.trials[0].error = kNoAnswer;
  const auto points = errors_by(b, 0);
  ASSERT_EQ(points.size(), 6u);
  int trials = 0;
  for (const ErrorPoint& p : points) {
    const double deviation = 4 + 10 * p.value / 1000;
    EXPECT_NEAR(p.mean, 2, 1.2);
    EXPECT_NEAR(p.deviation, deviation, 0.1 * deviation);
    EXPECT_LT(p.interval.low, p.deviation);
    EXPECT_GT(p.interval.high, p.deviation);
    trials += p.trials;
  }
  EXPECT_EQ(trials, 11999);
  EXPECT_GT(growth_of_errors(b, 0)->slope_interval.low, 0);
  const auto flat = growth_of_errors(saccades(0, 12000), 0)->slope_interval;
  EXPECT_LE(flat.low, 0);
  EXPECT_GE(flat.high, 0);
}

TEST(Errors, NeedAnswers) {
  EXPECT_TRUE(errors_by(saccades(0, 0), 0).empty());
  EXPECT_FALSE(growth_of_errors(saccades(0, 2), 0));
  const auto one = errors_by(saccades(0, 1), 0);
  ASSERT_EQ(one.size(), 1u);
  EXPECT_EQ(one[0].deviation, 0);
  EXPECT_TRUE(std::isinf(one[0].interval.high));
}

/// 95 of 100 intervals hold the true standard deviation.
TEST(Errors, IntervalsOfDeviationsCover) {
  RandomStream random(stream_key(6, Purpose::trials));
  int inside = 0;
  for (int repeat = 0; repeat < 2000; ++repeat) {
    double sum = 0, squares = 0;
    for (int k = 0; k < 15; ++k) {
      const double x = normal_from(random);
      sum += x, squares += x * x;
    }
    const double deviation = std::sqrt((squares - sum * sum / 15) / 14);
    const Interval interval = interval_of_deviation(deviation, 15);
    inside += interval.low <= 1 && interval.high >= 1;
  }
  EXPECT_NEAR(inside / 2000.0, 0.95, 0.02);
}

TEST(Spread, IsThatAroundTheLineOfProducedIntervals) {
  Behaviour b = record_with({"Interval [ms]"});
  b.time_label = "Produced interval [ms]";
  b.timed_condition = 0;
  RandomStream random(stream_key(7, Purpose::trials));
  for (int k = 0; k < 6000; ++k) {
    const float interval = static_cast<float>(400 + 20 * random.whole(0, 20));
    JudgedTrial trial;
    trial.time_ms = static_cast<float>(150 + 0.8 * double{interval} +
                                       0.1 * double{interval} * normal_from(random));
    append(b, trial, {interval});
  }
  const auto points = spread_of_production(b);
  ASSERT_EQ(points.size(), 6u);
  for (const ErrorPoint& p : points) EXPECT_NEAR(p.deviation, 0.1 * p.value, 0.012 * p.value);
  EXPECT_GT(growth_of_spread(b)->slope_interval.low, 0);
}

}  // namespace nn4n::test::errors_test

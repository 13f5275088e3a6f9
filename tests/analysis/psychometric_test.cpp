#include "analysis/psychometric.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/logistic_likelihood.h"
#include "analysis/records.h"

namespace nn4n::test::psychometric_test {

namespace {

constexpr float kStimuli[]{-51.2f, -25.6f, -12.8f, -6.4f, -3.2f, 3.2f, 6.4f, 12.8f, 25.6f, 51.2f};

/// `trials` of a logistic observer, one stimulus after the other.
Behaviour observed(double bias, double slope, int trials, std::uint32_t seed) {
  Behaviour behaviour = record_with({});
  RandomStream random(stream_key(seed, Purpose::trials));
  for (int k = 0; k < trials; ++k)
    append(behaviour, logistic_choice(kStimuli[k % 10], bias, slope, random));
  return behaviour;
}

std::vector<PsychometricPoint> points_of(const Behaviour& behaviour) {
  return psychometric_points(behaviour, kStimulus, all_trials(behaviour).trials);
}

constexpr Logistic kLapsing{2, 0.2, 0.1};

/// 200 choices at each stimulus of an observer who lapses.
std::vector<PsychometricPoint> lapsing(const Logistic& truth, std::uint32_t seed) {
  RandomStream random(stream_key(seed, Purpose::noise));
  std::vector<PsychometricPoint> points;
  for (const float x : kStimuli) {
    PsychometricPoint point{double{x}, 0, 200};
    for (int trial = 0; trial < point.trials; ++trial)
      point.chosen += random.chance(truth.at(point.stimulus));
    points.push_back(point);
  }
  return points;
}

bool inside(double value, const Interval& interval) {
  return value >= interval.low && value <= interval.high;
}

}  // namespace

TEST(Logistic, FindsTheCurveThatMadeThePoints) {
  const Logistic truth{3.0, 0.2};
  std::vector<PsychometricPoint> points;
  for (const double x : {-51.2, -25.6, -12.8, -6.4, 0.0, 6.4, 12.8, 25.6, 51.2}) {
    points.push_back({x, static_cast<int>(std::lround(100000 * truth.at(x))), 100000});
  }
  const auto fit = fit_logistic(points);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->curve.bias, truth.bias, 0.05);
  EXPECT_NEAR(fit->curve.slope, truth.slope, 0.005);
  EXPECT_NEAR(fit->curve.threshold(), std::log(3.0) / 0.2, 0.2);
  EXPECT_NEAR(truth.at(truth.bias + truth.threshold()), 0.75, 1e-12);
}

TEST(Logistic, FindsTheSlopeThatMaximisesTheLikelihood) {
  // A steep curve, which a prior on the slope would flatten: the maximum is where the residuals are
  // orthogonal to 1 and to x.
  std::vector<PsychometricPoint> points;
  for (const float x : kStimuli) {
    const Logistic steep{0.3, 0.79};
    points.push_back({double{x}, static_cast<int>(std::lround(200 * steep.at(double{x}))), 200});
  }
  const auto fit = fit_logistic(points);
  ASSERT_TRUE(fit);
  double sum = 0, product = 0;
  for (const PsychometricPoint& p : points) {
    const double rest = p.chosen - p.trials * fit->curve.at(p.stimulus);
    sum += rest;
    product += rest * p.stimulus;
  }
  EXPECT_NEAR(sum, 0, 1e-5);
  EXPECT_NEAR(product, 0, 1e-4);
  EXPECT_NEAR(fit->curve.slope, 0.79, 0.02);
}

TEST(Logistic, IntervalsHoldTheTruthInNineteenOfTwentySimulations) {
  struct Observer {
    double bias, slope;
    int trials;
  };
  constexpr int kSimulations = 1000;
  for (const Observer& observer : {Observer{2, 0.1, 300}, Observer{0, 0.2, 1000},
                                   Observer{0, 0.4, 2000}, Observer{1, 0.2, 130}}) {
    int located = 0, bias = 0, slope = 0, threshold = 0;
    for (int k = 0; k < kSimulations; ++k) {
      const auto fit = fit_logistic(points_of(observed(
          observer.bias, observer.slope, observer.trials, static_cast<std::uint32_t>(k + 1))));
      ASSERT_TRUE(fit);
      located += fit->located;
      bias += inside(observer.bias, fit->bias);
      slope += inside(observer.slope, fit->slope);
      threshold += inside(std::log(3.0) / observer.slope, fit->threshold);
    }
    EXPECT_EQ(located, kSimulations);
    for (const int held : {bias, slope, threshold}) {
      EXPECT_GE(held, 930) << "slope " << observer.slope;
      EXPECT_LE(held, 970) << "slope " << observer.slope;
    }
  }
}

TEST(Logistic, LapsesDoNotFlattenTheCurveWhereTheyAreFitted) {
  constexpr int kSimulations = 20;
  double mean_with = 0, mean_without = 0;
  for (int k = 0; k < kSimulations; ++k) {
    const auto points = lapsing(kLapsing, static_cast<std::uint32_t>(k + 1));
    const auto with = fit_logistic(points, Lapses::fitted);
    const auto without = fit_logistic(points);
    ASSERT_TRUE(with && without);
    mean_with += with->curve.slope / kSimulations;
    mean_without += without->curve.slope / kSimulations;
    EXPECT_EQ(without->curve.lapse, 0);
  }
  EXPECT_NEAR(mean_with, 0.2, 0.01);
  EXPECT_LT(mean_without, 0.15);
}

/// A value is in an interval of the profile likelihood where the likelihood with this value held is
/// not less than allowed. To ask this is much faster than to find the ends of the interval, which
/// say the same (the first simulations look).
TEST(Logistic, IntervalsWithLapsesHoldTheTruthInNineteenOfTwentySimulations) {
  constexpr int kSimulations = 1000;
  constexpr int kWithEnds = 20;
  constexpr double kScale = 51.2;
  constexpr double kAllowed = kNormalQuantile * kNormalQuantile / 2;
  int lapse = 0, slope = 0, bias = 0;
  for (int k = 0; k < kSimulations; ++k) {
    const auto points = lapsing(kLapsing, static_cast<std::uint32_t>(k + 1));
    LogisticData data;
    for (const PsychometricPoint& p : points) {
      const double chosen = p.chosen;
      data.push_back({p.stimulus / kScale, chosen, p.trials - chosen});
    }
    const double best = maximise(data, {.lapses = true}).log_likelihood;
    const auto holds = [&](const Held& held) {
      return best - maximise(data, held).log_likelihood <= kAllowed;
    };
    const bool lapse_holds = holds({.lapses = true, .lapse = kLapsing.lapse});
    const bool slope_holds = holds({.lapses = true, .slope = kLapsing.slope * kScale});
    const bool bias_holds = holds({.lapses = true, .bias = kLapsing.bias / kScale});
    lapse += lapse_holds, slope += slope_holds, bias += bias_holds;
    if (k >= kWithEnds) continue;
    const auto fit = fit_logistic(points, Lapses::fitted);
    ASSERT_TRUE(fit);
    EXPECT_EQ(inside(kLapsing.lapse, fit->lapse), lapse_holds) << k;
    EXPECT_EQ(inside(kLapsing.slope, fit->slope), slope_holds) << k;
    EXPECT_EQ(inside(kLapsing.bias, fit->bias), bias_holds) << k;
  }
  for (const int held : {lapse, slope, bias}) {
    EXPECT_GE(held, 930);
    EXPECT_LE(held, 970);
  }
}

TEST(Logistic, WithoutLapsesInTheDataTheyAreFewAndTheSlopeIsTheSame) {
  const auto points = points_of(observed(0, 0.1, 2000, 5));
  const auto with = fit_logistic(points, Lapses::fitted);
  const auto without = fit_logistic(points);
  ASSERT_TRUE(with && without);
  EXPECT_LT(with->curve.lapse, 0.03);
  EXPECT_EQ(with->lapse.low, 0);
  EXPECT_LE(with->lapse.high, kMostLapses);
  EXPECT_NEAR(with->curve.slope, without->curve.slope, 0.015);
}

TEST(Logistic, MoreTrialsMakeNarrowerIntervals) {
  const auto few = fit_logistic(points_of(observed(0, 0.1, 200, 1)));
  const auto many = fit_logistic(points_of(observed(0, 0.1, 20000, 1)));
  ASSERT_TRUE(few && many);
  const auto width = [](const Interval& i) { return i.high - i.low; };
  EXPECT_NEAR(width(few->slope) / width(many->slope), 10, 2.5);
  EXPECT_NEAR(width(few->bias) / width(many->bias), 10, 2.5);
}

TEST(Logistic, OfAnObserverWhoGuessesHasNoBiasToSpeakOf) {
  const auto fit = fit_logistic(points_of(observed(0, 0, 500, 3)));
  ASSERT_TRUE(fit);
  EXPECT_TRUE(inside(0, fit->slope));
  EXPECT_TRUE(std::isinf(fit->bias.low) && std::isinf(fit->bias.high));
  EXPECT_TRUE(std::isinf(fit->threshold.high));
}

TEST(Logistic, OfSeparatedPointsIsAStepOfWhichOnlyTheLeastSlopeIsKnown) {
  const std::vector<PsychometricPoint> points{{-10, 0, 50}, {-5, 0, 50}, {5, 50, 50}, {10, 50, 50}};
  const auto fit = fit_logistic(points);
  ASSERT_TRUE(fit);
  EXPECT_FALSE(fit->located) << "no point lies between 10 and 90 %";
  EXPECT_TRUE(std::isinf(fit->curve.slope) && std::isinf(fit->slope.high));
  EXPECT_GT(fit->slope.low, 0.2);
  EXPECT_EQ(fit->threshold.low, 0);
  EXPECT_NEAR(fit->curve.bias, 0, 0.1);
  EXPECT_EQ(fit->curve.at(-5), 0);
  EXPECT_EQ(fit->curve.at(5), 1);
  const std::vector<PsychometricPoint> falling{{-10, 50, 50}, {10, 0, 50}};
  EXPECT_LT(fit_logistic(falling).value().curve.slope, -1e6);
}

TEST(Logistic, APointInBetweenLocatesEvenAStep) {
  const std::vector<PsychometricPoint> points{{-10, 0, 50}, {0, 20, 50}, {10, 50, 50}};
  const auto fit = fit_logistic(points);
  ASSERT_TRUE(fit);
  EXPECT_TRUE(fit->located);
  EXPECT_NEAR(fit->curve.bias, 0, 0.1);
  EXPECT_TRUE(inside(0, fit->bias));
  EXPECT_TRUE(std::isinf(fit->slope.high));
  EXPECT_GT(fit->threshold.high, 1);
}

TEST(Logistic, IsNotLocatedByPointsNearTheEnds) {
  const std::vector<PsychometricPoint> points{
      {-10, 1, 100}, {-5, 3, 100}, {5, 96, 100}, {10, 99, 100}};
  const auto fit = fit_logistic(points);
  ASSERT_TRUE(fit);
  EXPECT_FALSE(fit->located);
  EXPECT_TRUE(std::isfinite(fit->curve.slope)) << "the slope of these is known";
}

TEST(Logistic, OfManyStimuliWithFewTrialsAsksTheCurveWhatLiesInBetween) {
  std::vector<PsychometricPoint> points;
  for (int k = -40; k <= 40; ++k) {
    if (k != 0) points.push_back({20.0 * k, k > 0 ? 3 : 0, 3});
  }
  EXPECT_FALSE(fit_logistic(points).value().located);
  points[38].chosen = 1;  // −40
  points[42].chosen = 2;  // 60
  EXPECT_TRUE(fit_logistic(points).value().located);
  points[0].chosen = 1;  // one strange answer far away is not a point in between
  points[38].chosen = 0;
  points[42].chosen = 3;
  const auto fit = fit_logistic(points);
  ASSERT_TRUE(fit);
  EXPECT_GT(fit->slope.low, 0);
}

TEST(Logistic, NeedsTwoStimuli) {
  const std::vector<PsychometricPoint> one{{5, 10, 20}, {7, 0, 0}};
  EXPECT_FALSE(fit_logistic(one));
  EXPECT_FALSE(fit_logistic({}));
}

TEST(Logistic, NeedsBothChoices) {
  const std::vector<PsychometricPoint> left{{-5, 0, 20}, {5, 0, 20}};
  const std::vector<PsychometricPoint> right{{-5, 20, 20}, {5, 20, 20}};
  for (const Lapses lapses : {Lapses::none, Lapses::fitted}) {
    EXPECT_FALSE(fit_logistic(left, lapses));
    EXPECT_FALSE(fit_logistic(right, lapses));
  }
}

TEST(PsychometricPoints, CountTheChoicesOfEachStimulus) {
  Behaviour behaviour = record_with({"Irrelevant coherence [%]"});
  behaviour.curve_choice = 0;
  append(behaviour, {5, 1, 0, 0, 0, -1}, {15});
  append(behaviour, {-5, 0, 0, 1, 1, -1}, {15});
  append(behaviour, {5, 1, 1, 1, 1, -1}, {-15});
  append(behaviour, {5, 1, -1, 0, 0, -1}, {-15});
  const auto points = points_of(behaviour);
  ASSERT_EQ(points.size(), 2u);
  EXPECT_EQ(points[0].stimulus, -5);
  EXPECT_EQ(points[0].chosen, 1);
  EXPECT_EQ(points[1].chosen, 1);
  EXPECT_EQ(points[1].trials, 2) << "a trial without a choice is left out";
  const auto others = psychometric_points(behaviour, 0, all_trials(behaviour).trials);
  ASSERT_EQ(others.size(), 2u);
  EXPECT_EQ(others[1].stimulus, 15);
  EXPECT_EQ(others[1].chosen, 2);
}

TEST(PsychometricPoints, ThinnedOutKeepEveryTrial) {
  const std::vector<PsychometricPoint> points{
      {1, 1, 2}, {2, 2, 2}, {4, 0, 4}, {8, 3, 4}, {9, 1, 1}};
  const auto few = thinned_out(points, 2);
  ASSERT_EQ(few.size(), 2u);
  EXPECT_EQ(few[0].trials + few[1].trials, 13);
  EXPECT_EQ(few[0].chosen + few[1].chosen, 7);
  EXPECT_DOUBLE_EQ(few[0].stimulus, 1.5);
  EXPECT_EQ(thinned_out(points, 9).size(), 5u);
  EXPECT_TRUE(thinned_out({}, 9).empty());
}

}  // namespace nn4n::test::psychometric_test

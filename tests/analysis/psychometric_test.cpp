#include "analysis/psychometric.h"

#include <gtest/gtest.h>

#include <cmath>

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

TEST(Logistic, IntervalsHoldTheTruthInNineteenOfTwentyCases) {
  constexpr int kObservers = 400;
  int bias = 0, slope = 0, threshold = 0;
  double width = 0;
  for (int k = 0; k < kObservers; ++k) {
    const auto fit =
        fit_logistic(points_of(observed(2, 0.1, 300, static_cast<std::uint32_t>(k + 1))));
    ASSERT_TRUE(fit);
    bias += inside(2, fit->bias);
    slope += inside(0.1, fit->slope);
    threshold += inside(std::log(3.0) / 0.1, fit->threshold);
    width += fit->bias.high - fit->bias.low;
  }
  // 5 standard deviations of a proportion of 0.95 among 400 are 0.054.
  for (const int held : {bias, slope, threshold}) {
    EXPECT_GT(held, 0.895 * kObservers);
    EXPECT_LT(held, kObservers) << "an interval that always holds it is too wide";
  }
  EXPECT_LT(width / kObservers, 10);
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

TEST(Logistic, OfSeparatedPointsIsSteepButFinite) {
  const std::vector<PsychometricPoint> points{{-10, 0, 50}, {10, 50, 50}};
  const auto fit = fit_logistic(points);
  ASSERT_TRUE(fit);
  EXPECT_GT(fit->curve.slope, 0.2);
  EXPECT_LT(fit->curve.slope, 100);
  EXPECT_NEAR(fit->curve.bias, 0, 1e-6);
}

TEST(Logistic, NeedsTwoStimuli) {
  const std::vector<PsychometricPoint> one{{5, 10, 20}, {7, 0, 0}};
  EXPECT_FALSE(fit_logistic(one));
  EXPECT_FALSE(fit_logistic({}));
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

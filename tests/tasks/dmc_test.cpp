#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::dmc_test {

namespace {

/// The direction [°] that an epoch shows: the population vector of the ring.
double decoded(const Trial& trial, std::size_t epoch) {
  const std::vector<float> u = shown(trial, epoch);
  double x = 0;
  double y = 0;
  for (int k = 0; k < 8; ++k) {
    x += double{u[1 + static_cast<std::size_t>(k)]} * std::cos(k * M_PI / 4);
    y += double{u[1 + static_cast<std::size_t>(k)]} * std::sin(k * M_PI / 4);
  }
  const double angle = std::atan2(y, x) * 180 / M_PI;
  return angle < 0 ? angle + 360 : angle;
}

}  // namespace

TEST(MatchToCategory, ComparesTheHalvesOfTheCircle) {
  const Chosen chosen("dmc");
  int same = 0;
  std::set<float> samples, tests;
  for (std::uint32_t index = 0; index < 1000; ++index) {
    const Trial trial = chosen.trial(index);
    EXPECT_TRUE(fixation_ends_at_the_last_epoch(trial));
    EXPECT_TRUE(asks_for_a_choice(trial));
    const double first = decoded(trial, 1);
    const double second = decoded(trial, 3);
    EXPECT_NEAR(first, trial.conditions[0], 1e-3);
    EXPECT_NEAR(second, trial.conditions[1], 1e-3);
    EXPECT_EQ(trial.correct == 0, (first < 180) == (second < 180));
    same += trial.correct == 0;
    samples.insert(trial.conditions[0]);
    tests.insert(trial.conditions[1]);
  }
  EXPECT_NEAR(same, 500, 5 * std::sqrt(250.0));
  EXPECT_EQ(samples.size(), 8u);
  EXPECT_EQ(samples, tests);
}

TEST(MatchToCategory, DirectionsOfBothCategoriesLookDifferent) {
  const Chosen chosen("dmc");
  const Trial trial = chosen.trial(0);
  std::vector<float> u = shown(trial, 1);
  u.erase(u.begin());
  std::sort(u.begin(), u.end());
  EXPECT_NEAR(u[7], 0.8 * std::exp(-0.5), 1e-6) << "22.5° away";
  EXPECT_EQ(u[7], u[6]) << "between two channels";
  EXPECT_NEAR(u[5], 0.8 * std::exp(-4.5), 1e-6) << "67.5° away";
}

}  // namespace nn4n::test::dmc_test

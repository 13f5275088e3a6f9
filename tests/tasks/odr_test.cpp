#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::odr_test {

TEST(MemorySaccade, PointsWhereTheCueWas) {
  const Chosen chosen("odr");
  std::set<int> directions;
  std::set<double> delays;
  for (std::uint32_t index = 0; index < 500; ++index) {
    const Trial trial = chosen.trial(index);
    EXPECT_TRUE(fixation_ends_at_the_last_epoch(trial));
    const std::vector<float> cue = shown(trial, 1);
    EXPECT_FLOAT_EQ(cue[static_cast<std::size_t>(1 + trial.correct)], 0.8f);
    EXPECT_FLOAT_EQ(cue[static_cast<std::size_t>(1 + (trial.correct + 1) % 8)],
                    static_cast<float>(0.8 * std::exp(-2)));
    const double angle = trial.correct * M_PI / 4;
    for (int t = 0; t < trial.steps; ++t) {
      const bool response = t >= trial.epochs[3].begin;
      EXPECT_NEAR(trial.target_at(t, 0), response ? std::cos(angle) : 0, 1e-6);
      EXPECT_NEAR(trial.target_at(t, 1), response ? std::sin(angle) : 0, 1e-6);
      EXPECT_EQ(trial.mask_at(t, 0) + trial.mask_at(t, 1), 2);
    }
    directions.insert(trial.correct);
    delays.insert(epoch_ms(trial, 2));
  }
  EXPECT_EQ(directions.size(), 8u);
  EXPECT_EQ(*delays.begin(), 300);
  EXPECT_EQ(*delays.rbegin(), 900);
}

TEST(MemorySaccade, IsCorrectWithin22Degrees) {
  const Chosen chosen("odr");
  const Trial trial = chosen.trial(0);
  for (const double error : {-170.0, -23.0, -22.0, 0.0, 22.0, 23.0, 90.0, 180.0}) {
    const double angle = trial.correct * M_PI / 4 + error * M_PI / 180;
    std::vector<float> outputs(trial.target.size());
    for (int t = 0; t < trial.steps; ++t) {
      outputs[Trial::index(t, 2, 0)] = static_cast<float>(0.3 * std::cos(angle));
      outputs[Trial::index(t, 2, 1)] = static_cast<float>(0.3 * std::sin(angle));
    }
    EXPECT_EQ(chosen.judge(trial, outputs).correct, std::fabs(error) < 22.5) << error;
  }
  EXPECT_FALSE(chosen.judge(trial, std::vector<float>(trial.target.size(), 0.0f)).correct)
      << "no movement points nowhere";
}

}  // namespace nn4n::test::odr_test

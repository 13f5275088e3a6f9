#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tasks/chosen_task.h"

namespace nn4n::test::rsg_test {

namespace {

/// An output that rises from 0 at the set pulse to 1 within `ms`, whatever the interval.
std::vector<float> ramp(const Trial& trial, double ms) {
  std::vector<float> outputs(trial.target.size(), 0.0f);
  const int set = trial.epochs[2].begin;
  for (int t = set; t < trial.steps; ++t) {
    outputs[static_cast<std::size_t>(t)] =
        static_cast<float>(std::min(1.0, (t - set + 1) * trial.dt_ms / ms));
  }
  return outputs;
}

}  // namespace

TEST(ReadySetGo, TheRampTakesAsLongAsThePulsesWereApart) {
  const Chosen chosen("rsg");
  std::set<float> intervals;
  for (std::uint32_t index = 0; index < 500; ++index) {
    const Trial trial = chosen.trial(index);
    const int steps = static_cast<int>(trial.conditions[0] / 20);
    const int set = 5 + steps;
    ASSERT_EQ(trial.steps, set + steps + 10);
    for (int t = 0; t < trial.steps; ++t) {
      EXPECT_EQ(trial.input_at(t, 0), t >= 5 && t < 8);
      EXPECT_EQ(trial.input_at(t, 1), t >= set && t < set + 3);
      const double ramp = t < set ? 0 : std::min(1.0, (t - set + 1.0) / steps);
      EXPECT_NEAR(trial.target_at(t, 0), ramp, 1e-6);
      EXPECT_EQ(trial.mask_at(t, 0), t < set ? 1 : 2);
    }
    EXPECT_NEAR(chosen.judge(trial, trial.target).time_ms, trial.conditions[0], 0.01);
    intervals.insert(trial.conditions[0]);
  }
  EXPECT_EQ(intervals.size(), 21u);
  EXPECT_EQ(*intervals.begin(), 400);
  EXPECT_EQ(*intervals.rbegin(), 800);
}

TEST(ReadySetGo, TheProducedIntervalMayBeOffByAFifthAnd25Ms) {
  const Chosen chosen("rsg");
  for (std::uint32_t index = 0; index < 50; ++index) {
    const Trial trial = chosen.trial(index);
    const double ts = trial.conditions[0];
    const double most = 0.2 * ts + 25;
    for (const double error : {-1.05, -0.95, 0.95, 1.05}) {
      const Outcome outcome = chosen.judge(trial, ramp(trial, ts + error * most));
      EXPECT_NEAR(outcome.time_ms, ts + error * most, 0.01);
      EXPECT_EQ(outcome.correct, std::fabs(error) < 1) << ts << " " << error;
    }
    EXPECT_FALSE(chosen.judge(trial, std::vector<float>(trial.target.size(), 1.0f)).correct);
  }
}

TEST(ReadySetGo, ChanceIsWhatTheBestFixedIntervalGets) {
  const Chosen chosen("rsg");
  const double chance = chosen.shape().chance;
  double best = 0;
  for (double ms = 400; ms <= 800; ms += 15) {
    const double accuracy =
        chosen.accuracy([ms](const Trial& trial) { return ramp(trial, ms); }, 2000);
    best = std::max(best, accuracy);
  }
  EXPECT_NEAR(best, chance, 0.04);
  EXPECT_GT(best, 0.7);
}

}  // namespace nn4n::test::rsg_test

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tasks/chosen_task.h"

namespace nn4n::test::interval_test {

namespace {

/// How long a channel is on [ms].
double on_ms(const Trial& trial, int channel) {
  int steps = 0;
  for (int t = 0; t < trial.steps; ++t) steps += trial.input_at(t, channel) == 1;
  return steps * trial.dt_ms;
}

}  // namespace

TEST(IntervalDiscrimination, TheLongerStimulusWins) {
  const Chosen chosen("interval");
  int first_longer = 0;
  for (std::uint32_t index = 0; index < 1000; ++index) {
    const Trial trial = chosen.trial(index);
    EXPECT_TRUE(fixation_ends_at_the_last_epoch(trial));
    EXPECT_TRUE(asks_for_a_choice(trial));
    const double difference = on_ms(trial, 1) - on_ms(trial, 2);
    EXPECT_GE(std::fabs(difference), 20);
    EXPECT_EQ(double{trial.conditions[3]}, (on_ms(trial, 1) + on_ms(trial, 2)) / 2);
    EXPECT_EQ(trial.stimulus, static_cast<float>(difference));
    EXPECT_EQ(trial.correct, difference > 0 ? 0 : 1);
    EXPECT_GE(epoch_ms(trial, 2), 300);
    EXPECT_LE(epoch_ms(trial, 2), 600);
    first_longer += difference > 0;
  }
  EXPECT_NEAR(first_longer, 500, 5 * std::sqrt(250.0));
}

/// 21 durations, 5 steps or more apart: 2 x 16 x 17 / 2 pairs.
TEST(IntervalDiscrimination, AllPairsFarEnoughApartAreEquallyLikely) {
  Chosen chosen("interval");
  chosen.set("least_difference_ms", 100);
  std::map<std::pair<double, double>, int> pairs;
  constexpr int kTrials = 20000;
  for (std::uint32_t index = 0; index < kTrials; ++index) {
    const Trial trial = chosen.trial(index);
    EXPECT_TRUE(on_ms(trial, 1) >= 200 && on_ms(trial, 1) <= 600);
    EXPECT_TRUE(on_ms(trial, 2) >= 200 && on_ms(trial, 2) <= 600);
    ++pairs[{on_ms(trial, 1), on_ms(trial, 2)}];
  }
  ASSERT_EQ(pairs.size(), 272u);
  double squares = 0;
  const double expected = kTrials / 272.0;
  for (const auto& [pair, count] : pairs) squares += (count - expected) * (count - expected);
  EXPECT_LT(squares / expected, 271 + 5 * std::sqrt(2 * 271.0)) << "chi-square";
}

TEST(IntervalDiscrimination, ADifferenceThatDoesNotFitIsShortened) {
  Chosen chosen("interval");
  chosen.set("least_difference_ms", 4000);
  for (std::uint32_t index = 0; index < 20; ++index) {
    EXPECT_EQ(std::fabs(chosen.trial(index).stimulus), 400);
  }
  chosen.set("stimulus_min_ms", 600);
  EXPECT_EQ(std::fabs(chosen.trial(0).stimulus), 20) << "equal limits leave one step";
}

}  // namespace nn4n::test::interval_test

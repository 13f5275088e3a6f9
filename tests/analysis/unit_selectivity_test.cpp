#include "analysis/unit_selectivity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/made_recordings.h"

namespace nn4n::test::unit_selectivity_test {

namespace {

const VariableSelectivity* of_name(const std::vector<VariableSelectivity>& found,
                                   std::string_view name) {
  for (const VariableSelectivity& one : found) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

/// A number in −1 … 1 that changes from call to call.
double chance() {
  static int calls = 0;
  RandomStream random(stream_key(3, Purpose::noise, static_cast<std::uint32_t>(++calls)));
  return 2 * double{random.uniform()} - 1;
}

}  // namespace

TEST(UnitSelectivity, IsTheCorrelationWithWhatWasPlanted) {
  const Recording recording =
      made_recording(5, 400, [](int context, double coherence, int choice, int unit, int step) {
        if (unit == 4) return 3.0;               // stays
        if (step < 3) return 1.0;                // nothing in "Wait"
        if (unit == 0) return 2 + 0.5 * choice;  // follows the choice alone
        if (unit == 1) return 2 - 0.3 * coherence;
        if (unit == 2) return 2 + (context ? 1.0 : -1.0) + coherence;  // two variables
        return 2.0 + chance();
      });
  const auto found = unit_selectivity(recording);
  const auto* choice = of_name(found, "choice");
  const auto* context = of_name(found, "context");
  const auto* coherence = of_name(found, "coherence");
  ASSERT_TRUE(choice && context && coherence);
  for (const VariableSelectivity& one : found) {
    EXPECT_EQ(one.epoch, "Look") << one.name;
    EXPECT_EQ(one.trials, 400);
    ASSERT_EQ(one.correlation.size(), 5u);
    EXPECT_EQ(one.correlation[4], 0) << "a rate that does not change is selective for nothing";
    EXPECT_LT(std::fabs(one.correlation[3]), 0.2) << "chance, within 4 / √400";
  }
  EXPECT_NEAR(choice->correlation[0], 1, 1e-6);
  EXPECT_NEAR(coherence->correlation[1], -1, 1e-6);
  // Coherence has variance 2 and the planted context 1, and they are independent.
  EXPECT_NEAR(coherence->correlation[2], std::sqrt(2.0 / 3), 0.05);
  EXPECT_NEAR(context->correlation[2], std::sqrt(1.0 / 3), 0.1);
}

TEST(UnitSelectivity, LeavesOutSilentUnitsAndTrialsWithoutAChoice) {
  Recording recording = made_recording(
      3, 60, [](int, double, int choice, int unit, int) { return unit == 1 ? 0.0 : 1.0 + choice; });
  recording.active = {0, 2};
  recording.silent = {1};
  for (std::size_t b = 0; b < 20; ++b) recording.trials[b].outcome.choice = -1;
  const auto found = unit_selectivity(recording);
  const auto* choice = of_name(found, "choice");
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->trials, 40);
  EXPECT_EQ(choice->correlation[1], 0);
  EXPECT_NEAR(choice->correlation[2], 1, 1e-6);
  for (RecordedTrial& trial : recording.trials) trial.outcome.choice = -1;
  EXPECT_TRUE(unit_selectivity(recording).empty());
}

}  // namespace nn4n::test::unit_selectivity_test

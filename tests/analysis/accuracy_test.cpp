#include "analysis/accuracy.h"

#include <gtest/gtest.h>

#include "analysis/records.h"

namespace nn4n::test::accuracy_test {

TEST(AccuracyBy, HasAPointForEachOfFewValues) {
  Behaviour behaviour = record_with({"Delay [ms]"});
  for (int k = 0; k < 12; ++k)
    append(behaviour, {.correct = k % 4 != 0}, {static_cast<float>(100 * (k % 2))});
  const auto points = accuracy_by(behaviour, 0);
  ASSERT_EQ(points.size(), 2u);
  EXPECT_EQ(points[0].value, 0);
  EXPECT_EQ(points[0].correct, 3);
  EXPECT_EQ(points[0].trials, 6);
  EXPECT_EQ(points[1].correct, 6);
}

/// An observer who gathers evidence: right with probability 1 − exp(−t / 400 ms) / 2.
TEST(AccuracyBy, RisesWithTheDurationForAnObserverWhoGathersEvidence) {
  Behaviour behaviour = record_with({"Stimulus [ms]"});
  RandomStream random(stream_key(1, Purpose::trials));
  for (int k = 0; k < 5000; ++k) {
    const float ms = static_cast<float>(random.whole(4, 75)) * 20;
    append(behaviour, {.correct = random.chance(1 - std::exp(-double{ms} / 400) / 2)}, {ms});
  }
  const auto points = accuracy_by(behaviour, 0, 8);
  ASSERT_LE(points.size(), 8u);
  ASSERT_GE(points.size(), 6u);
  int trials = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double truth = 1 - std::exp(-points[i].value / 400) / 2;
    EXPECT_NEAR(points[i].correct / static_cast<double>(points[i].trials), truth, 0.06);
    EXPECT_TRUE(i == 0 || points[i].value > points[i - 1].value);
    trials += points[i].trials;
  }
  EXPECT_EQ(trials, 5000);
}

TEST(AccuracyBy, OfNoTrialsIsEmpty) {
  EXPECT_TRUE(accuracy_by(record_with({"Delay [ms]"}), 0).empty());
}

TEST(Confusion, CountsWhichChoiceWasMadeForWhich) {
  Behaviour behaviour = record_with({});
  for (const auto& [wanted, choice] :
       {std::pair{0, 0}, {0, 1}, {0, 0}, {1, 1}, {1, -1}, {1, 7}, {5, 0}}) {
    append(behaviour, {.wanted = wanted, .choice = choice});
  }
  const Confusion table = confusion(behaviour);
  EXPECT_EQ(table.choices, 2);
  EXPECT_EQ(table.counts, (std::vector<int>{2, 1, 0, 0, 1, 2}));
  EXPECT_EQ(table.wanted(0), 3);
  EXPECT_EQ(table.wanted(1), 3);
  EXPECT_TRUE(table.missed());
}

}  // namespace nn4n::test::accuracy_test

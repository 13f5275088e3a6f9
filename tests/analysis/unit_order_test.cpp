#include "analysis/unit_order.h"

#include <gtest/gtest.h>

#include <set>

namespace nn4n::test::unit_order_test {
namespace {

/// Units 0 to 3 are E and 4, 5 are I, of one area; four steps.
Snapshot six_units() {
  Snapshot s;
  s.units = 6;
  s.unit_area.assign(6, 0);
  s.unit_sign = {1, 1, 1, 1, -1, -1};
  s.trial.steps = 4;
  s.trial.rates = {0, 0,     0,    2,   // peaks at step 3
                   0, 5e-4f, 0,    0,   // silent
                   0, -3,    1,    0,   // at step 1
                   1, 1,     1,    1,   // at step 0, where it is first
                   0, 0,     0,    1,   // at 3
                   0, 0,     0.5f, 0};  // at 2
  return s;
}

TEST(UnitOrder, ByPeakWithinEachSignWithSilentUnitsLast) {
  EXPECT_EQ(ordered_units(six_units(), UnitOrder::peak), (std::vector{3, 2, 0, 1, 5, 4}));
  EXPECT_EQ(ordered_units(six_units(), UnitOrder::number), (std::vector{0, 1, 2, 3, 4, 5}));
}

/// Units 0, 2, 4 rise and 1, 3, 5 fall, each with a scale and an offset of its own.
TEST(UnitOrder, BySimilarityPutsUnitsThatAreAlikeSideBySide) {
  Snapshot s;
  s.units = 7;
  s.unit_area.assign(7, 0);
  s.unit_sign.assign(7, 1);
  s.trial.steps = 4;
  for (int unit = 0; unit < 6; ++unit) {
    for (int t = 0; t < 4; ++t) {
      const int shape = unit % 2 == 0 ? t : 3 - t;
      s.trial.rates.push_back(static_cast<float>(1 + unit + (unit + 1) * shape));
    }
  }
  s.trial.rates.insert(s.trial.rates.end(), 4, 0);  // the last one is silent
  const std::vector<int> order = ordered_units(s, UnitOrder::similarity);
  EXPECT_EQ(order.front() % 2, 1) << "one that falls peaks first";
  EXPECT_EQ(order.back(), 6);
  for (std::size_t k = 0; k < 6; ++k) EXPECT_EQ(order[k] % 2, k < 3 ? 1 : 0) << k;
  EXPECT_EQ(std::set<int>(order.begin(), order.end()).size(), 7u);
}

TEST(UnitOrder, BySelectivityWithinEachSignWithSilentUnitsLast) {
  const std::vector<double> correlation{-0.5, 0.9, 0.2, 0.7, -0.1, 0.3};
  EXPECT_EQ(ordered_units(six_units(), UnitOrder::selectivity, correlation),
            (std::vector{3, 2, 0, 1, 5, 4}));
  EXPECT_EQ(ordered_units(six_units(), UnitOrder::selectivity), (std::vector{0, 1, 2, 3, 4, 5}))
      << "while it is not known";
}

TEST(UnitOrder, SilentUnitsAreNamed) {
  EXPECT_EQ(silent_units(six_units()), (std::vector{1}));
  Snapshot s = six_units();
  s.trial.rates.assign(24, 0);
  EXPECT_EQ(silent_units(s).size(), 6u);
  EXPECT_EQ(ordered_units(s, UnitOrder::peak), (std::vector{0, 1, 2, 3, 4, 5}));
}

TEST(UnitOrder, PlacesAreItsInverse) {
  EXPECT_EQ(places_in({3, 2, 0, 1, 5, 4}), (std::vector{2, 3, 1, 0, 5, 4}));
}

TEST(UnitOrder, WithoutRatesNothingIsSilentOrSorted) {
  Snapshot s = six_units();
  s.trial.rates.clear();
  EXPECT_TRUE(silent_units(s).empty());
  EXPECT_EQ(ordered_units(s, UnitOrder::peak).size(), 6u);
  EXPECT_TRUE(ordered_units(Snapshot{}, UnitOrder::peak).empty());
}

}  // namespace
}  // namespace nn4n::test::unit_order_test

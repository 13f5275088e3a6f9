#include "analysis/chronometric.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/records.h"

namespace nn4n::test::chronometric_test {

TEST(Chronometric, SortsTimesByStrengthAndByWhetherTheyAreRight) {
  Behaviour behaviour = record_with({});
  append(behaviour, {6.4f, 1, 1, 1, 1, 300});
  append(behaviour, {-6.4f, 0, 0, 1, 1, 500});
  append(behaviour, {-6.4f, 0, 1, 0, 0, 700});
  append(behaviour, {3.2f, 1, 0, 0, 0, 800});
  append(behaviour, {3.2f, 1, -1, 0, 0, -1});
  const auto points = chronometric(behaviour);
  ASSERT_EQ(points.size(), 2u);
  EXPECT_FLOAT_EQ(static_cast<float>(points[0].strength), 3.2f);
  EXPECT_EQ(points[0].correct.trials, 0);
  EXPECT_EQ(points[0].error.trials, 1) << "a miss has no time";
  EXPECT_DOUBLE_EQ(points[1].correct.mean_ms, 400);
  // Variance 20000 of two values, divided by two.
  EXPECT_DOUBLE_EQ(points[1].correct.standard_error, 100);
  EXPECT_DOUBLE_EQ(points[1].error.mean_ms, 700);
  EXPECT_DOUBLE_EQ(points[1].error.standard_error, 0);
  EXPECT_EQ(misses(behaviour), 1);
}

TEST(Chronometric, OfNoTrialsIsEmpty) { EXPECT_TRUE(chronometric(record_with({})).empty()); }

}  // namespace nn4n::test::chronometric_test

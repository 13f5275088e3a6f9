#include "analysis/interval.h"

#include <gtest/gtest.h>

namespace nn4n::test::interval_test {

TEST(Wilson, StaysWithinZeroAndOne) {
  EXPECT_DOUBLE_EQ(wilson(0, 20).low, 0);
  EXPECT_NEAR(wilson(0, 20).high, 0.1611, 1e-4);
  EXPECT_DOUBLE_EQ(wilson(20, 20).high, 1);
  EXPECT_NEAR(wilson(10, 20).low, 0.2993, 1e-4);
  EXPECT_DOUBLE_EQ(wilson(0, 0).high, 1);
}

/// The tables' values.
TEST(StudentQuantile, AgreesWithTheTables) {
  EXPECT_NEAR(student_quantile(3), 3.182, 0.03);
  EXPECT_NEAR(student_quantile(5), 2.571, 0.005);
  EXPECT_NEAR(student_quantile(10), 2.228, 0.001);
  EXPECT_NEAR(student_quantile(30), 2.042, 0.001);
  EXPECT_NEAR(student_quantile(1000000), 1.960, 0.001);
}

}  // namespace nn4n::test::interval_test

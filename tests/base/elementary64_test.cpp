#include "base/elementary64.h"

#include <gtest/gtest.h>

#include <limits>

namespace nn4n::test::elementary64_test {

TEST(Elementary64, ExpIsTheLibrarysToFifteenDigits) {
  for (double x = -700; x <= 700; x += 0.37) EXPECT_NEAR(exp64(x) / std::exp(x), 1, 2e-15) << x;
  EXPECT_EQ(exp64(0), 1);
  EXPECT_EQ(exp64(-1000), 0);
  EXPECT_TRUE(std::isfinite(exp64(1000)));
  EXPECT_TRUE(std::isnan(exp64(std::numeric_limits<double>::quiet_NaN())));
}

TEST(Elementary64, LogIsTheLibrarysToFifteenDigits) {
  for (double x = 1e-12; x < 1e12; x *= 1.3)
    EXPECT_NEAR(log64(x), std::log(x), 2e-15 * (1 + std::fabs(std::log(x)))) << x;
  EXPECT_EQ(log64(1), 0);
}

TEST(Elementary64, TanhAndSigmoidAreTheLibrarys) {
  for (double x = -25; x <= 25; x += 0.0173) {
    EXPECT_NEAR(tanh64(x), std::tanh(x), 1e-15) << x;
    EXPECT_NEAR(sigmoid64(x), 1 / (1 + std::exp(-x)), 1e-15) << x;
    EXPECT_EQ(tanh64(-x), -tanh64(x));
  }
}

}  // namespace nn4n::test::elementary64_test

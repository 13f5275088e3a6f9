#include "base/elementary.h"

#include <gtest/gtest.h>

#include <numbers>

namespace nn4n::test {

namespace {

/// |value − exact| in units of the last place of a float near `exact`.
double ulps(float value, double exact) {
  const double unit = std::ldexp(1.0, std::max(std::ilogb(exact), -126) - 23);
  return std::fabs(static_cast<double>(value) - exact) / unit;
}

template <class Function, class Exact>
double worst_ulps(Function function, Exact exact, float from, float to, int steps) {
  double worst = 0;
  for (int i = 0; i <= steps; ++i) {
    const float x = from + (to - from) * (static_cast<float>(i) / static_cast<float>(steps));
    if (x != 0) worst = std::max(worst, ulps(function(x), exact(static_cast<double>(x))));
  }
  return worst;
}

}  // namespace

TEST(Elementary, ExpIsWithinTwoUlp) {
  EXPECT_LT(worst_ulps([](float x) { return exp32<float>(x); },
                       [](double x) { return std::exp(x); }, -87, 87, 2000000),
            2);
}

TEST(Elementary, TanhIsWithinTwoUlp) {
  EXPECT_LT(worst_ulps([](float x) { return tanh32<float>(x); },
                       [](double x) { return std::tanh(x); }, -12, 12, 2000000),
            2);
}

TEST(Elementary, LogIsWithinTwoUlp) {
  EXPECT_LT(worst_ulps([](float x) { return log32<float>(x); },
                       [](double x) { return std::log(x); }, 1e-6f, 4, 2000000),
            2);
}

TEST(Elementary, CosineAndSineOfATurn) {
  for (std::uint64_t turn = 0; turn < (1ull << 32); turn += 1048573) {
    float cosine = 0;
    float sine = 0;
    cos_sin_turn<float, std::uint32_t>(static_cast<std::uint32_t>(turn), cosine, sine);
    const double angle = 2 * std::numbers::pi * static_cast<double>(turn) / 4294967296.0;
    EXPECT_NEAR(static_cast<double>(cosine), std::cos(angle), 5e-7);
    EXPECT_NEAR(static_cast<double>(sine), std::sin(angle), 5e-7);
  }
}

TEST(Elementary, PanelsAndScalarsAgreeToTheBit) {
  for (float x = -30; x < 30; x += 0.37f) {
    Panel<float> panel;
    for (int lane = 0; lane < kLanes; ++lane) panel[lane] = x + 0.01f * static_cast<float>(lane);
    const Panel<float> e = exp32<Panel<float>>(panel);
    const Panel<float> t = tanh32<Panel<float>>(panel);
    const Panel<float> s = sigmoid32<Panel<float>>(panel);
    for (int lane = 0; lane < kLanes; ++lane) {
      EXPECT_EQ(e[lane], exp32<float>(panel[lane]));
      EXPECT_EQ(t[lane], tanh32<float>(panel[lane]));
      EXPECT_EQ(s[lane], sigmoid32<float>(panel[lane]));
    }
  }
}

TEST(Elementary, ExtremesStayFinite) {
  EXPECT_EQ(exp32<float>(-1000), 0);
  EXPECT_TRUE(std::isfinite(exp32<float>(1000)));
  EXPECT_EQ(tanh32<float>(1000), 1);
  EXPECT_EQ(tanh32<float>(-1000), -1);
  EXPECT_EQ(sigmoid32<float>(-1000), sigmoid32<float>(-200));
}

}  // namespace nn4n::test

#include "base/elementary.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>
#include <numbers>

namespace nn4n::test::elementary_test {

namespace {

/// Every how many floats are looked at. NN4N_EXHAUSTIVE=1 looks at all of them: 2^32 a function,
/// some minutes.
std::uint64_t stride() { return std::getenv("NN4N_EXHAUSTIVE") ? 1 : 1021; }

/// |value − exact| in units of the last place of a float near `exact`, which is no denormal.
double ulps(float value, double exact) {
  const double unit = std::ldexp(1.0, std::max(std::ilogb(exact), -126) - 23);
  return std::fabs(static_cast<double>(value) - exact) / unit;
}

/// The worst error over all floats between two limits (every stride()th bit pattern).
template <class Function, class Exact>
double worst_ulps(Function function, Exact exact, float from, float to) {
  double worst = 0;
  for (std::uint64_t bits = 0; bits < (1ull << 32); bits += stride()) {
    const float x = detail::from_bits(static_cast<std::int32_t>(bits));
    if (!(x >= from && x <= to)) continue;
    const double expected = exact(static_cast<double>(x));
    if (expected == 0) {
      EXPECT_EQ(function(x), 0) << x;
    } else {
      worst = std::max(worst, ulps(function(x), expected));
    }
  }
  ::testing::Test::RecordProperty("worst_ulp", std::to_string(worst));
  return worst;
}

}  // namespace

TEST(Elementary, ExpIsWithinTwoUlp) {
  EXPECT_LT(worst_ulps([](float x) { return exp32<float>(x); },
                       [](double x) { return std::exp(x); }, -87.3f, 87),
            2);
}

TEST(Elementary, TanhIsWithinTwoUlp) {
  EXPECT_LT(worst_ulps([](float x) { return tanh32<float>(x); },
                       [](double x) { return std::tanh(x); }, -1e38f, 1e38f),
            2);
}

TEST(Elementary, LogIsWithinTwoUlp) {
  EXPECT_LT(
      worst_ulps([](float x) { return log32<float>(x); }, [](double x) { return std::log(x); },
                 std::numeric_limits<float>::min(), std::numeric_limits<float>::max()),
      2);
}

TEST(Elementary, CosineAndSineOfATurnAreWithinTwoUlp) {
  double worst = 0;
  for (std::uint64_t turn = 0; turn < (1ull << 32); turn += stride()) {
    float cosine = 0;
    float sine = 0;
    cos_sin_turn<float, std::uint32_t>(static_cast<std::uint32_t>(turn), cosine, sine);
    // The function sees the turn in steps of 2^-30 of it.
    const double part = static_cast<double>(turn & 0xffffffc0u) / 4294967296.0;
    const double angle = 2 * std::numbers::pi * part;
    if (turn % (1u << 30) < 64) {  // where one of them is 0, which no double angle hits
      EXPECT_EQ(cosine, std::round(std::cos(angle))) << turn;
      EXPECT_EQ(sine, std::round(std::sin(angle))) << turn;
    } else {
      worst = std::max(worst, std::max(ulps(cosine, std::cos(angle)), ulps(sine, std::sin(angle))));
    }
  }
  EXPECT_LT(worst, 2);
  RecordProperty("worst_ulp", std::to_string(worst));
}

TEST(Elementary, BundlesAndScalarsAgreeToTheBit) {
  for (float x = -30; x < 30; x += 0.37f) {
    Bundle<float> bundle;
    for (int lane = 0; lane < kLanes; ++lane) bundle[lane] = x + 0.01f * static_cast<float>(lane);
    const Bundle<float> e = exp32<Bundle<float>>(bundle);
    const Bundle<float> t = tanh32<Bundle<float>>(bundle);
    const Bundle<float> s = sigmoid32<Bundle<float>>(bundle);
    for (int lane = 0; lane < kLanes; ++lane) {
      EXPECT_EQ(e[lane], exp32<float>(bundle[lane]));
      EXPECT_EQ(t[lane], tanh32<float>(bundle[lane]));
      EXPECT_EQ(s[lane], sigmoid32<float>(bundle[lane]));
    }
  }
}

TEST(Elementary, ExtremesStayFinite) {
  EXPECT_EQ(exp32<float>(-1000), 0);
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(exp32<float>(-kInfinity), 0);
  EXPECT_EQ(exp32<float>(kInfinity), exp32<float>(87));
  EXPECT_EQ(tanh32<float>(-kInfinity), -1);
  EXPECT_EQ(sigmoid32<float>(kInfinity), 1);
  EXPECT_TRUE(std::isfinite(exp32<float>(1000)));
  EXPECT_EQ(tanh32<float>(1000), 1);
  EXPECT_EQ(tanh32<float>(-1000), -1);
  EXPECT_EQ(sigmoid32<float>(-1000), sigmoid32<float>(-200));
}

}  // namespace nn4n::test::elementary_test

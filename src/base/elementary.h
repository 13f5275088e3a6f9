// These elementary functions in float32 give the same bits on every machine. IEEE 754 fixes the
// results of +, −, ×, ÷ and square root to the last bit; it does not fix the libraries' exp and
// tanh.
//
// Each function is written once over V, a float, a Bundle<float> or a pair of them, so that a trial
// gives the same bits alone and in a batch. The double versions call the standard library: they
// serve gradient checks, which compare numbers and not bits. The polynomials are those of Cephes
// (Moshier 1992) in single precision.
#pragma once

#include <cmath>
#include <cstddef>

#include "base/bundle_pair.h"

namespace nn4n {

namespace detail {

inline std::int32_t to_bits(float x) {
  std::int32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}
inline Bundle<std::int32_t> to_bits(const Bundle<float>& x) {
  Bundle<std::int32_t> bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}
inline float from_bits(std::int32_t bits) {
  float x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}
inline Bundle<float> from_bits(const Bundle<std::int32_t>& bits) {
  Bundle<float> x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}
inline std::int32_t to_signed(std::uint32_t x) { return static_cast<std::int32_t>(x); }
inline Bundle<std::int32_t> to_signed(const Bundle<std::uint32_t>& x) {
  Bundle<std::int32_t> y;
  std::memcpy(&y, &x, sizeof y);
  return y;
}
inline std::int32_t to_int(float x) { return static_cast<std::int32_t>(x); }
inline Bundle<std::int32_t> to_int(const Bundle<float>& x) {
  return __builtin_convertvector(x, Bundle<std::int32_t>);
}
inline float to_float(std::int32_t x) { return static_cast<float>(x); }
inline Bundle<float> to_float(const Bundle<std::int32_t>& x) {
  return __builtin_convertvector(x, Bundle<float>);
}

inline BundlePair<std::int32_t> to_bits(const BundlePair<float>& x) { return x.as<std::int32_t>(); }
inline BundlePair<float> from_bits(const BundlePair<std::int32_t>& bits) {
  return bits.as<float>();
}
inline BundlePair<std::int32_t> to_signed(const BundlePair<std::uint32_t>& x) {
  return x.as<std::int32_t>();
}
inline BundlePair<float> to_float(const BundlePair<std::int32_t>& x) {
  return x.converted<float>();
}

inline constexpr float kHalf = 0.5f;
inline constexpr float kOne = 1;
inline constexpr float kTwo = 2;
inline constexpr float kLog2E = 1.44269504088896341f;
inline constexpr float kLn2High = 0.693359375f;  // ln 2 in two parts
inline constexpr float kLn2Low = -2.12194440e-4f;

/// The sum of coefficients[n - 1 - i] x^i, by Horner's rule.
template <class V, std::size_t n>
inline V polynomial(const V& x, const float (&coefficients)[n]) {
  V sum = constant<V>(coefficients[0]);
#pragma GCC unroll 10
  for (std::size_t i = 1; i < n; ++i) sum = sum * x + constant<V>(coefficients[i]);
  return sum;
}

/// Rounds to the nearest whole number, ties to even. |x| must be below 2^22.
template <class V>
inline V round_to_whole(const V& x) {
  static constexpr float kShift = 12582912.0f;  // 1.5 * 2^23: adding it leaves no fraction
  const V shift = constant<V>(kShift);
  return (x + shift) - shift;
}

}  // namespace detail

/// e^x. Below −87.3 the result is 0, so that it is never a denormal number. Above 87 the result is
/// e^87, so that 1 / e^x is never a denormal number either.
template <class V>
inline V exp32(const V& x) {
  static constexpr float kExpLow = -87.3f;
  static constexpr float kExpHigh = 87;
  static constexpr float kCoefficients[] = {1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f,
                                            4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f};
  const V low = constant<V>(kExpLow);
  const V high = constant<V>(kExpHigh);
  V clamped = x < low ? low : x;
  clamped = clamped > high ? high : clamped;
  const V n = detail::round_to_whole<V>(clamped * constant<V>(detail::kLog2E));
  const V r = (clamped - n * constant<V>(detail::kLn2High)) - n * constant<V>(detail::kLn2Low);
  const V mantissa =
      detail::polynomial<V>(r, kCoefficients) * (r * r) + r + constant<V>(detail::kOne);
  const V power = detail::from_bits((detail::to_int(n) + 127) << 23);
  const V result = mantissa * power;
  return x < low ? V{} : result;
}
inline double exp32(double x) { return std::exp(x); }
inline Bundle<double> exp32(const Bundle<double>& x) {
  Bundle<double> y;
  for (int lane = 0; lane < kLanes; ++lane) y[lane] = std::exp(x[lane]);
  return y;
}

/// Natural logarithm of a normal positive number.
template <class V>
inline V log32(const V& x) {
  static constexpr std::int32_t kRootHalf = 0x3f3504f3;
  static constexpr float kCoefficients[] = {7.0376836292e-2f,  -1.1514610310e-1f, 1.1676998740e-1f,
                                            -1.2420140846e-1f, 1.4249322787e-1f,  -1.6668057665e-1f,
                                            2.0000714765e-1f,  -2.4999993993e-1f, 3.3333331174e-1f};
  const auto bits = detail::to_bits(x);
  const auto offset = bits - constant<decltype(detail::to_bits(x))>(kRootHalf);
  const auto exponent = offset >> 23;  // mantissas from √½ to √2
  const V m = detail::from_bits(bits - (exponent << 23)) - constant<V>(detail::kOne);
  const V e = detail::to_float(exponent);
  const V z = m * m;
  V y = detail::polynomial<V>(m, kCoefficients) * (m * z) + e * constant<V>(detail::kLn2Low);
  y = y - z * constant<V>(detail::kHalf);
  return (m + y) + e * constant<V>(detail::kLn2High);
}

inline double log32(double x) { return std::log(x); }
inline Bundle<double> log32(const Bundle<double>& x) {
  Bundle<double> y;
  for (int lane = 0; lane < kLanes; ++lane) y[lane] = std::log(x[lane]);
  return y;
}

/// Hyperbolic tangent.
template <class V>
inline V tanh32(const V& x) {
  static constexpr float kSmall = 0.625f;
  static constexpr float kCoefficients[] = {-5.70498872745e-3f, 2.06390887954e-2f,
                                            -5.37397155531e-2f, 1.33314422036e-1f,
                                            -3.33332819422e-1f};
  const V one = constant<V>(detail::kOne);
  const V a = x < 0.0f ? -x : x;
  const V z = x * x;
  const V small = detail::polynomial<V>(z, kCoefficients) * z * x + x;
  const V large = one - constant<V>(detail::kTwo) / (exp32<V>(a + a) + one);
  const V signed_large = x < 0.0f ? -large : large;
  return a < constant<V>(kSmall) ? small : signed_large;
}
inline double tanh32(double x) { return std::tanh(x); }
inline Bundle<double> tanh32(const Bundle<double>& x) {
  Bundle<double> y;
  for (int lane = 0; lane < kLanes; ++lane) y[lane] = std::tanh(x[lane]);
  return y;
}

/// 1 / (1 + e^−x).
template <class V>
inline V sigmoid32(const V& x) {
  const V one = constant<V>(detail::kOne);
  return one / (one + exp32<V>(-x));
}
inline Bundle<double> sigmoid32(const Bundle<double>& x) {
  Bundle<double> y;
  for (int lane = 0; lane < kLanes; ++lane) y[lane] = 1 / (1 + std::exp(-x[lane]));
  return y;
}

/// Cosine and sine of the angle 2π `turn` / 2^32. The bits of the quadrant say which polynomial is
/// the cosine and which signs both have, so the function needs no branch and no comparison.
template <class V, class U>
inline void cos_sin_turn(const U& turn, V& cosine, V& sine) {
  static constexpr float kTurnStep = 1.57079632679489662f / 16777216.0f;
  static constexpr float kSineTerms[] = {-1.9515295891e-4f, 8.3321608736e-3f, -1.6666654611e-1f};
  static constexpr float kCosineTerms[] = {2.443315711809948e-5f, -1.388731625493765e-3f,
                                           4.166664568298827e-2f};
  static constexpr std::uint32_t kEighthTurn = 0x20000000u;
  static constexpr std::uint32_t kQuarterTurn = 0x40000000u;
  static constexpr std::uint32_t kSignBit = 0x80000000u;
  const auto fraction = detail::to_signed(turn << 2) >> 8;
  const V a = detail::to_float(fraction) * constant<V>(kTurnStep);
  const V z = a * a;
  const V s = detail::polynomial<V>(z, kSineTerms) * z * a + a;
  const V c = detail::polynomial<V>(z, kCosineTerms) * (z * z) - z * constant<V>(detail::kHalf) +
              constant<V>(detail::kOne);
  const U sign = constant<U>(kSignBit);
  const U quadrant = turn + constant<U>(kEighthTurn);  // its two highest bits count
  const auto odd = detail::to_signed(quadrant << 1) >> 31;
  const auto swap = (detail::to_bits(s) ^ detail::to_bits(c)) & odd;
  const auto cosine_sign = detail::to_signed((quadrant + constant<U>(kQuarterTurn)) & sign);
  const auto sine_sign = detail::to_signed(quadrant & sign);
  cosine = detail::from_bits(detail::to_bits(c) ^ swap ^ cosine_sign);
  sine = detail::from_bits(detail::to_bits(s) ^ swap ^ sine_sign);
}

/// Returns x, or 0 where |x| < 1e-30. Values that fade (a silent unit's potential, the adjoint of a
/// long delay, an optimiser's moments) would become denormal numbers. Computing with these is a
/// hundred times slower, and WebAssembly cannot replace them by 0. Doubles are returned unchanged,
/// as their speed does not matter.
template <class V>
inline V without_denormals(const V& x) {
  static constexpr std::int32_t kMagnitude = 0x7fffffff;
  static constexpr float kLeast = 1e-30f;
  using Bits = decltype(detail::to_bits(x));
  const V magnitude = detail::from_bits(detail::to_bits(x) & constant<Bits>(kMagnitude));
  return magnitude < constant<V>(kLeast) ? V{} : x;
}
inline double without_denormals(double x) { return x; }
inline Bundle<double> without_denormals(const Bundle<double>& x) { return x; }

inline float sqrt32(float x) { return std::sqrt(x); }
inline Bundle<float> sqrt32(const Bundle<float>& x) {
  Bundle<float> y;
  for (int lane = 0; lane < kLanes; ++lane) y[lane] = std::sqrt(x[lane]);
  return y;
}
inline BundlePair<float> sqrt32(const BundlePair<float>& x) {
  return {sqrt32(x.first()), sqrt32(x.second())};
}

}  // namespace nn4n

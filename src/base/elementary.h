// Elementary functions in float32 with the same bits everywhere: +, −, ×, ÷ and square root are
// exact to the last bit by IEEE 754 on every machine, the libraries' exp and tanh are not.
//
// Each function is written once over V, a float or a Panel<float>, so that a trial computed alone
// and in a batch agrees. Double versions call the standard library: they serve gradient checks,
// which compare numbers and not bits. Polynomials: Cephes (Moshier 1992), single precision.
#pragma once

#include <cmath>

#include "base/panel.h"

namespace nn4n {

namespace detail {

inline std::int32_t to_bits(float x) {
  std::int32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}
inline Panel<std::int32_t> to_bits(const Panel<float>& x) {
  Panel<std::int32_t> bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}
inline float from_bits(std::int32_t bits) {
  float x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}
inline Panel<float> from_bits(const Panel<std::int32_t>& bits) {
  Panel<float> x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}
inline std::int32_t to_signed(std::uint32_t x) { return static_cast<std::int32_t>(x); }
inline Panel<std::int32_t> to_signed(const Panel<std::uint32_t>& x) {
  Panel<std::int32_t> y;
  std::memcpy(&y, &x, sizeof y);
  return y;
}
inline std::int32_t to_int(float x) { return static_cast<std::int32_t>(x); }
inline Panel<std::int32_t> to_int(const Panel<float>& x) {
  return __builtin_convertvector(x, Panel<std::int32_t>);
}
inline float to_float(std::int32_t x) { return static_cast<float>(x); }
inline Panel<float> to_float(const Panel<std::int32_t>& x) {
  return __builtin_convertvector(x, Panel<float>);
}

/// The nearest whole number, ties to even; |x| < 2^22.
template <class V>
inline V round_to_whole(const V& x) {
  constexpr float kShift = 12582912.0f;  // 1.5 * 2^23: adding it leaves no bits for a fraction
  return (x + kShift) - kShift;
}

}  // namespace detail

/// e^x. Below −87.3 the result is 0 (never a denormal), above 87 it is that of 87 (so that 1/e^x is
/// none either).
template <class V>
inline V exp32(const V& x) {
  const V low = x - x - 87.3f;
  const V high = x - x + 87.0f;
  V clamped = x < low ? low : x;
  clamped = clamped > high ? high : clamped;
  const V n = detail::round_to_whole<V>(clamped * 1.44269504088896341f);
  const V r = (clamped - n * 0.693359375f) - n * -2.12194440e-4f;
  V p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const V mantissa = p * (r * r) + r + 1.0f;
  const V power = detail::from_bits((detail::to_int(n) + 127) << 23);
  const V result = mantissa * power;
  return x < low ? x - x : result;
}
inline double exp32(double x) { return std::exp(x); }
inline Panel<double> exp32(const Panel<double>& x) {
  Panel<double> y;
  for (int lane = 0; lane < kLanes; ++lane) y[lane] = std::exp(x[lane]);
  return y;
}

/// Natural logarithm of a normal positive number.
template <class V>
inline V log32(const V& x) {
  const auto bits = detail::to_bits(x);
  const auto offset = bits - 0x3f3504f3;  // mantissas from √½ to √2
  const auto exponent = offset >> 23;
  const V m = detail::from_bits(bits - (exponent << 23)) - 1.0f;
  const V e = detail::to_float(exponent);
  V p = m * 7.0376836292e-2f - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  const V z = m * m;
  V y = p * (m * z) + e * -2.12194440e-4f;
  y = y - z * 0.5f;
  return (m + y) + e * 0.693359375f;
}

inline double log32(double x) { return std::log(x); }
inline Panel<double> log32(const Panel<double>& x) {
  Panel<double> y;
  for (int lane = 0; lane < kLanes; ++lane) y[lane] = std::log(x[lane]);
  return y;
}

/// Hyperbolic tangent.
template <class V>
inline V tanh32(const V& x) {
  const V a = x < 0.0f ? -x : x;
  const V z = x * x;
  V p = z * -5.70498872745e-3f + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  const V small = p * z * x + x;
  const V large = 1.0f - 2.0f / (exp32<V>(a + a) + 1.0f);
  const V signed_large = x < 0.0f ? -large : large;
  return a < 0.625f ? small : signed_large;
}
inline double tanh32(double x) { return std::tanh(x); }
inline Panel<double> tanh32(const Panel<double>& x) {
  Panel<double> y;
  for (int lane = 0; lane < kLanes; ++lane) y[lane] = std::tanh(x[lane]);
  return y;
}

/// 1 / (1 + e^−x).
template <class V>
inline V sigmoid32(const V& x) {
  return 1.0f / (1.0f + exp32<V>(-x));
}
inline Panel<double> sigmoid32(const Panel<double>& x) {
  Panel<double> y;
  for (int lane = 0; lane < kLanes; ++lane) y[lane] = 1 / (1 + std::exp(-x[lane]));
  return y;
}

/// Cosine and sine of a full turn times `turn` / 2^32. Which polynomial is which, and the signs,
/// are bits of the quadrant: no branch, no comparison.
template <class V, class U>
inline void cos_sin_turn(const U& turn, V& cosine, V& sine) {
  const auto fraction = detail::to_signed(turn << 2) >> 8;
  const V a = detail::to_float(fraction) * (1.57079632679489662f / 16777216.0f);
  const V z = a * a;
  V s = z * -1.9515295891e-4f + 8.3321608736e-3f;
  s = s * z - 1.6666654611e-1f;
  s = s * z * a + a;
  V c = z * 2.443315711809948e-5f - 1.388731625493765e-3f;
  c = c * z + 4.166664568298827e-2f;
  c = c * (z * z) - z * 0.5f + 1.0f;
  const U quadrant = turn + 0x20000000u;  // in its two highest bits
  const auto odd = detail::to_signed(quadrant << 1) >> 31;
  const auto swap = (detail::to_bits(s) ^ detail::to_bits(c)) & odd;
  const auto cosine_sign = detail::to_signed((quadrant + 0x40000000u) & 0x80000000u);
  const auto sine_sign = detail::to_signed(quadrant & 0x80000000u);
  cosine = detail::from_bits(detail::to_bits(c) ^ swap ^ cosine_sign);
  sine = detail::from_bits(detail::to_bits(s) ^ swap ^ sine_sign);
}

/// x, or 0 where |x| < 1e-30. What fades (a silent unit's potential, the adjoint of a long delay,
/// an optimiser's moments) would end among the denormal numbers, which are a hundred times slower;
/// WebAssembly cannot flush them. Doubles pass: nothing of theirs is timed.
template <class V>
inline V without_denormals(const V& x) {
  const auto magnitude = detail::to_bits(x) & 0x7fffffff;
  return magnitude < 0x0da24260 ? V{} : x;  // the bits of 1e-30f
}
inline double without_denormals(double x) { return x; }
inline Panel<double> without_denormals(const Panel<double>& x) { return x; }

inline float sqrt32(float x) { return std::sqrt(x); }
inline Panel<float> sqrt32(const Panel<float>& x) {
  Panel<float> y;
  for (int lane = 0; lane < kLanes; ++lane) y[lane] = std::sqrt(x[lane]);
  return y;
}

}  // namespace nn4n

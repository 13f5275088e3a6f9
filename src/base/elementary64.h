// Elementary functions of doubles that have the same bits on every machine, for analyses:
// additions, multiplications and divisions in one order, and no function of a standard library,
// whose last bits differ between libraries. elementary.h has those of the network itself.
//
// They are written for accuracy, not for speed: series of Taylor after a reduction of the argument
// (Muller 2016, "Elementary Functions", chapters 3 and 5). The error is at most a few units in the
// last place of the largest number on the way.
#pragma once

#include <cmath>

namespace nn4n {

namespace detail {

inline constexpr double kLn2High64 = 6.93147180369123816490e-01;  // ln 2 in two parts
inline constexpr double kLn2Low64 = 1.90821492927058770002e-10;

}  // namespace detail

/// e^x: 0 below −708, e^708 above 708.
inline double exp64(double x) {
  constexpr double kLargest = 708;
  constexpr double kLog2E = 1.44269504088896338700;
  if (std::isnan(x)) return x;
  if (x < -kLargest) return 0;
  if (x > kLargest) x = kLargest;
  const double n = std::floor(x * kLog2E + 0.5);
  const double r = (x - n * detail::kLn2High64) - n * detail::kLn2Low64;  // |r| <= ln 2 / 2
  double sum = 1;
  for (int k = 14; k > 0; --k) sum = 1 + sum * r / k;
  return std::ldexp(sum, static_cast<int>(n));
}

/// Natural logarithm of a normal positive number.
inline double log64(double x) {
  constexpr double kRootHalf = 0.70710678118654752440;
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < kRootHalf) {
    mantissa *= 2;
    --exponent;
  }
  const double s = (mantissa - 1) / (mantissa + 1);  // ln m = 2 artanh s
  const double z = s * s;
  double sum = 0;
  for (int k = 12; k >= 0; --k) sum = sum * z + 1.0 / (2 * k + 1);
  return exponent * detail::kLn2High64 + (2 * s * sum + exponent * detail::kLn2Low64);
}

/// Hyperbolic tangent.
inline double tanh64(double x) {
  const double magnitude = x < 0 ? -x : x;
  if (magnitude > 20) return x < 0 ? -1 : 1;
  const double t = 1 - 2 / (exp64(2 * magnitude) + 1);
  return x < 0 ? -t : t;
}

/// 1 / (1 + e^−x).
inline double sigmoid64(double x) { return 1 / (1 + exp64(-x)); }

}  // namespace nn4n

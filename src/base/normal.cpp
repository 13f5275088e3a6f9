#include "base/normal.h"

#include <cmath>

namespace nn4n {

namespace {

constexpr double kLog2 = 0.69314718055994530942;
constexpr double kDensityAt0 = 0.39894228040143267794;  // 1 / √(2π)
constexpr double kFarthest = 8;

}  // namespace

double exp_of_negative(double x) {
  if (x < -700) return 0;
  const int halvings = static_cast<int>(-x / kLog2);
  const double rest = x + halvings * kLog2;  // in (−log 2, 0]
  double sum = 1;
  double term = 1;
  for (int k = 1; k <= 18; ++k) sum += term *= rest / k;
  return std::ldexp(sum, -halvings);
}

double normal_density(double z) { return kDensityAt0 * exp_of_negative(-z * z / 2); }

/// Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …).
double normal_probability(double z) {
  if (z > kFarthest) return 1;
  if (z < -kFarthest) return 0;
  double term = z;
  double sum = z;
  for (int k = 3; k < 400; k += 2) {
    term *= z * z / k;
    if (sum + term == sum) break;
    sum += term;
  }
  return 0.5 + normal_density(z) * sum;
}

double normal_quantile(double p) {
  double low = -7;
  double high = 7;
  for (int k = 0; k < 60; ++k) {
    const double middle = (low + high) / 2;
    (normal_probability(middle) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace nn4n

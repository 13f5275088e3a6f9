#include "analysis/interval.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

Interval wilson(int successes, int trials) {
  constexpr double z = kNormalQuantile;
  if (trials <= 0) return {};
  const double n = trials;
  const double p = successes / n;
  const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  // At the ends the two terms are equal; their rounding error is not part of the interval.
  return {successes == 0 ? 0 : std::max(0.0, centre - half),
          successes == trials ? 1 : std::min(1.0, centre + half)};
}

double student_quantile(int degrees_of_freedom) {
  constexpr double z = kNormalQuantile;
  const double n = std::max(degrees_of_freedom, 3);
  const double z3 = z * z * z;
  const double z5 = z3 * z * z;
  const double first = (z3 + z) / 4;
  const double second = (5 * z5 + 16 * z3 + 3 * z) / 96;
  const double third = (3 * z5 * z * z + 19 * z5 + 17 * z3 - 15 * z) / 384;
  return z + first / n + second / (n * n) + third / (n * n * n);
}

}  // namespace nn4n

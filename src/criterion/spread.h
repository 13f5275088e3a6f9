// These functions measure how differently the units fire. Let x be one number for each of n units
// and M the mean of these numbers; then their standard deviation is SD = √(Σ (x − M)² / (n − 1)).
#pragma once

#include <vector>

#include "criterion/rates.h"

namespace nn4n {

/// A number that was computed from a list, and its derivative with respect to each element.
struct Measured {
  double value = 0;
  std::vector<double> slopes;
};

inline double mean_of(const std::vector<double>& values) {
  double mean = 0;
  for (const double x : values) mean += x / static_cast<double>(values.size());
  return mean;
}

/// Returns √(Σ (x − M)² / divisor). If all values are equal, the derivatives are set to 0.
inline Measured deviation(const std::vector<double>& values, double divisor) {
  const double mean = mean_of(values);
  double squares = 0;
  for (const double x : values) squares += (x - mean) * (x - mean);
  const bool equal = squares == 0;
  Measured sd{equal ? 0 : std::sqrt(squares / divisor), {}};
  for (const double x : values) sd.slopes.push_back(equal ? 0 : (x - mean) / (divisor * sd.value));
  return sd;
}

inline Measured sample_deviation(const std::vector<double>& values) {
  return deviation(values, static_cast<double>(values.size()) - 1);
}

}  // namespace nn4n

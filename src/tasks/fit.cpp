#include "tasks/fit.h"

namespace nn4n {

void FitSums::add(double y, double wanted) {
  count += 1;
  output += y;
  target += wanted;
  output_squared += y * y;
  target_squared += wanted * wanted;
  product += y * wanted;
  error_squared += (y - wanted) * (y - wanted);
}

void FitSums::add(const FitSums& other) {
  count += other.count;
  output += other.output;
  target += other.target;
  output_squared += other.output_squared;
  target_squared += other.target_squared;
  product += other.product;
  error_squared += other.error_squared;
}

double FitSums::squared_correlation() const {
  if (count == 0) return 0;
  const double covariance = product - output * target / count;
  const double output_spread = output_squared - output * output / count;
  const double target_spread = target_squared - target * target / count;
  const double least = 1e-9 * (output_squared + target_squared);  // less is rounding error
  if (output_spread <= least || target_spread <= least) return 0;
  return covariance * covariance / (output_spread * target_spread);
}

double FitSums::explained() const {
  if (count == 0) return 0;
  const double spread = target_squared - target * target / count;
  if (spread <= 1e-9 * target_squared) return error_squared == 0 ? 1 : 0;
  return 1 - error_squared / spread;
}

FitSums fit_of(const Trial& trial, std::span<const float> outputs, int output) {
  FitSums sums;
  for (int t = 0; t < trial.steps; ++t) {
    if (trial.mask_at(t, output) == 0) continue;
    sums.add(static_cast<double>(outputs[Trial::index(t, trial.outputs, output)]),
             static_cast<double>(trial.target_at(t, output)));
  }
  return sums;
}

}  // namespace nn4n

// Statistics over many drawn matrices, and how much each of them varies between single matrices.
#pragma once

#include <span>
#include <vector>

namespace nn4n {

/// A statistic over all matrices, and the standard deviation it has over single matrices.
struct Estimate {
  double value = 0;
  double sd_of_one = 0;
};

/// Σ above / Σ below over matrices; its standard deviation by the delta method. 0 where Σ below is
/// 0.
Estimate ratio(const std::vector<double>& above, const std::vector<double>& below);

/// What is known of the entries of many drawn matrices. Each vector has one value per matrix.
struct Pool {
  std::vector<double> entries;
  std::vector<double> zeros;
  std::vector<double> positives;
  std::vector<double> negatives;
  std::vector<double> positive_sum;
  std::vector<double> negative_sum;
  std::vector<double> positive_squares;
  std::vector<double> negative_squares;
  double least = 0;
  double most = 0;
  std::size_t above = 0;  ///< entries above / below the marks given to add()
  std::size_t below = 0;
  double largest_total = 0;  ///< largest |Σ w| / Σ |w| of a matrix

  void add(std::span<const float> matrix, double above_mark, double below_mark);

  Estimate mean() const;
  Estimate standard_deviation() const;
  Estimate fraction(const std::vector<double>& counts) const { return ratio(counts, entries); }
  Estimate per_matrix(const std::vector<double>& sums) const;
  Estimate nonzero_mean() const;
  Estimate nonzero_mean_abs() const;
  Estimate nonzero_standard_deviation() const;

 private:
  std::vector<double> nonzeros() const;
  Estimate deviation(const std::vector<double>& counts) const;
};

}  // namespace nn4n

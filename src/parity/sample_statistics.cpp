#include "parity/sample_statistics.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

namespace {

std::vector<double> added(const std::vector<double>& a, double factor,
                          const std::vector<double>& b) {
  std::vector<double> made(a);
  for (std::size_t i = 0; i < made.size(); ++i) made[i] += factor * b[i];
  return made;
}

double sum(const std::vector<double>& values) {
  double total = 0;
  for (const double value : values) total += value;
  return total;
}

}  // namespace

Estimate ratio(const std::vector<double>& above, const std::vector<double>& below) {
  const double total = sum(below);
  if (total == 0) return {};
  const double value = sum(above) / total;
  const double mean = total / static_cast<double>(below.size());
  double squares = 0;
  for (std::size_t i = 0; i < above.size(); ++i) {
    const double off = (above[i] - value * below[i]) / mean;
    squares += off * off;
  }
  return {value, std::sqrt(squares / static_cast<double>(above.size()))};
}

void Pool::add(std::span<const float> matrix, double above_mark, double below_mark) {
  double count[3] = {0, 0, 0};  // zero, positive, negative
  double total[3] = {0, 0, 0};
  double squares[3] = {0, 0, 0};
  for (const float entry : matrix) {
    const double w = static_cast<double>(entry);
    const std::size_t kind = w > 0 ? 1 : w < 0 ? 2 : 0;
    count[kind] += 1;
    total[kind] += w;
    squares[kind] += w * w;
    least = entries.empty() && &entry == matrix.data() ? w : std::min(least, w);
    most = entries.empty() && &entry == matrix.data() ? w : std::max(most, w);
    above += w > above_mark ? 1 : 0;
    below += w < below_mark ? 1 : 0;
  }
  entries.push_back(static_cast<double>(matrix.size()));
  zeros.push_back(count[0]), positives.push_back(count[1]), negatives.push_back(count[2]);
  positive_sum.push_back(total[1]), negative_sum.push_back(total[2]);
  positive_squares.push_back(squares[1]), negative_squares.push_back(squares[2]);
  const double magnitude = total[1] - total[2];
  if (magnitude > 0)
    largest_total = std::max(largest_total, std::fabs(total[1] + total[2]) / magnitude);
}

std::vector<double> Pool::nonzeros() const { return added(positives, 1, negatives); }

Estimate Pool::mean() const { return ratio(added(positive_sum, 1, negative_sum), entries); }

Estimate Pool::per_matrix(const std::vector<double>& sums) const {
  return ratio(sums, std::vector<double>(sums.size(), 1));
}

Estimate Pool::nonzero_mean() const {
  return ratio(added(positive_sum, 1, negative_sum), nonzeros());
}

Estimate Pool::nonzero_mean_abs() const {
  return ratio(added(positive_sum, -1, negative_sum), nonzeros());
}

/// The standard deviation of the entries that `counts` counts, all others being 0. The variance is
/// a ratio of squared distances to the common mean, whose own error has no effect of the first
/// order.
Estimate Pool::deviation(const std::vector<double>& counts) const {
  const std::vector<double> sums = added(positive_sum, 1, negative_sum);
  const std::vector<double> squares = added(positive_squares, 1, negative_squares);
  const double mean = ratio(sums, counts).value;
  const Estimate variance =
      ratio(added(added(squares, -2 * mean, sums), mean * mean, counts), counts);
  const double deviation = std::sqrt(std::max(0.0, variance.value));
  return {deviation, deviation > 0 ? variance.sd_of_one / (2 * deviation) : 0};
}

Estimate Pool::standard_deviation() const { return deviation(entries); }

Estimate Pool::nonzero_standard_deviation() const { return deviation(nonzeros()); }

}  // namespace nn4n

#include "parity/recorded_statistics.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

namespace {

/// How far a sum may be off, from how far each of its terms may be.
class SumTolerance {
 public:
  void add(double term) {
    total_ += term;
    squares_ += term * term;
  }
  double limit() const { return kStandardErrors * std::sqrt(squares_) + kCommonShare * total_; }

 private:
  double total_ = 0;
  double squares_ = 0;
};

RecordedStatistics tolerances_of(const std::vector<double>& found,
                                 const std::function<double(std::size_t)>& allowed) {
  SumTolerance sum;
  SumTolerance sum_sq;
  RecordedStatistics beyond;  // what errors add that do not cancel
  double largest_size = 0;
  double largest_reached = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const double entry = allowed(i);
    const double size = std::abs(found[i]);
    sum.add(entry);
    sum_sq.add(2 * (size + entry) * entry);  // the other value may be larger than ours
    if (size > 0 && size <= 2 * entry) beyond.sum_abs += entry;
    beyond.sum_sq += entry * entry;
    if (size >= largest_size) {
      largest_size = size;
      beyond.max_abs = entry;
    }
    largest_reached = std::max(largest_reached, size + entry);
  }
  return {.sum = sum.limit(),
          .sum_abs = sum.limit() + beyond.sum_abs,
          .sum_sq = sum_sq.limit() + beyond.sum_sq,
          .max_abs = std::max(beyond.max_abs, largest_reached - largest_size)};
}

std::vector<double> listed(const RecordedStatistics& statistics) {
  return {statistics.sum, statistics.sum_abs, statistics.sum_sq, statistics.max_abs};
}

}  // namespace

RecordedStatistics statistics_of(const std::vector<double>& values) {
  RecordedStatistics statistics{.max_abs = largest(values)};
  for (const double value : values) {
    statistics.sum += value;
    statistics.sum_abs += std::abs(value);
    statistics.sum_sq += value * value;
  }
  return statistics;
}

Comparison compare_statistics(std::string quantity, const std::vector<double>& found,
                              const RecordedStatistics& recorded,
                              const std::function<double(std::size_t)>& allowed) {
  const std::vector<double> limits = listed(tolerances_of(found, allowed));
  const std::vector<double> expected = listed(recorded);
  const auto rounding = [&](std::size_t i) { return 5e-9 * std::abs(expected[i]); };
  return compare(std::move(quantity), listed(statistics_of(found)), expected,
                 [&](std::size_t i) { return limits[i] + rounding(i); });
}

}  // namespace nn4n

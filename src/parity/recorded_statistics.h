// Sums that a file holds in place of an array that is too large for it, and how far ours may be
// from them.
#pragma once

#include "parity/comparison.h"

namespace nn4n {

struct RecordedStatistics {
  double sum = 0;
  double sum_abs = 0;
  double sum_sq = 0;
  double max_abs = 0;
};

RecordedStatistics statistics_of(const std::vector<double>& values);

/// The largest part of its tolerance by which all entries of an array may be off in one direction.
/// Between the package's own float and double results it is 0.0043 at most.
inline constexpr double kCommonShare = 0.02;
/// How many standard errors a sum of independent errors may be off. Errors that are as large as
/// they may be, each with a random sign, exceed this once in 130,000 sums (Hoeffding: 2 exp(-5² /
/// 2)).
inline constexpr double kStandardErrors = 5;

/// Compares sums over `found`, whose entry i may be off by a_i = `allowed(i)`, with recorded ones.
///
/// Rounding gives every entry a part of its own, with a mean of 0 and a standard deviation of a_i
/// at most, and a part in the same direction as all others, because all of them follow from the
/// same rounded weights. The sum of the own parts grows as the root of their number and the sum of
/// the common parts as their number, so that Σ x may be off by S(a) = 5 √Σ a_i² + Σ a_i / 50.
/// - Σ |x|: by S(a), and by a_i for each entry that is so small that its error can turn its sign:
///   there |x| gains whatever the direction is. An entry that is exactly 0 is masked or below a
///   threshold, in the package as here.
/// - Σ x²: by S(2 |x| a), and by Σ a_i² since (x + e)² - x² = 2 x e + e².
/// - max |x|: by a_i of the largest entry, or by what another entry may be larger than that one.
/// Each sum is recorded in nine digits.
Comparison compare_statistics(std::string quantity, const std::vector<double>& found,
                              const RecordedStatistics& recorded,
                              const std::function<double(std::size_t)>& allowed);

}  // namespace nn4n

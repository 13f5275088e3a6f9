// How often values occur, in bins of equal width around 0, for several groups of values.
#pragma once

#include <span>
#include <vector>

namespace nn4n {

/// Axes: G groups, K bins. Bin k of a group counts the values in [edge(k), edge(k + 1)).
struct Histogram {
  double low = -1, high = 1;
  std::vector<std::vector<int>> counts;  // G x K
  int beyond = 0;  ///< values outside of low..high; they are counted in the first or last bin, too
  int total = 0;   ///< all values
  int bins() const { return counts.empty() ? 0 : static_cast<int>(counts.front().size()); }
  double edge(int k) const { return low + (high - low) * k / bins(); }
  /// The largest count of all groups in one bin together.
  int most() const;
};

/// `groups` says to which of `count` groups a value belongs; −1, and a value that is not finite, is
/// left out. `bins` is even, so that 0 is an edge and no bin holds both signs; `most` > 0 is the
/// end of the range −most..most.
Histogram histogram(std::span<const float> values, std::span<const int> groups, int count, int bins,
                    double most);

}  // namespace nn4n

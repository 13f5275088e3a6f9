#include "analysis/histogram.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace nn4n {

int Histogram::most() const {
  int largest = 0;
  for (int k = 0; k < bins(); ++k) {
    int sum = 0;
    for (const std::vector<int>& group : counts) sum += group[static_cast<std::size_t>(k)];
    largest = std::max(largest, sum);
  }
  return largest;
}

Histogram histogram(std::span<const float> values, std::span<const int> groups, int count, int bins,
                    double most) {
  assert(values.size() == groups.size() && bins > 0 && bins % 2 == 0 && most > 0);
  Histogram h{.low = -most, .high = most, .counts = {}};
  h.counts.assign(static_cast<std::size_t>(count),
                  std::vector<int>(static_cast<std::size_t>(bins)));
  const double per_value = bins / (2 * most);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = double{values[i]};
    if (groups[i] < 0 || !std::isfinite(value)) continue;
    // Negative values are counted from 0 downwards: rounding must not move one across 0.
    const double steps = std::clamp(value * per_value, -bins * 1.0, bins * 1.0);
    const int bin = bins / 2 + static_cast<int>(std::floor(steps));
    ++h.counts[static_cast<std::size_t>(groups[i])]
              [static_cast<std::size_t>(std::clamp(bin, 0, bins - 1))];
    h.beyond += std::fabs(value) > most;
    ++h.total;
  }
  return h;
}

}  // namespace nn4n

#include "analysis/smoothing.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

namespace {

/// The line of least squares through values [from, to) at place `at`, which is one of theirs.
float line_at(std::span<const float> values, std::size_t from, std::size_t to, std::size_t at) {
  double count = 0, x = 0, y = 0, xx = 0, xy = 0;
  float low = values[at];
  float high = values[at];
  for (std::size_t k = from; k < to; ++k) {
    if (!std::isfinite(values[k])) continue;
    const double place = static_cast<double>(k) - static_cast<double>(at);
    const double value = static_cast<double>(values[k]);
    count += 1, x += place, y += value, xx += place * place, xy += place * value;
    low = std::min(low, values[k]);
    high = std::max(high, values[k]);
  }
  const double spread = count * xx - x * x;
  const double slope = spread > 0 ? (count * xy - x * y) / spread : 0;
  return std::clamp(static_cast<float>((y - slope * x) / count), low, high);
}

}  // namespace

void extend_smoothed(std::span<const float> values, std::size_t from,
                     std::vector<float>& smoothed) {
  smoothed.resize(values.size());
  for (std::size_t k = from - std::min(from, kSmoothedReach); k < values.size(); ++k) {
    const std::size_t begin = k - std::min(k, kSmoothedReach);
    const std::size_t end = std::min(k + kSmoothedReach + 1, values.size());
    smoothed[k] = std::isfinite(values[k]) ? line_at(values, begin, end, k) : values[k];
  }
}

}  // namespace nn4n

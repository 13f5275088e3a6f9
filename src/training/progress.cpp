#include "training/progress.h"

#include <algorithm>

namespace nn4n {

std::optional<double> recent_accuracy(std::span<const Validation> validations, int count) {
  const std::size_t wanted = static_cast<std::size_t>(count);
  if (count < 1 || validations.size() < wanted) return std::nullopt;
  const Validation& now = validations.back();
  double sum = 0;
  for (const Validation& v : validations.last(wanted)) {
    if (v.stage != now.stage || v.draw != now.draw) return std::nullopt;
    sum += static_cast<double>(v.accuracy);
  }
  return sum / count;
}

std::optional<double> best_accuracy(std::span<const Validation> validations) {
  std::optional<double> best;
  for (std::size_t end = validations.size(); end > 0; --end) {
    if (validations[end - 1].draw != validations.back().draw) break;
    const auto mean = recent_accuracy(validations.first(end), kJudgedTogether);
    if (mean && (!best || *mean > *best)) best = mean;
  }
  return best;
}

int drawn_at(std::span<const Validation> validations) {
  for (std::size_t end = validations.size(); end > 0; --end) {
    if (validations[end - 1].draw != validations.back().draw) return validations[end - 1].iteration;
  }
  return 0;
}

}  // namespace nn4n

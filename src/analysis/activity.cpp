#include "analysis/activity.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

void AverageActivity::add(int group, std::span<const float> rates) {
  Sum& sum = sums_[static_cast<std::size_t>(group)];
  const auto units = static_cast<std::size_t>(units_);
  const std::size_t steps = rates.size() / units;
  if (sum.trials.size() < steps) {
    sum.trials.resize(steps);
    sum.rates.resize(steps * units);
  }
  for (std::size_t t = 0; t < steps; ++t) {
    ++sum.trials[t];
    for (std::size_t n = 0; n < units; ++n)
      sum.rates[t * units + n] += double{rates[n * steps + t]};
  }
}

int AverageActivity::steps(int group) const {
  return static_cast<int>(sums_[static_cast<std::size_t>(group)].trials.size());
}

int AverageActivity::trials(int group) const {
  const std::vector<int>& trials = sums_[static_cast<std::size_t>(group)].trials;
  return trials.empty() ? 0 : trials.front();
}

std::vector<float> AverageActivity::mean(int group) const {
  const Sum& sum = sums_[static_cast<std::size_t>(group)];
  const auto units = static_cast<std::size_t>(units_);
  const std::size_t steps = sum.trials.size();
  std::vector<float> mean(units * steps);
  for (std::size_t n = 0; n < units; ++n) {
    for (std::size_t t = 0; t < steps; ++t)
      mean[n * steps + t] = static_cast<float>(sum.rates[t * units + n] / sum.trials[t]);
  }
  return mean;
}

void Selectivity::add(int group, std::span<const float> rates, std::span<const EpochSpan> epochs) {
  const auto units = static_cast<std::size_t>(units_);
  const std::size_t steps = rates.size() / units;
  if (names_.empty()) {
    for (const EpochSpan& epoch : epochs) names_.push_back(epoch.name);
    for (auto& moments : moments_) moments.resize(names_.size() * units);
  }
  const bool same =
      std::equal(epochs.begin(), epochs.end(), names_.begin(), names_.end(),
                 [](const EpochSpan& e, const std::string& n) { return e.name == n; });
  if (!same) return;
  const int count = ++counts_[group];
  for (std::size_t e = 0; e < epochs.size(); ++e) {
    const auto first = static_cast<std::size_t>(epochs[e].begin);
    const auto length = static_cast<std::size_t>(epochs[e].end - epochs[e].begin);
    for (std::size_t n = 0; n < units; ++n) {
      double sum = 0;
      for (const float rate : rates.subspan(n * steps + first, length)) sum += double{rate};
      Moments& m = moments_[group][e * units + n];
      const double value = sum / static_cast<double>(length);
      const double before = value - m.mean;
      m.mean += before / count;
      m.squares += before * (value - m.mean);
    }
  }
}

std::vector<double> Selectivity::d_prime(std::size_t epoch) const {
  if (counts_[0] < 2 || counts_[1] < 2) return {};
  const auto units = static_cast<std::size_t>(units_);
  std::vector<double> values;
  for (std::size_t n = 0; n < units; ++n) {
    const Moments& none = moments_[0][epoch * units + n];
    const Moments& some = moments_[1][epoch * units + n];
    const double variance = (none.squares / (counts_[0] - 1) + some.squares / (counts_[1] - 1)) / 2;
    values.push_back(variance > 0 ? (some.mean - none.mean) / std::sqrt(variance) : 0);
  }
  return values;
}

}  // namespace nn4n

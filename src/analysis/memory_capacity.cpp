#include "analysis/memory_capacity.h"

#include <cassert>

#include "tasks/fit.h"

namespace nn4n {

namespace {

MemoryCapacity capacity_of(const std::vector<FitSums>& sums) {
  MemoryCapacity capacity;
  for (const FitSums& delay : sums) {
    capacity.curve.push_back(delay.squared_correlation());
    capacity.total += capacity.curve.back();
  }
  return capacity;
}

}  // namespace

MemoryCapacity memory_capacity(std::span<const Trial> trials,
                               std::span<const std::vector<float>> outputs) {
  assert(trials.size() == outputs.size());
  if (trials.empty()) return {};
  std::vector<FitSums> sums(static_cast<std::size_t>(trials[0].outputs));
  for (std::size_t k = 0; k < trials.size(); ++k) {
    assert(trials[k].outputs == trials[0].outputs);
    for (std::size_t o = 0; o < sums.size(); ++o) {
      sums[o].add(fit_of(trials[k], outputs[k], static_cast<int>(o)));
    }
  }
  return capacity_of(sums);
}

MemoryCapacity memory_capacity(const SampleTrial& trial) {
  const std::size_t steps = static_cast<std::size_t>(trial.steps);
  std::vector<FitSums> sums(trial.output_names.size());
  for (std::size_t k = 0; k < sums.size() * steps; ++k) {
    if (trial.mask[k] == 0) continue;
    sums[k / steps].add(static_cast<double>(trial.outputs[k]),
                        static_cast<double>(trial.targets[k]));
  }
  return capacity_of(sums);
}

}  // namespace nn4n

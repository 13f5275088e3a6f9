// From a task to a batch: draws trials, lays them out in bundles and adds the input noise.
#pragma once

#include "model/batch.h"
#include "tasks/task.h"

namespace nn4n {

/// Which trials: trial b comes from the stream {seed, trials, index, first + b}, its input noise
/// from {seed, noise, index, bundle}.
struct TrialSource {
  std::uint32_t seed = 0;
  Purpose trials = Purpose::trials;
  Purpose noise = Purpose::noise;
  std::uint32_t index = 0;
  std::uint32_t first = 0;
};

/// Draws `count` trials of the experiment's task.
std::vector<Trial> draw_trials(const Experiment& experiment, const TrialSource& source, int count);

/// Lays trials out in bundles, `steps` long, and adds the input noise; `source.first` is the first
/// of these trials and a multiple of kLanes. Trials shorter than that are padded with silence that
/// does not count. Input noise per step has standard deviation σ √(2/α) with α = dt / τ of the
/// first input area (Song et al. 2016, eq. 4).
void lay_out(const Experiment& experiment, const TrialSource& source, std::span<const Trial> trials,
             int steps, Batch<float>& batch);

/// Steps of the longest.
int longest(std::span<const Trial> trials);

/// Both at once.
std::vector<Trial> draw_trials(const Experiment& experiment, const TrialSource& source, int count,
                               Batch<float>& batch);

/// α = dt / τ of the first area that gets input.
double input_alpha(const Network& network);

}  // namespace nn4n

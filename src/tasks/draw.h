// These functions make a batch from a task: they draw trials, lay them out in bundles and add the
// input noise.
#pragma once

#include "model/batch.h"
#include "tasks/task.h"

namespace nn4n {

/// Says which trials are drawn. Trial b comes from the stream {seed, trials, index, first + b}, and
/// its input noise from the stream {seed, noise, index, bundle}.
struct TrialSource {
  std::uint32_t seed = 0;
  Purpose trials = Purpose::trials;
  Purpose noise = Purpose::noise;
  std::uint32_t index = 0;
  std::uint32_t first = 0;
};

/// Draws `count` trials of the experiment's task. Trials of validations, confirmations and analyses
/// are those with which the task is tested (Task::test).
std::vector<Trial> draw_trials(const Experiment& experiment, const TrialSource& source, int count);

/// Lays trials out in bundles of `steps` steps, and adds the input noise. `source.first` is the
/// number of the first of these trials, and must be a multiple of kLanes. Shorter trials are padded
/// with steps without input, which do not count. Input noise per step has standard deviation σ
/// √(2/α) with α = dt / τ of the first input area (Song et al. 2016, eq. 4).
void lay_out(const Experiment& experiment, const TrialSource& source, std::span<const Trial> trials,
             int steps, Batch<float>& batch);

/// Returns the number of steps of the longest trial.
int longest(std::span<const Trial> trials);

/// Draws `count` trials, and lays them out in `batch` with the steps of the longest one.
std::vector<Trial> draw_trials(const Experiment& experiment, const TrialSource& source, int count,
                               Batch<float>& batch);

/// Returns the standard deviation s = σ √(2/α) of the input noise of one step (Song et al. 2016,
/// eq. 4), in units of the inputs.
double noise_deviation(const Network& network);

/// Returns α = dt / τ of the first area that gets input, or of the first area if none does.
double input_alpha(const Network& network);

}  // namespace nn4n

#include "tasks/draw.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

namespace {

/// Input noise and recurrent noise use the same key of a stream. The noise of inputs begins at this
/// position, so that the two do not use the same numbers.
constexpr std::uint32_t kInputNoisePosition = 0x10000;

void copy_trial(const Trial& trial, int index, Batch<float>& batch) {
  const int bundle = index / kLanes;
  const int lane = index % kLanes;
  for (int t = 0; t < trial.steps; ++t) {
    Bundle<float>* input = batch.input.data() + batch.row(bundle, t, batch.inputs);
    for (int c = 0; c < trial.inputs; ++c) input[c][lane] = trial.input_at(t, c);
    const std::size_t row = batch.row(bundle, t, batch.outputs);
    for (int o = 0; o < trial.outputs; ++o) {
      batch.target[row + static_cast<std::size_t>(o)][lane] = trial.target_at(t, o);
      batch.mask[row + static_cast<std::size_t>(o)][lane] = trial.mask_at(t, o);
    }
  }
}

void add_input_noise(const TrialSource& source, float deviation, bool rectified,
                     Batch<float>& batch) {
  const Bundle<float> zero{};
  Bundle<float> normals[4];
  for (int bundle = 0; bundle < batch.bundles(); ++bundle) {
    const ThreefryKey key = stream_key(source.seed, source.noise, source.index,
                                       source.first / kLanes + static_cast<std::uint32_t>(bundle));
    for (int t = 0; t < batch.steps; ++t) {
      Bundle<float>* input = batch.input.data() + batch.row(bundle, t, batch.inputs);
      for (int c = 0; c < batch.inputs; ++c) {
        if (c % 4 == 0) {
          normal_bundles(key, static_cast<std::uint32_t>(t + 1),
                         kInputNoisePosition + static_cast<std::uint32_t>(c / 4), normals);
        }
        const Bundle<float> noisy = input[c] + deviation * normals[c % 4];
        input[c] = rectified ? (noisy > zero ? noisy : zero) : noisy;
      }
    }
  }
}

bool is_test(Purpose trials) {
  return trials == Purpose::validation_trials || trials == Purpose::confirmation_trials ||
         trials == Purpose::analysis_trials;
}

}  // namespace

double input_alpha(const Network& network) {
  for (const Area& area : network.areas) {
    if (area.input) return network.dt_ms / area.tau_ms;
  }
  return network.dt_ms / network.areas.front().tau_ms;
}

double noise_deviation(const Network& network) {
  return network.input_noise * std::sqrt(2 / input_alpha(network));
}

std::vector<Trial> draw_trials(const Experiment& experiment, const TrialSource& source, int count) {
  const Task& task = task_of(experiment);
  Selection<TaskCatalogue> chosen = experiment.task;
  if (is_test(source.trials)) task.test(chosen);
  std::vector<Trial> trials;
  for (int b = 0; b < count; ++b) {
    RandomStream random(stream_key(source.seed, source.trials, source.index,
                                   source.first + static_cast<std::uint32_t>(b)));
    trials.push_back(task.trial(chosen, experiment.network.dt_ms, random));
  }
  return trials;
}

void lay_out(const Experiment& experiment, const TrialSource& source, std::span<const Trial> trials,
             int steps, Batch<float>& batch) {
  batch.resize(static_cast<int>(trials.size()), steps, trials[0].inputs, trials[0].outputs);
  for (std::size_t b = 0; b < trials.size(); ++b) copy_trial(trials[b], static_cast<int>(b), batch);
  const double deviation = noise_deviation(experiment.network);
  if (deviation == 0) return;
  const bool rectified = task_of(experiment).shape(experiment.task).rectified_input;
  add_input_noise(source, static_cast<float>(deviation), rectified, batch);
}

int longest(std::span<const Trial> trials) {
  int steps = 0;
  for (const Trial& trial : trials) steps = std::max(steps, trial.steps);
  return steps;
}

std::vector<Trial> draw_trials(const Experiment& experiment, const TrialSource& source, int count,
                               Batch<float>& batch) {
  std::vector<Trial> trials = draw_trials(experiment, source, count);
  lay_out(experiment, source, trials, longest(trials), batch);
  return trials;
}

}  // namespace nn4n

#include "tasks/draw.h"

#include <cmath>

namespace nn4n {

namespace {

/// Input noise and recurrent noise share a stream's key; this keeps their positions apart.
constexpr std::uint32_t kInputNoisePosition = 0x10000;

void copy_trial(const Trial& trial, int index, Batch<float>& batch) {
  const int panel = index / kLanes;
  const int lane = index % kLanes;
  for (int t = 0; t < trial.steps; ++t) {
    Panel<float>* input = batch.input.data() + batch.row(panel, t, batch.inputs);
    for (int c = 0; c < trial.inputs; ++c) input[c][lane] = trial.input_at(t, c);
    const std::size_t row = batch.row(panel, t, batch.outputs);
    for (int o = 0; o < trial.outputs; ++o) {
      batch.target[row + static_cast<std::size_t>(o)][lane] = trial.target_at(t, o);
      batch.mask[row + static_cast<std::size_t>(o)][lane] = trial.mask_at(t, o);
    }
  }
}

void add_input_noise(const TrialSource& source, float deviation, bool rectified,
                     Batch<float>& batch) {
  const Panel<float> zero{};
  Panel<float> normals[4];
  for (int panel = 0; panel < batch.panels(); ++panel) {
    const ThreefryKey key = stream_key(source.seed, source.noise, source.index,
                                       source.first / kLanes + static_cast<std::uint32_t>(panel));
    for (int t = 0; t < batch.steps; ++t) {
      Panel<float>* input = batch.input.data() + batch.row(panel, t, batch.inputs);
      for (int c = 0; c < batch.inputs; ++c) {
        if (c % 4 == 0) {
          normal_panels(key, static_cast<std::uint32_t>(t + 1),
                        kInputNoisePosition + static_cast<std::uint32_t>(c / 4), normals);
        }
        const Panel<float> noisy = input[c] + deviation * normals[c % 4];
        input[c] = rectified ? (noisy > zero ? noisy : zero) : noisy;
      }
    }
  }
}

}  // namespace

double input_alpha(const Network& network) {
  for (const Area& area : network.areas) {
    if (area.input) return network.dt_ms / area.tau_ms;
  }
  return network.dt_ms / network.areas.front().tau_ms;
}

std::vector<Trial> draw_trials(const Experiment& experiment, const TrialSource& source, int count,
                               Batch<float>& batch) {
  const Task& task = task_of(experiment);
  std::vector<Trial> trials;
  int steps = 0;
  for (int b = 0; b < count; ++b) {
    RandomStream random(stream_key(source.seed, source.trials, source.index,
                                   source.first + static_cast<std::uint32_t>(b)));
    trials.push_back(task.trial(experiment.task, experiment.network.dt_ms, random));
    steps = std::max(steps, trials.back().steps);
  }
  batch.resize(count, steps, trials.front().inputs, trials.front().outputs);
  for (int b = 0; b < count; ++b) copy_trial(trials[static_cast<std::size_t>(b)], b, batch);
  const double sigma = experiment.network.input_noise;
  if (sigma > 0) {
    const double deviation = sigma * std::sqrt(2 / input_alpha(experiment.network));
    add_input_noise(source, static_cast<float>(deviation),
                    task.shape(experiment.task).rectified_input, batch);
  }
  return trials;
}

}  // namespace nn4n

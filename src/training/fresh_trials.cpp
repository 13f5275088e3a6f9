#include "training/fresh_trials.h"

#include <algorithm>

namespace nn4n {

namespace {

constexpr int kChunk = 64;  // trials held in memory at a time; whole panels

std::vector<float> rates_of(const Episode<float>& episode, int trial, int steps) {
  std::vector<float> rates;
  rates.reserve(static_cast<std::size_t>(episode.sizes.units) * static_cast<std::size_t>(steps));
  for (int n = 0; n < episode.sizes.units; ++n) {
    for (int t = 1; t <= steps; ++t)
      rates.push_back(episode.state_at(trial / kLanes, t)[n][trial % kLanes]);
  }
  return rates;
}

/// What all chunks share.
struct RunNetwork {
  Experiment now;
  Dynamics<float> dynamics;
  PackedNetwork<float> packed;

  explicit RunNetwork(const Trainer& trainer)
      : now(at_iteration(trainer.experiment(), trainer.iteration())),
        dynamics(make_dynamics<float>(now.network, trainer.masks())),
        packed(trainer.parameters(), dynamics) {}
};

void simulate_chunk(const RunNetwork& network, const TrialSource& source, const Batch<float>& batch,
                    Episode<float>& episode) {
  RecurrentNoise noise;
  if (network.now.training.validation_noise) {
    const ThreefryKey key =
        stream_key(source.seed, source.noise, source.index, source.first / kLanes);
    noise =
        make_noise(key, network.now.network, alpha_of(network.packed.parameters, network.dynamics));
  }
  simulate(network.packed, batch, noise, episode);
}

}  // namespace

void run_fresh_trials(const Trainer& trainer, int count,
                      const std::function<void(const FreshTrial&)>& see) {
  const RunNetwork network(trainer);
  const Selection<TaskCatalogue>& chosen = network.now.task;
  const Task& task = task_of(network.now);
  Batch<float> batch;
  Episode<float> episode;
  for (int first = 0; first < count; first += kChunk) {
    const TrialSource source{network.now.seed, Purpose::analysis_trials, Purpose::analysis_noise, 0,
                             static_cast<std::uint32_t>(first)};
    const std::vector<Trial> trials =
        draw_trials(network.now, source, std::min(kChunk, count - first), batch);
    simulate_chunk(network, source, batch, episode);
    for (std::size_t b = 0; b < trials.size(); ++b) {
      const int trial = static_cast<int>(b);
      const int steps = trials[b].steps;
      const Outcome outcome = task.judge(chosen, trials[b], outputs_of(episode, trial, steps));
      see({trials[b], outcome, rates_of(episode, trial, steps)});
    }
  }
}

Behaviour measure_behaviour(const Trainer& trainer, int count) {
  const Experiment& experiment = trainer.experiment();
  Behaviour behaviour = behaviour_of(task_of(experiment).shape(experiment.task));
  run_fresh_trials(trainer, count,
                   [&](const FreshTrial& fresh) { add(behaviour, fresh.trial, fresh.outcome); });
  return behaviour;
}

}  // namespace nn4n

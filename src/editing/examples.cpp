#include "editing/examples.h"

namespace nn4n {

namespace {

constexpr std::uint32_t kSeed = 1;
constexpr std::uint32_t kTries = 32;  // until a trial counts

/// Does any output have more than one target?
bool asks_for_a_change(const Trial& trial) {
  for (int t = 1; t < trial.steps; ++t) {
    for (int o = 0; o < trial.outputs; ++o) {
      if (trial.target_at(t, o) != trial.target_at(0, o)) return true;
    }
  }
  return false;
}

Example draw(const Selection<TaskCatalogue>& chosen, double dt_ms) {
  const auto& task = *static_cast<const Task*>(TaskCatalogue::registry().find(chosen.name()));
  Example example{chosen, dt_ms, task.shape(chosen), {}, {}};
  for (std::uint32_t k = 0; k < kTries; ++k) {
    RandomStream random(stream_key(kSeed, Purpose::sample_trials, 0, k));
    Trial trial = task.trial(chosen, dt_ms, random);
    const bool good = trial.counted && asks_for_a_change(trial);
    if (k == 0 || good || (trial.counted && !example.trial.counted))
      example.trial = std::move(trial);
    if (good) break;
  }
  if (example.trial.steps > 0) example.words = task.describe(chosen, example.trial);
  return example;
}

}  // namespace

const Example& Examples::get(const std::string& name, const Selection<TaskCatalogue>& task,
                             double dt_ms) {
  const auto place = kept_.find(name);
  if (place != kept_.end() && place->second.task == task && place->second.dt_ms == dt_ms)
    return place->second;
  return kept_.insert_or_assign(name, draw(task, dt_ms)).first->second;
}

}  // namespace nn4n

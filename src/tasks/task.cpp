#include "tasks/task.h"

#include <algorithm>
#include <cassert>

namespace nn4n {

const Task& task_of(const Experiment& experiment) {
  const Entry* entry = TaskCatalogue::registry().find(experiment.task.name());
  assert(entry);
  return *static_cast<const Task*>(entry);
}

double late_mean(const Trial& trial, std::span<const float> outputs, int output, double window_ms) {
  const int window = std::clamp(steps_in(window_ms, trial.dt_ms), 1, trial.steps);
  double sum = 0;
  for (int step = trial.steps - window; step < trial.steps; ++step) {
    sum += static_cast<double>(outputs[Trial::index(step, trial.outputs, output)]);
  }
  return sum / window;
}

int late_choice(const Trial& trial, std::span<const float> outputs) {
  int best = 0;
  for (int o = 1; o < trial.outputs; ++o) {
    if (late_mean(trial, outputs, o) > late_mean(trial, outputs, best)) best = o;
  }
  return best;
}

}  // namespace nn4n

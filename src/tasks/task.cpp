#include "tasks/task.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace nn4n {

namespace {

constexpr double kJudgedMs = 100;
constexpr double kResponse = 0.5;  // an output above it is a response

}  // namespace

const Task& task_of(const Experiment& experiment) {
  const Entry* entry = TaskCatalogue::registry().find(experiment.task.name());
  assert(entry);
  return *static_cast<const Task*>(entry);
}

std::vector<double> eased(std::vector<double> coherences, double factor) {
  for (double& coherence : coherences) coherence = std::min(100.0, coherence * factor);
  return coherences;
}

double uniform_ms(double low_ms, double high_ms, double dt_ms, RandomStream& random) {
  const auto [low, high] = std::minmax({steps_in(low_ms, dt_ms), steps_in(high_ms, dt_ms)});
  return random.whole(low, high) * dt_ms;
}

EpochSpan late_part(const Trial& trial, const EpochSpan& epoch) {
  const int window = std::clamp(steps_in(kJudgedMs, trial.dt_ms), 1, epoch.end - epoch.begin);
  return {epoch.name, epoch.end - window, epoch.end};
}

double late_mean(const Trial& trial, std::span<const float> outputs, int output,
                 const EpochSpan& epoch) {
  const int window = std::clamp(steps_in(kJudgedMs, trial.dt_ms), 1, epoch.end - epoch.begin);
  double sum = 0;
  for (int step = epoch.end - window; step < epoch.end; ++step) {
    sum += static_cast<double>(outputs[Trial::index(step, trial.outputs, output)]);
  }
  return sum / window;
}

double late_mean(const Trial& trial, std::span<const float> outputs, int output) {
  return late_mean(trial, outputs, output, trial.epochs.back());
}

int late_choice(const Trial& trial, std::span<const float> outputs) {
  int best = 0;
  for (int o = 1; o < trial.outputs; ++o) {
    if (late_mean(trial, outputs, o) > late_mean(trial, outputs, best)) best = o;
  }
  return best;
}

Outcome judge_choice(const Trial& trial, std::span<const float> outputs) {
  const int choice = late_choice(trial, outputs);
  const double most = late_mean(trial, outputs, choice);
  double lead = std::numeric_limits<double>::infinity();
  for (int o = 0; o < trial.outputs; ++o) {
    if (o != choice) lead = std::min(lead, most - late_mean(trial, outputs, o));
  }
  return {.correct = choice == trial.correct,
          .choice = choice,
          .decided_by = trial.outputs > 1 ? DecidedBy::largest : DecidedBy::other,
          .lead = trial.outputs > 1 ? lead : 0};
}

Outcome judge_response(const Trial& trial, std::span<const float> outputs) {
  const double late = late_mean(trial, outputs, 0);
  const int choice = late > kResponse;
  return {.correct = choice == trial.correct,
          .choice = choice,
          .decided_by = DecidedBy::threshold,
          .lead = std::fabs(late - kResponse)};
}

}  // namespace nn4n

#include "training/behaviour.h"

#include <algorithm>
#include <cmath>

#include "tasks/ideal_observer.h"

namespace nn4n {

Behaviour behaviour_of(const TaskShape& shape) {
  Behaviour b;
  b.stimulus_label = shape.stimulus_label;
  b.choice_label = shape.choice_label;
  b.curve_choice = shape.curve_choice;
  b.conditions = shape.conditions;
  b.curve_conditions.assign(shape.curve_conditions.begin(), shape.curve_conditions.end());
  b.choices = shape.choices;
  b.time_label = shape.time_label;
  b.timed_condition = shape.timed_condition;
  b.together = shape.together;
  b.size_condition = shape.size_condition;
  b.duration_condition = shape.duration_condition;
  b.error_label = shape.error_label;
  return b;
}

void add(Behaviour& behaviour, const Experiment& experiment, const Trial& trial,
         const Outcome& outcome) {
  if (!trial.counted) return;
  const bool timed = std::isfinite(outcome.time_ms) && outcome.time_ms >= 0;
  behaviour.trials.push_back(
      {.stimulus = trial.stimulus,
       .wanted = trial.correct,
       .choice = std::max(outcome.choice, -1),
       .correct = outcome.correct,
       .score = static_cast<float>(outcome.score),
       .time_ms = timed ? static_cast<float>(outcome.time_ms) : -1,
       .ideal = static_cast<float>(ideal_of(experiment, trial)),
       .error = std::isfinite(outcome.error) ? static_cast<float>(outcome.error) : kNoAnswer});
  behaviour.drawn.insert(behaviour.drawn.end(), trial.conditions.begin(), trial.conditions.end());
}

bool consistent(const Behaviour& behaviour) {
  const auto conditions = static_cast<std::int32_t>(behaviour.conditions.size());
  const auto inside = [&](std::int32_t index) { return index >= 0 && index < conditions; };
  const auto none_or_inside = [&](std::int32_t index) { return index == -1 || inside(index); };
  const auto finite = [](float value) { return std::isfinite(value); };
  const bool numbers =
      std::all_of(behaviour.drawn.begin(), behaviour.drawn.end(), finite) &&
      std::all_of(behaviour.trials.begin(), behaviour.trials.end(), [&](const JudgedTrial& t) {
        return finite(t.stimulus) && finite(t.time_ms) && finite(t.ideal) && t.ideal <= 1 &&
               finite(t.error);
      });
  return numbers &&
         behaviour.drawn.size() == behaviour.trials.size() * behaviour.conditions.size() &&
         std::all_of(behaviour.curve_conditions.begin(), behaviour.curve_conditions.end(),
                     inside) &&
         none_or_inside(behaviour.timed_condition) && none_or_inside(behaviour.size_condition) &&
         none_or_inside(behaviour.duration_condition);
}

std::vector<float> outputs_of(const Episode<float>& episode, int trial, int steps) {
  std::vector<float> outputs;
  for (int t = 1; t <= steps; ++t) {
    const Bundle<float>* row = episode.output_at(trial / kLanes, t);
    for (int o = 0; o < episode.sizes.outputs; ++o) outputs.push_back(row[o][trial % kLanes]);
  }
  return outputs;
}

std::vector<float> rates_of(const Episode<float>& episode, int trial, int steps) {
  std::vector<float> rates;
  rates.reserve(static_cast<std::size_t>(episode.sizes.units) * static_cast<std::size_t>(steps));
  for (int n = 0; n < episode.sizes.units; ++n) {
    for (int t = 1; t <= steps; ++t)
      rates.push_back(episode.state_at(trial / kLanes, t)[n][trial % kLanes]);
  }
  return rates;
}

}  // namespace nn4n

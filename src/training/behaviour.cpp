#include "training/behaviour.h"

#include <algorithm>
#include <cmath>

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
  return b;
}

void add(Behaviour& behaviour, const Trial& trial, const Outcome& outcome) {
  if (!trial.counted) return;
  const bool timed = std::isfinite(outcome.time_ms) && outcome.time_ms >= 0;
  behaviour.trials.push_back({.stimulus = trial.stimulus,
                              .wanted = trial.correct,
                              .choice = std::max(outcome.choice, -1),
                              .correct = outcome.correct,
                              .score = static_cast<float>(outcome.score),
                              .time_ms = timed ? static_cast<float>(outcome.time_ms) : -1});
  behaviour.drawn.insert(behaviour.drawn.end(), trial.conditions.begin(), trial.conditions.end());
}

bool consistent(const Behaviour& behaviour) {
  const auto conditions = static_cast<std::int32_t>(behaviour.conditions.size());
  const auto inside = [&](std::int32_t index) { return index >= 0 && index < conditions; };
  const auto finite = [](float value) { return std::isfinite(value); };
  const bool numbers =
      std::all_of(behaviour.drawn.begin(), behaviour.drawn.end(), finite) &&
      std::all_of(behaviour.trials.begin(), behaviour.trials.end(),
                  [&](const JudgedTrial& t) { return finite(t.stimulus) && finite(t.time_ms); });
  return numbers &&
         behaviour.drawn.size() == behaviour.trials.size() * behaviour.conditions.size() &&
         std::all_of(behaviour.curve_conditions.begin(), behaviour.curve_conditions.end(),
                     inside) &&
         (behaviour.timed_condition == -1 || inside(behaviour.timed_condition));
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

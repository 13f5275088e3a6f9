#include "analysis/behaviour_plots.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace nn4n {

namespace {

std::string small_first(std::string words) {
  if (!words.empty())
    words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
  return words;
}

/// Is the condition the stimulus, or the stimulus and a constant?
bool is_the_stimulus(const Behaviour& behaviour, std::size_t condition) {
  if (behaviour.stimulus_label.empty() || behaviour.trials.empty()) return false;
  const auto offset = [&](std::size_t b) {
    return behaviour.condition(b, condition) - behaviour.trials[b].stimulus;
  };
  for (std::size_t b = 1; b < behaviour.trials.size(); ++b) {
    if (std::fabs(offset(b) - offset(0)) > 1e-4f) return false;
  }
  return true;
}

bool is_an_axis(const Behaviour& behaviour, std::size_t condition) {
  const ConditionName name = read_condition(behaviour.conditions[condition]);
  if (!name.words.empty() || static_cast<int>(condition) == behaviour.timed_condition) return false;
  if (behaviour.trials.empty()) return true;
  return values_of(behaviour, condition).size() > 1 && !is_the_stimulus(behaviour, condition);
}

}  // namespace

std::vector<BehaviourPlot> plots_of(const Behaviour& behaviour) {
  const auto name = [&](int c) {
    return small_first(read_condition(behaviour.conditions[static_cast<std::size_t>(c)]).name);
  };
  std::vector<BehaviourPlot> plots;
  const bool timed = !behaviour.time_label.empty();
  if (timed && behaviour.timed_condition >= 0)
    plots.push_back({PlotKind::production, "Produced intervals"});
  if (!behaviour.stimulus_label.empty()) {
    plots.push_back({PlotKind::psychometric, "Psychometric curve"});
    for (const int c : behaviour.curve_conditions)
      plots.push_back({PlotKind::psychometric, "Choice by " + name(c), c});
  }
  if (timed && behaviour.timed_condition < 0)
    plots.push_back({PlotKind::chronometric, "Chronometric curve"});
  if (!behaviour.choices.empty()) plots.push_back({PlotKind::confusion, "Choices"});
  for (std::size_t c = 0; c < behaviour.conditions.size(); ++c) {
    const int axis = static_cast<int>(c);
    if (is_an_axis(behaviour, c))
      plots.push_back({PlotKind::accuracy, "Accuracy by " + name(axis), axis});
  }
  return plots;
}

const std::string& axis_label(const Behaviour& behaviour, int axis) {
  return axis == kStimulus ? behaviour.stimulus_label
                           : behaviour.conditions[static_cast<std::size_t>(axis)];
}

std::vector<TrialGroup> curve_groups(const Behaviour& behaviour) {
  const std::optional<std::size_t> kind = kind_of(behaviour);
  if (kind) return groups_by(behaviour, *kind);
  return {all_trials(behaviour)};
}

}  // namespace nn4n

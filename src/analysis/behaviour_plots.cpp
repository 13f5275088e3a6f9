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

/// "Motion coherence" as a part of a key: "motion_coherence".
std::string key_from(std::string words) {
  for (char& c : words)
    c = c == ' ' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
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

std::string_view key_of(PlotKind kind) {
  static constexpr std::string_view kKeys[]{"production", "psychometric", "chronometric",
                                            "confusion",  "accuracy",     "threshold",
                                            "spread",     "error"};
  return kKeys[static_cast<std::size_t>(kind)];
}

std::vector<BehaviourPlot> plots_of(const Behaviour& behaviour) {
  std::vector<BehaviourPlot> plots;
  const auto add = [&](PlotKind kind, std::string title) {
    plots.push_back({.kind = kind, .title = std::move(title), .key = std::string(key_of(kind))});
  };
  const auto add_by = [&](PlotKind kind, const std::string& noun, int condition) {
    const std::string name = small_first(read_condition(axis_label(behaviour, condition)).name);
    plots.push_back({.kind = kind,
                     .title = noun + " by " + name,
                     .axis = condition,
                     .key = std::string(key_of(kind)) + "." + key_from(name)});
  };
  const bool timed = !behaviour.time_label.empty();
  if (timed && behaviour.timed_condition >= 0) {
    add(PlotKind::production, "Produced intervals");
    add(PlotKind::spread, "Spread of produced intervals");
  }
  if (!behaviour.stimulus_label.empty()) {
    add(PlotKind::psychometric, "Psychometric curve");
    for (const int c : behaviour.curve_conditions) add_by(PlotKind::psychometric, "Choice", c);
  }
  if (!behaviour.stimulus_label.empty() && behaviour.size_condition >= 0) {
    const std::string size =
        small_first(read_condition(axis_label(behaviour, behaviour.size_condition)).name);
    add(PlotKind::threshold, "Threshold by " + size);
  }
  if (timed && behaviour.timed_condition < 0) add(PlotKind::chronometric, "Chronometric curve");
  if (!behaviour.error_label.empty()) {
    const std::string noun = read_condition(behaviour.error_label).name;
    for (std::size_t c = behaviour.conditions.size(); c-- > 0;) {  // the delay before the direction
      if (is_an_axis(behaviour, c)) add_by(PlotKind::error, noun, static_cast<int>(c));
    }
  }
  if (!behaviour.choices.empty()) add(PlotKind::confusion, "Choices");
  for (std::size_t c = 0; c < behaviour.conditions.size(); ++c) {
    if (is_an_axis(behaviour, c)) add_by(PlotKind::accuracy, "Accuracy", static_cast<int>(c));
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

std::optional<Logistic> prediction_for(const Behaviour& behaviour, int axis,
                                       const TrialGroup& group) {
  const bool together = behaviour.together >= 0 && !group.name.empty() &&
                        group.value == static_cast<float>(behaviour.together);
  if (!together) return std::nullopt;
  std::vector<Logistic> alone;
  for (const TrialGroup& other : curve_groups(behaviour)) {
    if (other.value == group.value) continue;
    const auto fit = fit_logistic(psychometric_points(behaviour, axis, other.trials));
    if (!fit) return std::nullopt;
    alone.push_back(fit->curve);
  }
  return predicted_together(alone);
}

}  // namespace nn4n

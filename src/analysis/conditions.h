// The conditions that a task drew for its trials, and trials grouped by them.
//
// A condition's name says what its numbers are (TaskShape::conditions): "Delay [ms]" is a quantity,
// "Context (0 motion, 1 colour)" a kind whose numbers have words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "training/behaviour.h"

namespace nn4n {

struct ConditionName {
  std::string name;                                  ///< "Delay", "Context"
  std::string unit;                                  ///< "ms"; empty for a kind
  std::vector<std::pair<float, std::string>> words;  ///< of a kind: {0, "motion"}, {1, "colour"}
};

/// Takes apart a condition's name, as TaskShape::conditions has it.
ConditionName read_condition(std::string_view label);

/// A value as a sentence would have it: "motion", "400 ms".
std::string value_words(const ConditionName& name, double value);

/// The different values that a condition took, ascending.
std::vector<float> values_of(const Behaviour& behaviour, std::size_t condition);

/// Trials that belong together: indices into Behaviour::trials.
struct TrialGroup {
  float value = 0;
  std::string name;  ///< "motion"; empty for the group of all
  std::vector<std::size_t> trials;
};

/// The group of all trials.
TrialGroup all_trials(const Behaviour& behaviour);

/// One group for each value of a condition, ascending.
std::vector<TrialGroup> groups_by(const Behaviour& behaviour, std::size_t condition);

/// The first condition that is a kind, for each value of which a curve of its own is drawn.
std::optional<std::size_t> kind_of(const Behaviour& behaviour);

}  // namespace nn4n

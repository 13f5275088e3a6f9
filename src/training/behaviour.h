// A record of what a network did in each of some trials. It is the only input of all analyses of
// behaviour (analysis/). A validation leaves one in the snapshot; fresh_trials.h makes larger ones.
//
// Axes: B judged trials, C conditions of the task. Catch trials are not in it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/batch.h"
#include "tasks/task.h"

namespace nn4n {

/// The error of a trial in which there was no answer, or whose task measures none.
inline constexpr float kNoAnswer = 1e6f;

/// One trial as the task judged it.
struct JudgedTrial {
  float stimulus = 0;        ///< signed strength, Trial::stimulus
  std::int32_t wanted = 0;   ///< the right choice, as the task numbers them
  std::int32_t choice = 0;   ///< what the network chose; negative = it made no choice
  std::int32_t correct = 0;  ///< 1 or 0
  float score = 0;           ///< 0..1
  float time_ms = -1;        ///< reaction time or produced interval; negative = there is none
  /// How often an ideal observer would be right in such a trial, ½ to 1; negative = the task states
  /// none (tasks/ideal_observer.h).
  float ideal = -1;
  float error = kNoAnswer;  ///< of the answer, in the units of error_label
  bool operator==(const JudgedTrial&) const = default;
};

/// Labels and numbers have the meaning that they have in TaskShape.
struct Behaviour {
  std::string stimulus_label;  ///< empty = there is no psychometric curve
  std::string choice_label;
  std::int32_t curve_choice = 1;
  std::vector<std::string> conditions;         // C
  std::vector<std::int32_t> curve_conditions;  // indices of conditions
  std::vector<std::string> choices;
  std::string time_label;
  std::int32_t timed_condition = -1;
  std::int32_t together = -1;
  std::int32_t size_condition = -1;
  std::int32_t duration_condition = -1;
  std::string error_label;
  std::vector<JudgedTrial> trials;  // B
  std::vector<float> drawn;         // B x C, Trial::conditions
  bool operator==(const Behaviour&) const = default;

  /// What was drawn for a trial, 0 .. B − 1, of a condition, 0 .. C − 1.
  float condition(std::size_t trial, std::size_t index) const {
    return drawn[trial * conditions.size() + index];
  }
};

/// A record without trials yet.
Behaviour behaviour_of(const TaskShape& shape);

/// Appends a trial with the network's outcome in it, and with the ideal observer of this
/// experiment. A trial that does not count (a catch trial) is left out.
void add(Behaviour& behaviour, const Experiment& experiment, const Trial& trial,
         const Outcome& outcome);

/// Do the lists have the lengths that they must have, do indices point into them, and are all
/// numbers finite?
bool consistent(const Behaviour& behaviour);

/// The outputs of one trial of a forward pass, T x O (row-major), as judges take them. `steps` is
/// T, the trial's own length, at most the episode's.
std::vector<float> outputs_of(const Episode<float>& episode, int trial, int steps);

/// The rates of one trial of a forward pass after each of its steps, N units x T (row-major).
std::vector<float> rates_of(const Episode<float>& episode, int trial, int steps);

}  // namespace nn4n

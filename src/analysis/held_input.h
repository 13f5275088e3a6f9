// The input that is held while fixed points are looked for, and how a person names it:
//
//   zero                            no input at all; also when nothing is given
//   usual                           the one under which a task is best looked at: that of the epoch
//                                   with the most different inputs (of the longest one of several),
//                                   there of the trials with the weakest stimulus
//   [1 0 0.5]                       these numbers, one for each input channel
//   Stimulus                        what the trials show in this epoch
//   Stimulus:context=motion         the same in the trials with this condition
//   Stimulus:choice=Left;coherence=15   conditions are divided by semicolons
//
// Conditions are those of the task (TaskShape::conditions, without their units), `choice` (the one
// that is wanted) and `stimulus`. Letters may be large or small, and a _ stands for a space.
//
// It is the input, without noise, that is shown in most steps of the epoch. Where no two steps have
// the same input (the task draws noise of its own), it is the mean.
#pragma once

#include <string_view>
#include <variant>

#include "analysis/recording.h"
#include "base/issue.h"

namespace nn4n {

struct HeldInput {
  std::string name;        ///< "Stimulus: context motion; coherence 15 %"; "no input"
  Eigen::VectorXd values;  // I
  double share = 1;        ///< of the steps that match, how many show it; 0 = it is their mean
};

/// Reads such a text for the trials of a recording. The issue says what is unknown and what is
/// known.
std::variant<HeldInput, Issue> read_held_input(std::string_view text, const Recording& recording);

/// An input that a task offers to be held.
struct HeldChoice {
  std::string text;   ///< that read_held_input takes
  std::string epoch;  ///< whose input it is; empty = of none
  HeldInput held;
};

/// All of them, each of other numbers within its epoch: no input, every epoch and, where its input
/// depends on the conditions, the epoch in each set of them (condition_sets). At most `most`.
std::vector<HeldChoice> held_choices(const Recording& recording, std::size_t most = 120);

/// The text that "usual" stands for.
std::string usual_input(const Recording& recording);

}  // namespace nn4n

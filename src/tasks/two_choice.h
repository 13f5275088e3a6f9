// Tasks with two alternatives share these functions. They have two outputs, one of which should be
// high at the end, as in Song, Yang & Wang 2016.
#pragma once

#include <string>
#include <string_view>

#include "base/fields.h"
#include "tasks/trial.h"

namespace nn4n {

/// Describes a parameter that is a list of strengths of evidence. One of them is drawn for each
/// trial.
constexpr About evidence_strengths(std::string_view help) {
  return {.label = "Coherences",
          .unit = "%",
          .min = 0,
          .max = 100,
          .min_size = 1,
          .max_size = 16,
          .help = help};
}

/// Describes a parameter that is the fraction of catch trials, in which the network should do
/// nothing. `help` says what these trials leave out.
constexpr About catch_trials(std::string_view help) {
  return {.label = "Catch trials",
          .unit = "fraction",
          .min = 0,
          .max = 0.9,
          .step = 0.01,
          .help = help};
}

/// Targets of the output that should not be chosen (low) and of the one that should (high).
inline constexpr double kLow = 0.2;
inline constexpr double kHigh = 1.0;

/// Sets the targets: both outputs are low until the decision, and then output `correct` is high.
/// Only fixation and decision are scored. All epochs must have been appended before.
void want_choice(TrialBuilder& build, const EpochSpan& fixation, const EpochSpan& decision,
                 int correct);

/// Sets the targets of a catch trial: both outputs are low and scored at all steps. The trial does
/// not count for the accuracy. All epochs must have been appended before.
void want_silence(TrialBuilder& build);

/// Shows evidence of c = coherence / 100 for one side. Channel `first` + side shows (1 + c)/2, and
/// the other one of the two channels shows (1 − c)/2.
void show_evidence(TrialBuilder& build, int first, const EpochSpan& span, int side,
                   double coherence);

/// Returns the inputs of a trial (T x I) with two channels exchanged. This is what the other answer
/// would have shown, where the two channels stand for the two answers.
std::vector<float> exchanged(const Trial& trial, int one, int other);
/// The same for the inputs that this function returned, to exchange several pairs.
std::vector<float> exchanged(std::vector<float> inputs, int width, int one, int other);

/// Returns the strength of evidence on the axis of a psychometric curve. It is negative for side 0.
inline double signed_strength(int side, double coherence) {
  return side == 0 ? -coherence : coherence;
}

/// Returns a number of a condition as text, "12.8", without the extra digits that float32 adds.
std::string brief_number(double value);

}  // namespace nn4n

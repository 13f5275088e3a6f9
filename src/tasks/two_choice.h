// What tasks with two alternatives share: two outputs of which one should end high, as in Song,
// Yang & Wang 2016.
#pragma once

#include <string>
#include <string_view>

#include "base/fields.h"
#include "tasks/trial.h"

namespace nn4n {

/// The field of the strengths of evidence, of which a trial has one.
constexpr About evidence_strengths(std::string_view help) {
  return {.label = "Coherences",
          .unit = "%",
          .min = 0,
          .max = 100,
          .min_size = 1,
          .max_size = 16,
          .help = help};
}

/// The field of how many trials ask for nothing; `help` says what is left out of them.
constexpr About catch_trials(std::string_view help) {
  return {.label = "Catch trials",
          .unit = "fraction",
          .min = 0,
          .max = 0.9,
          .step = 0.01,
          .help = help};
}

/// Targets of an output that is not chosen, and of the one that is.
inline constexpr double kLow = 0.2;
inline constexpr double kHigh = 1.0;

/// Both outputs low, until from the decision on output `correct` is high. Scored in fixation and
/// decision; in between the network may do as it likes. For builders whose epochs are all there.
void want_choice(TrialBuilder& build, const EpochSpan& fixation, const EpochSpan& decision,
                 int correct);

/// Nothing is asked: both outputs low and scored throughout, and the trial does not count.
void want_silence(TrialBuilder& build);

/// Evidence of `coherence` % for one side: (1 + c)/2 on channel `first` + side, (1 − c)/2 on the
/// other of the two.
void show_evidence(TrialBuilder& build, int first, const EpochSpan& span, int side,
                   double coherence);

/// The strength of evidence on the axis of a psychometric curve: negative = for side 0.
inline double signed_strength(int side, double coherence) {
  return side == 0 ? -coherence : coherence;
}

/// "12.8": a number of a condition, without the digits that float32 adds.
std::string brief_number(double value);

}  // namespace nn4n

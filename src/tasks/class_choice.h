// These functions make trials as NeuroGym does. At every step one of several classes is right;
// outside the decision this is class 0 (fixate). The loss is the cross-entropy over all steps.
// There is one output for each class, the targets are one-hot, and every step counts.
//
// nn-brain trains on windows: trials follow each other without a pause, and this stream is cut into
// windows of equal length. A window may begin and end in the middle of a trial (window_of()).
// Sources: NeuroGym (Molano-Mazón et al. 2022); nn-brain (Yang & Molano-Mazón 2021, notebooks).
#pragma once

#include <functional>

#include "tasks/task.h"

namespace nn4n {

/// Says which action of a decision is the answer.
enum class ActionRule { first, last };
template <>
struct Choices<ActionRule> {
  static constexpr std::array<Choice, 2> list{
      Choice{"first", "First action",
             "The answer is the first class other than fixate in the decision; such a class "
             "before the decision ends the trial (NeuroGym)."},
      Choice{"last", "Last step",
             "The answer is the class at the last step of the decision (nn-brain)."}};
};

/// Describes a parameter that is a list of durations, one of which is drawn for each trial.
constexpr About drawn_duration(std::string_view label, std::string_view help, double min_ms = 20) {
  return {.label = label,
          .unit = "ms",
          .min = min_ms,
          .max = 4000,
          .min_size = 1,
          .max_size = 16,
          .help = help};
}
constexpr About noise_per_step(std::string_view help) {
  return {.label = "Noise σ", .min = 0, .max = 4, .step = 0.1, .help = help};
}
constexpr About stream_window() {
  return {.label = "Window of the stream",
          .unit = "ms",
          .min = 0,
          .max = 20000,
          .step = 100,
          .help =
              "If this is 0, the network learns from single trials. Otherwise trials follow each other in a stream that is cut into windows of this length, and the network learns from windows.",
          .source = "nn-brain"};
}
constexpr About action_rule() {
  return {.label = "Judged by",
          .help = "This says which action of a decision counts as the answer."};
}

/// Draws one of the values, all with equal probability.
double drawn_of(const std::vector<double>& values, RandomStream& random);
double longest_of(const std::vector<double>& durations_ms);

/// Adds normal noise to an input channel in a span. Its standard deviation is σ / √dt, with dt in
/// ms.
void add_noise(TrialBuilder& build, int channel, const EpochSpan& span, double sigma,
               RandomStream& random);

/// Sets the targets: class answer + 1 (`answer` counts from 0) in the decision, and class 0 at all
/// other steps. All steps count.
void want_class(TrialBuilder& build, const EpochSpan& decision, int answer);

/// Returns a window of `window_ms` from a stream of trials, or a single trial if `window_ms` is 0.
/// It is one of the first 15 windows of a new stream. The first of them begins with a trial; the
/// others may begin in the middle of a trial.
Trial window_of(double window_ms, double dt_ms, RandomStream& random,
                const std::function<Trial()>& draw);

/// Judges every decision of a trial or a window, except one that had already started when the
/// window began. The score is the fraction of right decisions. The choice is the one of the last
/// decision, counted from 0; it is −1 if the network fixated or acted too early.
Outcome judge_classes(ActionRule rule, const Trial& trial, std::span<const float> outputs);

}  // namespace nn4n

// Trials as NeuroGym makes them: at every step one of several classes is right, class 0 (fixate)
// outside the decision; the loss is the cross-entropy over all steps. Outputs are one per class,
// targets one-hot, everything counts.
//
// nn-brain trains on windows: trials follow each other without a pause, and the stream is cut every
// so many steps, wherever a trial may be (`window`).
// Sources: NeuroGym (Molano-Mazón et al. 2022); nn-brain (Yang & Molano-Mazón 2021, notebooks).
#pragma once

#include <functional>

#include "tasks/task.h"

namespace nn4n {

/// Which action of a decision is the answer.
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

/// Durations one of which is drawn: a field of a task's parameters.
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
  return {
      .label = "Window of the stream",
      .unit = "ms",
      .min = 0,
      .max = 20000,
      .step = 100,
      .help =
          "0: the network learns from single trials. Otherwise trials follow each other in a "
          "stream that is cut into windows of this length, and the network learns from windows.",
      .source = "nn-brain"};
}
constexpr About action_rule() {
  return {.label = "Judged by", .help = "Which action of a decision counts as the answer."};
}

/// One of the values, all with equal probability.
double drawn_of(const std::vector<double>& values, RandomStream& random);
double longest_of(const std::vector<double>& durations_ms);

/// Normal noise of σ / √dt, dt in ms, on an input in a span.
void add_noise(TrialBuilder& build, int channel, const EpochSpan& span, double sigma,
               RandomStream& random);

/// Class 0 everywhere but in the decision, where `answer`, from 0, is class answer + 1. All of it
/// counts.
void want_class(TrialBuilder& build, const EpochSpan& decision, int answer);

/// A trial, or a window of `window_ms` out of a stream of them; window 0 to 14 of a stream, so that
/// some start with a trial and the others wherever they happen to.
Trial window_of(double window_ms, double dt_ms, RandomStream& random,
                const std::function<Trial()>& draw);

/// Judges every decision of the trial (of a window all but one that was under way when it began);
/// the score is the part that was right, and the choice is that of the last one, from 0; −1 =
/// fixated.
Outcome judge_classes(ActionRule rule, const Trial& trial, std::span<const float> outputs);

}  // namespace nn4n

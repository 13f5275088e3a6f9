// Tasks that a person makes have no rule of their own to judge a trial (custom.cpp, data.cpp). They
// use one of the rules below, which compare the outputs with the targets of the trial.
#pragma once

#include "tasks/task.h"

namespace nn4n {

enum class JudgeRule { largest, threshold, direction, error };
template <>
struct Choices<JudgeRule> {
  static constexpr std::array<Choice, 4> list{
      Choice{"largest", "Largest output",
             "Late in the last epoch the largest output must be the one with the largest target. "
             "Trials whose targets are equal then do not count."},
      Choice{"threshold", "Threshold",
             "Late in the last epoch every output must be above the threshold if its target is "
             "above it, and must not be above it otherwise."},
      Choice{"direction", "Direction",
             "Late in the last epoch outputs 1 and 2, x and y, must point in the direction of "
             "their targets. Trials whose targets are both 0 then do not count."},
      Choice{"error", "Small error", "The mean squared error of what is scored must be small."}};
};

/// How a trial is judged. Here "late" means the last 100 ms.
struct Judging {
  JudgeRule rule = JudgeRule::largest;
  double threshold = 0.5;
  double tolerance_deg = 22.5;
  double largest_error = 0.05;
  double pass = 0.9;
  bool operator==(const Judging&) const = default;
};
template <>
struct Fields<Judging> {
  static constexpr std::string_view name = "judge";
  static constexpr std::array list{
      field<&Judging::rule>(
          "rule", {.label = "Judged by", .help = "This rule says when a trial is correct."}),
      field<&Judging::threshold>(
          "threshold",
          {.label = "Response threshold",
           .min = -10,
           .max = 10,
           .step = 0.05,
           .help = "For the rule \"Threshold\": an output above this value is a response.",
           .when = {"rule", "threshold"}}),
      field<&Judging::tolerance_deg>("tolerance_deg",
                                     {.label = "Tolerance of direction",
                                      .unit = "°",
                                      .min = 1,
                                      .max = 180,
                                      .step = 0.5,
                                      .help = "For the rule \"Direction\": this is the largest "
                                              "angle allowed between output and target.",
                                      .when = {"rule", "direction"}}),
      field<&Judging::largest_error>(
          "largest_error",
          {.label = "Largest error",
           .min = 0,
           .max = 100,
           .step = 0.01,
           .help = "For the rule \"Small error\": this is the largest mean squared error allowed.",
           .when = {"rule", "error"}}),
      field<&Judging::pass>(
          "pass",
          {.label = "Pass level",
           .unit = "fraction",
           .min = 0,
           .max = 1,
           .step = 0.01,
           .help = "The task counts as learnt when at least this fraction of trials is correct."})};
};

/// Sets the right choice of the trial (`correct`) from its targets, and sets whether it counts.
void set_right_answer(const Judging& judging, Trial& trial);

/// Judges outputs (T x O) by the rule. The choice depends on the rule. It is the index of the
/// largest output for `largest`; a number whose bits say which outputs are above the threshold for
/// `threshold`; the nearest eighth of a turn (0 to 7) for `direction`; and 0 for `error`.
Outcome judge_by(const Judging& judging, const Trial& trial, std::span<const float> outputs);

/// Returns the accuracy of guessing when all answers are equally frequent.
double chance_of(const Judging& judging, std::size_t outputs);

/// Replaces a rule that needs more outputs than there are.
void repair_judging(Judging& judging, std::size_t outputs, const std::string& path,
                    Repairs& repairs);

}  // namespace nn4n

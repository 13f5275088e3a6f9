// How a task that somebody made judges a trial: one of a few rules, which look at the targets of
// the trial itself. For tasks without a rule of their own (custom.cpp, data.cpp).
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
             "Late in the last epoch every output must be above the threshold if its target is, "
             "else not."},
      Choice{"direction", "Direction",
             "Late in the last epoch outputs 1 and 2, x and y, must point where their targets do. "
             "Trials whose targets are both 0 then do not count."},
      Choice{"error", "Small error", "The mean squared error of what is scored must be small."}};
};

/// "Late" is the last 100 ms.
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
          "rule", {.label = "Judged by", .help = "The rule that says when a trial is correct."}),
      field<&Judging::threshold>(
          "threshold", {.label = "Response threshold",
                        .min = -10,
                        .max = 10,
                        .step = 0.05,
                        .help = "For the rule \"Threshold\": an output above it is a response."}),
      field<&Judging::tolerance_deg>(
          "tolerance_deg", {.label = "Tolerance of direction",
                            .unit = "°",
                            .min = 1,
                            .max = 180,
                            .step = 0.5,
                            .help = "For the rule \"Direction\": the largest angle between output "
                                    "and target."}),
      field<&Judging::largest_error>(
          "largest_error",
          {.label = "Largest error",
           .min = 0,
           .max = 100,
           .step = 0.01,
           .help = "For the rule \"Small error\": the largest mean squared error."}),
      field<&Judging::pass>("pass",
                            {.label = "Pass level",
                             .unit = "fraction",
                             .min = 0,
                             .max = 1,
                             .step = 0.01,
                             .help = "Fraction of correct trials from which the task counts "
                                     "as learnt."})};
};

/// Writes into the trial what its targets ask for: `correct`, and whether it counts.
void set_right_answer(const Judging& judging, Trial& trial);

/// Judges outputs (T x O) by the rule. The choice is the largest output; which outputs are above
/// the threshold, as the bits of a number; the nearest eighth of a turn; 0.
Outcome judge_by(const Judging& judging, const Trial& trial, std::span<const float> outputs);

/// The accuracy of guessing among equally frequent answers.
double chance_of(const Judging& judging, std::size_t outputs);

/// Puts a rule right that needs more outputs than there are.
void repair_judging(Judging& judging, std::size_t outputs, const std::string& path,
                    Repairs& repairs);

}  // namespace nn4n

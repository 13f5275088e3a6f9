#include "tasks/judging.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nn4n {

namespace {

/// Returns a number whose bit o is 1 if output o is above the threshold.
int responses(const Judging& judging, const Trial& trial, std::span<const float> outputs) {
  int bits = 0;
  for (int o = 0; o < std::min(trial.outputs, 30); ++o) {
    bits |= (late_mean(trial, outputs, o) > judging.threshold ? 1 : 0) << o;
  }
  return bits;
}

/// Returns how near the nearest output is to the threshold.
double distance_from_threshold(const Judging& judging, const Trial& trial,
                               std::span<const float> outputs) {
  double least = std::fabs(late_mean(trial, outputs, 0) - judging.threshold);
  for (int o = 1; o < trial.outputs; ++o)
    least = std::min(least, std::fabs(late_mean(trial, outputs, o) - judging.threshold));
  return least;
}

/// Returns the direction of outputs 0 and 1 (x and y) late in the trial, in degrees.
double late_angle(const Trial& trial, std::span<const float> outputs) {
  return std::atan2(late_mean(trial, outputs, 1), late_mean(trial, outputs, 0)) * 180 /
         std::numbers::pi;
}

int eighth(double degrees) { return (static_cast<int>(std::lround(degrees / 45)) % 8 + 8) % 8; }

Outcome judge_angle(const Judging& judging, const Trial& trial, std::span<const float> outputs) {
  const double angle = late_angle(trial, outputs);
  const double error = std::remainder(angle - late_angle(trial, trial.target), 360.0);
  const double length = std::hypot(late_mean(trial, outputs, 0), late_mean(trial, outputs, 1));
  const bool silent = length == 0;
  return {.correct = std::fabs(error) <= judging.tolerance_deg && !silent,
          .choice = silent ? -1 : eighth(angle),
          .decided_by = DecidedBy::direction,
          .lead = length};
}

/// Returns the mean squared error, weighted by the mask.
double scored_error(const Trial& trial, std::span<const float> outputs) {
  double sum = 0;
  double weight = 0;
  for (std::size_t k = 0; k < trial.mask.size(); ++k) {
    const double error = static_cast<double>(outputs[k]) - static_cast<double>(trial.target[k]);
    sum += static_cast<double>(trial.mask[k]) * error * error;
    weight += static_cast<double>(trial.mask[k]);
  }
  return weight > 0 ? sum / weight : 0;
}

/// Returns true if exactly one output has the largest target late in the trial.
bool has_largest(const Trial& trial) {
  const int best = late_choice(trial, trial.target);
  const double most = late_mean(trial, trial.target, best);
  for (int o = 0; o < trial.outputs; ++o) {
    if (o != best && late_mean(trial, trial.target, o) == most) return false;
  }
  return true;
}

}  // namespace

void set_right_answer(const Judging& judging, Trial& trial) {
  switch (judging.rule) {
    case JudgeRule::largest:
      trial.correct = late_choice(trial, trial.target);
      trial.counted = has_largest(trial);
      return;
    case JudgeRule::threshold:
      trial.correct = responses(judging, trial, trial.target);
      return;
    case JudgeRule::direction:
      trial.correct = eighth(late_angle(trial, trial.target));
      trial.counted =
          late_mean(trial, trial.target, 0) != 0 || late_mean(trial, trial.target, 1) != 0;
      return;
    case JudgeRule::error:
      trial.correct = 0;
      return;
  }
}

Outcome judge_by(const Judging& judging, const Trial& trial, std::span<const float> outputs) {
  switch (judging.rule) {
    case JudgeRule::largest:
      return judge_choice(trial, outputs);
    case JudgeRule::threshold: {
      const int choice = responses(judging, trial, outputs);
      return {.correct = choice == trial.correct,
              .choice = choice,
              .decided_by = DecidedBy::threshold,
              .lead = distance_from_threshold(judging, trial, outputs)};
    }
    case JudgeRule::direction:
      return judge_angle(judging, trial, outputs);
    case JudgeRule::error:
      return {scored_error(trial, outputs) <= judging.largest_error, 0};
  }
  return {};
}

double chance_of(const Judging& judging, std::size_t outputs) {
  switch (judging.rule) {
    case JudgeRule::largest:
      return 1 / static_cast<double>(std::max<std::size_t>(outputs, 1));
    case JudgeRule::threshold:
      return 0.5;
    case JudgeRule::direction:
      return judging.tolerance_deg / 180;
    case JudgeRule::error:
      return 0;
  }
  return 0;
}

void repair_judging(Judging& judging, std::size_t outputs, const std::string& path,
                    Repairs& repairs) {
  const bool needs_two = judging.rule == JudgeRule::largest || judging.rule == JudgeRule::direction;
  if (!needs_two || outputs >= 2) return;
  const std::string found(judging.rule == JudgeRule::largest ? "largest" : "direction");
  judging.rule = JudgeRule::threshold;
  repairs.push_back({path + ".rule",
                     path + ".rule is " + found + ", which needs two outputs, but there is " +
                         std::to_string(outputs) + "; allowed threshold, error",
                     "Using threshold"});
}

}  // namespace nn4n

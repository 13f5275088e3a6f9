// A trial of a task says what the inputs show, what the outputs should be, and which steps count.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nn4n {

/// A part of a trial, steps [begin, end).
struct EpochSpan {
  std::string name;
  std::int32_t begin = 0;
  std::int32_t end = 0;
  bool operator==(const EpochSpan&) const = default;
};

/// Axes: T steps, I inputs, O outputs. All arrays are row-major, with one row for each step.
struct Trial {
  int steps = 0;
  int inputs = 0;
  int outputs = 0;
  double dt_ms = 0;
  std::vector<float> input;   // T x I, without noise
  std::vector<float> target;  // T x O
  std::vector<float> mask;    // T x O, 0 = not scored
  std::vector<EpochSpan> epochs;
  bool counted = true;            ///< false: not part of the accuracy (catch trials)
  int correct = 0;                ///< the right choice, as the task numbers them
  float stimulus = 0;             ///< signed strength, the axis of the psychometric curve
  std::vector<float> conditions;  // what was drawn, in the order of TaskShape::conditions

  float input_at(int step, int channel) const { return input[index(step, inputs, channel)]; }
  float target_at(int step, int output) const { return target[index(step, outputs, output)]; }
  float mask_at(int step, int output) const { return mask[index(step, outputs, output)]; }
  static std::size_t index(int step, int width, int column) {
    return static_cast<std::size_t>(step) * static_cast<std::size_t>(width) +
           static_cast<std::size_t>(column);
  }
};

/// Builds a trial in the order in which a paper describes it: first the epochs, then the inputs and
/// targets in each of them.
class TrialBuilder {
 public:
  TrialBuilder(int inputs, int outputs, double dt_ms) {
    trial_.inputs = inputs, trial_.outputs = outputs, trial_.dt_ms = dt_ms;
  }

  /// Appends an epoch of `steps_in(duration_ms)` steps. All epochs that a span covers must be
  /// appended before the span is filled.
  EpochSpan epoch(const char* name, double duration_ms);

  void input(int channel, const EpochSpan& span, double value);
  void target(int output, const EpochSpan& span, double value);
  /// Scores every output in the span with this weight.
  void score(const EpochSpan& span, double weight = 1);
  void score_output(int output, const EpochSpan& span, double weight = 1);
  /// Appends the value of the next condition, in the order of TaskShape::conditions.
  void condition(double value) { trial_.conditions.push_back(static_cast<float>(value)); }

  Trial& trial() { return trial_; }

 private:
  Trial trial_;
};

/// Returns the number of steps in a duration, rounded down. It is at least 1 unless the duration is
/// 0, because a cue or a pulse that is shorter than a step must not disappear from a task.
int steps_in(double duration_ms, double dt_ms);

}  // namespace nn4n

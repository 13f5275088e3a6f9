// One trial of a task: what the network sees, what is wanted of it, and what counts.
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

/// Axes: T steps, I inputs, O outputs; row-major, one row per step.
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

/// Writes a trial as a methods section reads: epochs first, then who does what when.
class TrialBuilder {
 public:
  TrialBuilder(int inputs, int outputs, double dt_ms) {
    trial_.inputs = inputs, trial_.outputs = outputs, trial_.dt_ms = dt_ms;
  }

  /// Appends an epoch of `steps_in(duration_ms)` steps. Call before filling.
  EpochSpan epoch(const char* name, double duration_ms);

  void input(int channel, const EpochSpan& span, double value);
  void target(int output, const EpochSpan& span, double value);
  /// Scores every output in the span with this weight.
  void score(const EpochSpan& span, double weight = 1);
  void score_output(int output, const EpochSpan& span, double weight = 1);
  /// The next of the conditions that the task's shape names.
  void condition(double value) { trial_.conditions.push_back(static_cast<float>(value)); }

  Trial& trial() { return trial_; }

 private:
  Trial trial_;
};

/// Steps in a duration, rounded down, but at least one unless the duration is 0: a cue or a pulse
/// shorter than a step would vanish otherwise, and a task with it.
int steps_in(double duration_ms, double dt_ms);

}  // namespace nn4n

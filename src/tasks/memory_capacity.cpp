// Memory capacity: the input is a random signal, and the outputs should be its values 1, 2, 3 …
// values ago. A linear network of N units can recall at most N values in total, and a readout
// trained by ridge regression shows how many values a network recalls. Source: Jaeger 2001, "Short
// term memory in echo state networks".
#include <algorithm>

#include "tasks/fit.h"
#include "tasks/needs.h"
#include "tasks/task.h"

namespace nn4n {

namespace {

constexpr int kMostDelays = 60;

struct MemoryCapacityParameters {
  int delays = 16;
  double value_ms = 20;
  double warm_up_ms = 600;
  double scored_ms = 4000;
};

}  // namespace

template <>
struct Fields<MemoryCapacityParameters> {
  static constexpr std::string_view name = "memory capacity";
  static constexpr std::array list{
      field<&MemoryCapacityParameters::delays>(
          "delays", {.label = "Delays",
                     .min = 1,
                     .max = kMostDelays,
                     .step = 1,
                     .help = "This is the number of outputs. Output k should be the value that was shown k values ago."}),
      field<&MemoryCapacityParameters::value_ms>(
          "value_ms",
          duration("Value", "Each value of the signal is shown for this long.", 1, 1000)),
      field<&MemoryCapacityParameters::warm_up_ms>(
          "warm_up_ms", duration("Warm-up",
                                 "In this time the outputs are not scored, because the values before the trial are unknown.",
                                 0, 10000)),
      field<&MemoryCapacityParameters::scored_ms>(
          "scored_ms",
          duration("Scored", "In this time the outputs are compared with the signal.", 20, 40000))};
};

namespace {

class RecallTask : public TaskOf<RecallTask, MemoryCapacityParameters> {
 public:
  RecallTask()
      : TaskOf({.key = "memory_capacity",
                .label = "Memory capacity",
                .help = "The input is a random signal, and every output should be its value some values ago. The score is the mean squared correlation.",
                .source = "Jaeger 2001",
                .parameters = &record_of<MemoryCapacityParameters>,
                .needs = reservoir}) {}

  TaskShape shape_of(const MemoryCapacityParameters& p) const {
    TaskShape shape{.inputs = {"Signal"},
                    .outputs = {},
                    .rectified_input = false,
                    .pass = 0.5,
                    .chance = 0,
                    .longest_ms = p.warm_up_ms + p.scored_ms};
    for (int delay = 1; delay <= p.delays; ++delay) {
      shape.outputs.push_back(std::to_string(delay) + " ago");
    }
    return shape;
  }

  /// Steps are not scored until more values than the longest delay have been shown.
  Trial trial_of(const MemoryCapacityParameters& p, double dt_ms, RandomStream& random) const {
    TrialBuilder build(1, p.delays, dt_ms);
    const EpochSpan warm_up{"Warm-up", 0, steps_in(p.warm_up_ms, dt_ms)};
    if (warm_up.end > 0) build.epoch("Warm-up", p.warm_up_ms);
    const EpochSpan scored = build.epoch("Scored", p.scored_ms);
    const int width = steps_in(p.value_ms, dt_ms);
    std::vector<double> values;
    for (int t = 0; t < scored.end; ++t) {
      if (t % width == 0) values.push_back(2 * static_cast<double>(random.uniform()) - 1);
      const EpochSpan now{"", t, t + 1};
      build.input(0, now, values.back());
      const int shown = static_cast<int>(values.size());
      for (int delay = 1; delay <= p.delays && delay < shown; ++delay) {
        build.target(delay - 1, now, values[static_cast<std::size_t>(shown - 1 - delay)]);
      }
      if (t >= warm_up.end && shown > p.delays) build.score(now);
    }
    const std::vector<float>& mask = build.trial().mask;
    build.trial().counted = std::any_of(mask.begin(), mask.end(), [](float m) { return m > 0; });
    return build.trial();
  }

  /// An output whose target does not vary has no correlation, which can happen if the trial has
  /// only one or two scored values. Such an output is left out of the score.
  Outcome judge_of(const MemoryCapacityParameters& p, const Trial& trial,
                   std::span<const float> outputs) const {
    double sum = 0;
    int counted = 0;
    for (int o = 0; o < trial.outputs; ++o) {
      if (fit_of(trial, trial.target, o).squared_correlation() == 0) continue;
      sum += fit_of(trial, outputs, o).squared_correlation();
      ++counted;
    }
    const double score = counted > 0 ? sum / counted : 1;
    return {.correct = score >= shape_of(p).pass, .score = score};
  }

  std::string describe_of(const MemoryCapacityParameters& p, const Trial&) const {
    return "random signal, " + std::to_string(p.delays) + (p.delays == 1 ? " delay" : " delays");
  }
};

const RegisteredTask<RecallTask> registered_memory_capacity;

}  // namespace

}  // namespace nn4n

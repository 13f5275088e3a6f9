// Ready-set-go: the network should measure the time between two pulses and produce the same time
// again. Sources: Jazayeri & Shadlen 2010; NeuroGym, ReadySetGo. In NeuroGym the times of target
// and reward differ by 83 ms; here they are the same.
#include <algorithm>
#include <cmath>

#include "tasks/needs.h"
#include "tasks/task.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct RsgParameters {
  double wait_ms = 100;
  double pulse_ms = 60;
  double interval_min_ms = 400;
  double interval_max_ms = 800;
  double after_ms = 200;
};

}  // namespace

template <>
struct Fields<RsgParameters> {
  static constexpr std::string_view name = "ready-set-go";
  static constexpr std::array list{
      field<&RsgParameters::wait_ms>("wait_ms", duration("Wait", "Nothing is shown.")),
      field<&RsgParameters::pulse_ms>(
          "pulse_ms", duration("Pulse", "The ready and the set pulse last this long.", 20, 400)),
      field<&RsgParameters::interval_min_ms>(
          "interval_min_ms",
          duration("Shortest interval", "The time from ready to set is at least this long.", 100)),
      field<&RsgParameters::interval_max_ms>(
          "interval_max_ms",
          duration("Longest interval", "The time from ready to set is at most this long.", 100)),
      field<&RsgParameters::after_ms>(
          "after_ms", duration("After", "The trial goes on this long after the right moment."))};
};

namespace {

constexpr double kCrossing = 0.9;
constexpr double kTolerance = 0.2;  // fraction of the interval; kToleranceMs is added
constexpr double kToleranceMs = 25;

/// Returns the fraction of trials that are correct if the network always produces the same
/// interval. The best such interval is just long enough to be correct for the longest interval, and
/// it is then correct for all intervals above from_ms.
double accuracy_of_one_interval(double shortest_ms, double longest_ms) {
  if (longest_ms <= shortest_ms) return 1;
  const double best_ms = (1 - kTolerance) * longest_ms - kToleranceMs;
  const double from_ms = std::max(shortest_ms, (best_ms - kToleranceMs) / (1 + kTolerance));
  return std::min(1.0, (longest_ms - from_ms) / (longest_ms - shortest_ms));
}

class ReadySetGo : public TaskOf<ReadySetGo, RsgParameters> {
 public:
  ReadySetGo()
      : TaskOf({.key = "rsg",
                .label = "Ready-set-go",
                .help = "Two pulses mark an interval. After the second pulse the output should rise from 0 to 1 in the same time.",
                .source = "Jazayeri & Shadlen 2010; NeuroGym ReadySetGo",
                .parameters = &record_of<RsgParameters>,
                .needs = less_noise}) {}

  TaskShape shape_of(const RsgParameters& p) const {
    const auto [low, high] = std::minmax({p.interval_min_ms, p.interval_max_ms});
    return {.inputs = {"Ready", "Set"},
            .outputs = {"Ramp"},
            .pass = 0.8,
            .chance = accuracy_of_one_interval(low, high),
            .longest_ms = p.wait_ms + 2 * high + p.after_ms,
            .conditions = {"Interval [ms]"},
            .time_label = "Produced interval [ms]",
            .timed_condition = 0};
  }

  Trial trial_of(const RsgParameters& p, double dt_ms, RandomStream& random) const {
    const double interval_ms = uniform_ms(p.interval_min_ms, p.interval_max_ms, dt_ms, random);
    const int steps = steps_in(interval_ms, dt_ms);
    TrialBuilder build(2, 1, dt_ms);
    build.epoch("Wait", p.wait_ms);
    const EpochSpan measure = build.epoch("Measure", interval_ms);
    const EpochSpan produce = build.epoch("Produce", interval_ms);
    const EpochSpan after = build.epoch("After", p.after_ms);
    const int pulse = std::min(steps_in(p.pulse_ms, dt_ms), steps);
    build.input(0, {"", measure.begin, measure.begin + pulse}, 1);
    build.input(1, {"", produce.begin, produce.begin + pulse}, 1);
    for (int k = 0; k < steps; ++k) {
      build.target(0, {"", produce.begin + k, produce.begin + k + 1}, (k + 1.0) / steps);
    }
    build.target(0, after, 1);
    build.score({"", 0, measure.end});
    build.score({"", produce.begin, after.end}, 2);
    build.condition(interval_ms);
    return build.trial();
  }

  /// The produced interval ends when the output would reach 1. This time is the time at which the
  /// output crosses 0.9, divided by 0.9.
  Outcome judge_of(const RsgParameters&, const Trial& trial, std::span<const float> outputs) const {
    const double produced_ms = crossing_ms(trial, outputs) / kCrossing;
    const double interval_ms = double{trial.conditions[0]};
    const double error_ms = std::fabs(produced_ms - interval_ms);
    return {.correct = error_ms < kTolerance * interval_ms + kToleranceMs, .time_ms = produced_ms};
  }

  std::string describe_of(const RsgParameters&, const Trial& trial) const {
    return "interval " + brief_number(double{trial.conditions[0]}) + " ms";
  }

 private:
  /// Returns the time after the set pulse at which the output crosses 0.9, interpolated between two
  /// steps. It is NaN if the output never crosses 0.9.
  static double crossing_ms(const Trial& trial, std::span<const float> outputs) {
    const int set = trial.epochs[2].begin;
    double before = double{outputs[static_cast<std::size_t>(set - 1)]};
    if (before >= kCrossing) return 0;
    for (int step = set; step < trial.steps; ++step) {
      const double now = double{outputs[static_cast<std::size_t>(step)]};
      if (now >= kCrossing)
        return (step - set + (kCrossing - before) / (now - before)) * trial.dt_ms;
      before = now;
    }
    return kNoTime;
  }
};

const RegisteredTask<ReadySetGo> registered_rsg;

}  // namespace

}  // namespace nn4n

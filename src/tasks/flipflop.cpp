// Three-bit memory: each output remembers the sign of the last pulse on its channel.
// Source: Sussillo & Barak 2013, "Opening the black box", who analyse fixed points with this task.
#include <algorithm>

#include "tasks/needs.h"
#include "tasks/task.h"

namespace nn4n {

namespace {

struct FlipflopParameters {
  double duration_ms = 2000;
  double rate = 2;
  double pulse_ms = 40;
  double lock_ms = 100;
  double settle_ms = 60;
};

}  // namespace

template <>
struct Fields<FlipflopParameters> {
  static constexpr std::string_view name = "three-bit memory";
  static constexpr std::array list{
      field<&FlipflopParameters::duration_ms>(
          "duration_ms", duration("Trial", "The whole trial lasts this long.", 200, 8000)),
      field<&FlipflopParameters::rate>(
          "rate",
          {.label = "Pulses",
           .unit = "per second",
           .min = 0.1,
           .max = 10,
           .step = 0.1,
           .help = "This is the rate at which pulses start on each channel, outside the pauses."}),
      field<&FlipflopParameters::pulse_ms>("pulse_ms",
                                           duration("Pulse", "A pulse lasts this long.", 20, 400)),
      field<&FlipflopParameters::lock_ms>(
          "lock_ms",
          duration("Pause",
                   "After a pulse starts, no other one starts on its channel for this long.", 20,
                   1000)),
      field<&FlipflopParameters::settle_ms>(
          "settle_ms",
          duration("Settling", "After a pulse starts, its output is not scored for this long.", 0,
                   1000))};
};

namespace {

constexpr int kBits = 3;
constexpr double kFlipFlopPass = 0.9;

class FlipFlop : public TaskOf<FlipFlop, FlipflopParameters> {
 public:
  FlipFlop()
      : TaskOf({.key = "flipflop",
                .label = "Three-bit memory",
                .help = "Each of three outputs should keep the sign of the last pulse on its "
                        "channel; the score is the part of the time with the right sign.",
                .source = "Sussillo & Barak 2013",
                .parameters = &record_of<FlipflopParameters>,
                .needs = less_noise}) {}

  TaskShape shape_of(const FlipflopParameters& p) const {
    return {.inputs = {"Pulse 1", "Pulse 2", "Pulse 3"},
            .outputs = {"Bit 1", "Bit 2", "Bit 3"},
            .rectified_input = false,
            .pass = kFlipFlopPass,
            .chance = 0.5,
            .longest_ms = p.duration_ms};
  }

  /// A trial without anything to remember does not count.
  Trial trial_of(const FlipflopParameters& p, double dt_ms, RandomStream& random) const {
    TrialBuilder build(kBits, kBits, dt_ms);
    build.epoch("Memory", p.duration_ms);
    for (int bit = 0; bit < kBits; ++bit) draw_bit(p, bit, random, build);
    const std::vector<float>& mask = build.trial().mask;
    build.trial().counted = std::any_of(mask.begin(), mask.end(), [](float m) { return m > 0; });
    return build.trial();
  }

  Outcome judge_of(const FlipflopParameters&, const Trial& trial,
                   std::span<const float> outputs) const {
    int scored = 0;
    int right = 0;
    for (std::size_t k = 0; k < trial.mask.size(); ++k) {
      if (trial.mask[k] == 0) continue;
      ++scored;
      right += outputs[k] * trial.target[k] > 0;
    }
    const double score = scored > 0 ? static_cast<double>(right) / scored : 0;
    return {.correct = score >= kFlipFlopPass, .score = score};
  }

  std::string describe_of(const FlipflopParameters&, const Trial& trial) const {
    int pulses = 0;
    for (int t = 0; t < trial.steps; ++t) {
      for (int bit = 0; bit < kBits; ++bit) {
        const float before = t > 0 ? trial.input_at(t - 1, bit) : 0;
        pulses += trial.input_at(t, bit) != 0 && trial.input_at(t, bit) != before;
      }
    }
    return std::to_string(pulses) + (pulses == 1 ? " pulse" : " pulses");
  }

 private:
  /// Draws the pulses of one channel. A pulse may start at each step, unless the last pulse started
  /// too recently.
  static void draw_bit(const FlipflopParameters& p, int bit, RandomStream& random,
                       TrialBuilder& build) {
    const Trial& trial = build.trial();
    const int steps = trial.steps;
    const int lock = steps_in(p.lock_ms, trial.dt_ms);
    const int pulse = std::min(steps_in(p.pulse_ms, trial.dt_ms), lock);
    const int settle = steps_in(p.settle_ms, trial.dt_ms);
    int free_from = 0;
    for (int t = 0; t < steps; ++t) {
      if (t < free_from || !random.chance(p.rate * trial.dt_ms / 1000)) continue;
      const double sign = random.chance(0.5) ? 1 : -1;
      build.input(bit, {"", t, std::min(t + pulse, steps)}, sign);
      build.target(bit, {"", t, steps}, sign);
      build.score_output(bit, {"", t, std::min(t + settle, steps)}, 0);
      build.score_output(bit, {"", std::min(t + settle, steps), steps});
      free_from = t + lock;
    }
  }
};

const RegisteredTask<FlipFlop> registered_flipflop;

}  // namespace

}  // namespace nn4n

// Autonomous oscillation: the network should produce a sine without any input, from the trained
// initial state. Source: Song, Yang & Wang 2016, "sine wave" in the code that belongs to the paper
// (pycog).
#include <algorithm>
#include <cmath>

#include "base/elementary.h"
#include "tasks/needs.h"
#include "tasks/task.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct SineParameters {
  double period_ms = 800;
  double duration_ms = 1600;
};

}  // namespace

template <>
struct Fields<SineParameters> {
  static constexpr std::string_view name = "sine wave";
  static constexpr std::array list{
      field<&SineParameters::period_ms>(
          "period_ms",
          duration("Period", "This is the period of the oscillation that the output should follow.",
                   100)),
      field<&SineParameters::duration_ms>(
          "duration_ms", duration("Trial", "The whole trial lasts this long.", 200, 16000))};
};

namespace {

constexpr float kAmplitude = 0.9f;
constexpr double kSinePass = 0.95;

class SineWave : public TaskOf<SineWave, SineParameters> {
 public:
  SineWave()
      : TaskOf({.key = "sine",
                .label = "Sine wave",
                .help = "Without any input the output should follow a sine. Its score is 1 − squared error / squared target.",
                .source = "Song, Yang & Wang 2016",
                .parameters = &record_of<SineParameters>,
                .needs = less_noise}) {}

  TaskShape shape_of(const SineParameters& p) const {
    return {.inputs = {},
            .outputs = {"Sine"},
            .pass = kSinePass,
            .chance = 0,
            .longest_ms = p.duration_ms};
  }

  Trial trial_of(const SineParameters& p, double dt_ms, RandomStream&) const {
    TrialBuilder build(0, 1, dt_ms);
    const EpochSpan whole = build.epoch("Oscillation", p.duration_ms);
    for (int step = 0; step < whole.end; ++step) {
      const double periods = (step + 1) * dt_ms / p.period_ms;
      const auto turn = static_cast<std::uint32_t>((periods - std::floor(periods)) * 4294967296.0);
      float cosine, sine;
      cos_sin_turn(turn, cosine, sine);
      build.target(0, {"", step, step + 1}, double{kAmplitude * sine});
    }
    build.score(whole);
    return build.trial();
  }

  Outcome judge_of(const SineParameters&, const Trial& trial,
                   std::span<const float> outputs) const {
    double errors = 0;
    double targets = 0;
    for (std::size_t k = 0; k < trial.target.size(); ++k) {
      const double target = double{trial.target[k]};
      const double error = double{outputs[k]} - target;
      errors += error * error;
      targets += target * target;
    }
    const double score = targets > 0 ? std::clamp(1 - errors / targets, 0.0, 1.0) : errors == 0;
    return {.correct = score >= kSinePass, .score = score};
  }

  std::string describe_of(const SineParameters& p, const Trial&) const {
    return "period " + brief_number(p.period_ms) + " ms, no input";
  }
};

const RegisteredTask<SineWave> registered_sine;

}  // namespace

}  // namespace nn4n

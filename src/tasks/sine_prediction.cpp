// Sine prediction: the outputs should be the next sample of the sine that is shown. Source: NN4N,
// examples/CTRNN.ipynb. With random phases and the cosine, it is what NN4N's multi-area networks
// learn.
#include <algorithm>
#include <cmath>

#include "base/elementary.h"
#include "tasks/task.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct PredictionParameters {
  double period_ms = 800;
  double duration_ms = 1600;
  bool cosine = true;
  bool random_phase = true;
};

}  // namespace

template <>
struct Fields<PredictionParameters> {
  static constexpr std::string_view name = "sine prediction";
  static constexpr std::array list{
      field<&PredictionParameters::period_ms>(
          "period_ms", {.label = "Period",
                        .unit = "ms",
                        .min = 100,
                        .max = 16000,
                        .step = 20,
                        .help = "This is the period of the sine that is shown."}),
      field<&PredictionParameters::duration_ms>(
          "duration_ms", duration("Trial", "The whole trial lasts this long.", 200, 16000)),
      field<&PredictionParameters::cosine>(
          "cosine", {.label = "Cosine",
                     .help = "When this is on, the cosine is shown and predicted as well. The next sample then follows from the present one."}),
      field<&PredictionParameters::random_phase>(
          "random_phase", {.label = "Random phase",
                           .help = "When this is on, every trial starts at a random phase. When it is off, every trial is the same and starts at phase 0."})};
};

namespace {

constexpr double kPredictionPass = 0.95;

class SinePrediction : public TaskOf<SinePrediction, PredictionParameters> {
 public:
  SinePrediction()
      : TaskOf({.key = "sine_prediction",
                .label = "Sine prediction",
                .help = "The outputs should be the next sample of the sine that is shown; the "
                        "score is 1 − squared error / squared target.",
                .source = "NN4N, examples/CTRNN.ipynb",
                .parameters = &record_of<PredictionParameters>}) {}

  TaskShape shape_of(const PredictionParameters& p) const {
    TaskShape shape{.inputs = {"Sine"},
                    .outputs = {"Next sine"},
                    .rectified_input = false,
                    .pass = kPredictionPass,
                    .chance = 0,
                    .longest_ms = p.duration_ms,
                    .conditions = {"Phase [°]"}};
    if (p.cosine) shape.inputs.push_back("Cosine"), shape.outputs.push_back("Next cosine");
    return shape;
  }

  Trial trial_of(const PredictionParameters& p, double dt_ms, RandomStream& random) const {
    const std::uint32_t phase = p.random_phase ? random.word() : 0;
    const int width = p.cosine ? 2 : 1;
    TrialBuilder build(width, width, dt_ms);
    const EpochSpan whole = build.epoch("Prediction", p.duration_ms);
    for (int step = 0; step < whole.end; ++step) {
      const EpochSpan now{"", step, step + 1};
      const Sample shown = sample(p, phase, step * dt_ms);
      const Sample wanted = sample(p, phase, (step + 1) * dt_ms);
      for (int c = 0; c < width; ++c) {
        build.input(c, now, c == 0 ? shown.sine : shown.cosine);
        build.target(c, now, c == 0 ? wanted.sine : wanted.cosine);
      }
    }
    build.score(whole);
    build.condition(phase / kTurn * 360);
    return build.trial();
  }

  Outcome judge_of(const PredictionParameters&, const Trial& trial,
                   std::span<const float> outputs) const {
    double errors = 0;
    double targets = 0;
    for (std::size_t k = 0; k < trial.target.size(); ++k) {
      const double target = double{trial.target[k]};
      errors += (double{outputs[k]} - target) * (double{outputs[k]} - target);
      targets += target * target;
    }
    const double score = targets > 0 ? std::clamp(1 - errors / targets, 0.0, 1.0) : errors == 0;
    return {.correct = score >= kPredictionPass, .score = score};
  }

  std::string describe_of(const PredictionParameters& p, const Trial& trial) const {
    return "period " + brief_number(p.period_ms) + " ms, from " +
           brief_number(std::round(double{trial.conditions[0]})) + "°";
  }

 private:
  static constexpr double kTurn = 4294967296.0;  // the number of phase units in a whole turn

  struct Sample {
    double sine;
    double cosine;
  };

  static Sample sample(const PredictionParameters& p, std::uint32_t phase, double time_ms) {
    const double periods = time_ms / p.period_ms;
    const auto turn = static_cast<std::uint32_t>((periods - std::floor(periods)) * kTurn);
    float cosine, sine;
    cos_sin_turn(turn + phase, cosine, sine);
    return {double{sine}, double{cosine}};
  }
};

const RegisteredTask<SinePrediction> registered_sine_prediction;

}  // namespace

}  // namespace nn4n

// Perceptual decision making: two noisy streams of evidence, which is stronger?
// Song, Yang & Wang 2016, "Perceptual decision-making task"; after Britten et al. 1992.
#include <cmath>

#include "base/elementary.h"
#include "tasks/task.h"

namespace nn4n {

namespace {

struct PdmParameters {
  double fixation_ms = 100;
  double stimulus_ms = 800;
  double decision_ms = 300;
  bool variable_duration = false;
  std::vector<double> coherences{3.2, 6.4, 12.8, 25.6, 51.2};
  double catch_probability = 1.0 / 11;
};

}  // namespace

template <>
struct Fields<PdmParameters> {
  static constexpr std::string_view name = "perceptual decision";
  static constexpr std::array list{
      field<&PdmParameters::fixation_ms>("fixation_ms",
                                         duration("Fixation", "Only the fixation channel is on.")),
      field<&PdmParameters::stimulus_ms>(
          "stimulus_ms", duration("Stimulus", "Evidence for left and right is shown.")),
      field<&PdmParameters::decision_ms>(
          "decision_ms",
          duration("Decision", "Fixation goes off; the chosen output should be high.")),
      field<&PdmParameters::variable_duration>(
          "variable_duration",
          {.label = "Variable duration",
           .help = "The stimulus lasts a truncated exponential time instead: mean 330 ms, 80 to "
                   "1500 ms.",
           .source = "Song et al. 2016"}),
      field<&PdmParameters::coherences>(
          "coherences", {.label = "Coherences",
                         .unit = "%",
                         .min = 0,
                         .max = 100,
                         .min_size = 1,
                         .max_size = 16,
                         .help = "Strengths of the evidence: the channels show (1 ± c/100)/2."}),
      field<&PdmParameters::catch_probability>(
          "catch_probability", {.label = "Catch trials",
                                .unit = "fraction",
                                .min = 0,
                                .max = 0.9,
                                .step = 0.01,
                                .help = "Trials without a stimulus, in which fixation stays on and "
                                        "both outputs should stay low; they do not count for the "
                                        "accuracy."})};
};

namespace {

constexpr int kFixation = 0;
constexpr double kLow = 0.2;
constexpr double kHigh = 1.0;

/// Exponential with this mean, redrawn until it lies in [low, high).
double truncated_exponential(double mean, double low, double high, RandomStream& random) {
  while (true) {
    const float uniform = 1.0f - random.uniform();  // in (0, 1]
    const double value = -mean * static_cast<double>(log32<float>(uniform));
    if (value >= low && value < high) return value;
  }
}

class PerceptualDecision : public TaskOf<PerceptualDecision, PdmParameters> {
 public:
  PerceptualDecision()
      : TaskOf({.key = "pdm",
                .label = "Perceptual decision",
                .help = "Two channels carry noisy evidence; after fixation goes off, the output of "
                        "the stronger one should be high.",
                .source = "Song, Yang & Wang 2016; Britten et al. 1992",
                .parameters = &record_of<PdmParameters>}) {}

  TaskShape shape_of(const PdmParameters&) const {
    return {.inputs = {"Fixation", "Left", "Right"},
            .outputs = {"Left", "Right"},
            .pass = 0.85,
            .chance = 0.5,
            .stimulus_label = "Signed coherence [%]",
            .choice_label = "Chose right [%]"};
  }

  Trial trial_of(const PdmParameters& p, double dt_ms, RandomStream& random) const {
    const bool catch_trial = random.chance(p.catch_probability);
    const int index = random.whole(0, static_cast<int>(p.coherences.size()) - 1);
    const int side = random.whole(0, 1);
    const double stimulus_ms =
        p.variable_duration ? truncated_exponential(330, 80, 1500, random) : p.stimulus_ms;
    TrialBuilder build(3, 2, dt_ms);
    const EpochSpan fixation = build.epoch("Fixation", p.fixation_ms);
    const EpochSpan stimulus = build.epoch("Stimulus", stimulus_ms);
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    const EpochSpan whole{"", 0, decision.end};
    build.input(kFixation, catch_trial ? whole : EpochSpan{"", 0, stimulus.end}, 1);
    for (int output = 0; output < 2; ++output) build.target(output, whole, kLow);
    if (catch_trial) {
      build.score(whole);
      build.trial().counted = false;
      return build.trial();
    }
    const double coherence = p.coherences[static_cast<std::size_t>(index)];
    build.input(1 + side, stimulus, (1 + coherence / 100) / 2);
    build.input(2 - side, stimulus, (1 - coherence / 100) / 2);
    build.target(side, decision, kHigh);
    build.score(fixation);
    build.score(decision);
    build.trial().correct = side;
    build.trial().stimulus = static_cast<float>(side == 0 ? -coherence : coherence);
    return build.trial();
  }

  Outcome judge_of(const PdmParameters&, const Trial& trial, std::span<const float> outputs) const {
    const int choice = late_choice(trial, outputs);
    return {choice == trial.correct, choice};
  }

  std::string describe_of(const PdmParameters&, const Trial& trial) const {
    if (!trial.counted) return "catch trial, no stimulus";
    const double coherence =
        std::round(std::fabs(static_cast<double>(trial.stimulus)) * 1000) / 1000;
    return "coherence " + shortest(coherence) + " %, correct choice " +
           (trial.correct == 0 ? "left" : "right");
  }
};

const RegisteredTask<PerceptualDecision> registered;

}  // namespace

}  // namespace nn4n

// Perceptual decision making: two noisy streams of evidence are shown. Which one is stronger?
// Sources: Song, Yang & Wang 2016, "Perceptual decision-making task"; Britten et al. 1992.
#include <algorithm>
#include <cmath>

#include "base/elementary.h"
#include "tasks/needs.h"
#include "tasks/task.h"
#include "tasks/two_choice.h"

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
           .help = "When this is on, the duration of the stimulus is drawn from an exponential "
                   "distribution with a mean of 330 ms, truncated to 80 to 1500 ms.",
           .source = "Song et al. 2016"}),
      field<&PdmParameters::coherences>(
          "coherences",
          evidence_strengths(
              "These are the strengths c of the evidence. The channels show (1 ± c/100)/2.")),
      field<&PdmParameters::catch_probability>(
          "catch_probability",
          catch_trials("This fraction of trials has no stimulus: fixation stays on and both "
                       "outputs should stay low. They do not count for the accuracy."))};
};

namespace {

constexpr double kMeanMs = 330;  // of a variable stimulus
constexpr double kShortestMs = 80;
constexpr double kLongestMs = 1500;

/// Draws from an exponential distribution with this mean until the value lies in [low, high).
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
                .parameters = &record_of<PdmParameters>,
                .needs = textbook_curve}) {}

  TaskShape shape_of(const PdmParameters& p) const {
    const double stimulus_ms =
        p.variable_duration ? std::max(p.stimulus_ms, kLongestMs) : p.stimulus_ms;
    return {.inputs = {"Fixation", "Left", "Right"},
            .outputs = {"Left", "Right"},
            .pass = 0.85,
            .chance = 0.5,
            .longest_ms = p.fixation_ms + stimulus_ms + p.decision_ms,
            .stimulus_label = "Signed coherence [%]",
            .choice_label = "Chose right [%]",
            .conditions = {"Signed coherence [%]", "Stimulus [ms]"},
            .choices = {"Left", "Right"},
            .duration_condition = 1};
  }

  Trial trial_of(const PdmParameters& p, double dt_ms, RandomStream& random) const {
    const bool catch_trial = random.chance(p.catch_probability);
    const int index = random.whole(0, static_cast<int>(p.coherences.size()) - 1);
    const int side = random.whole(0, 1);
    const double stimulus_ms = p.variable_duration
                                   ? truncated_exponential(kMeanMs, kShortestMs, kLongestMs, random)
                                   : p.stimulus_ms;
    TrialBuilder build(3, 2, dt_ms);
    const EpochSpan fixation = build.epoch("Fixation", p.fixation_ms);
    const EpochSpan stimulus = build.epoch("Stimulus", stimulus_ms);
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    const double coherence = catch_trial ? 0 : p.coherences[static_cast<std::size_t>(index)];
    const double strength = signed_strength(side, coherence);
    build.input(0, {"", 0, catch_trial ? decision.end : stimulus.end}, 1);
    build.trial().stimulus = static_cast<float>(strength);
    build.condition(strength);
    build.condition((stimulus.end - stimulus.begin) * dt_ms);
    if (catch_trial) {
      want_silence(build);
    } else {
      show_evidence(build, 1, stimulus, side, coherence);
      want_choice(build, fixation, decision, side);
    }
    return build.trial();
  }

  /// Had the other side been right, left and right would have shown each other's evidence. The
  /// ideal observer takes the side of the larger sum of inputs (tasks/ideal_observer.h).
  std::vector<float> other_inputs_of(const PdmParameters&, const Trial& trial) const {
    return exchanged(trial, 1, 2);
  }

  PdmParameters eased_of(PdmParameters p, const Difficulty& difficulty) const {
    p.coherences = eased(p.coherences, difficulty.coherence);
    return p;
  }

  Outcome judge_of(const PdmParameters&, const Trial& trial, std::span<const float> outputs) const {
    return judge_choice(trial, outputs);
  }

  std::string describe_of(const PdmParameters&, const Trial& trial) const {
    if (!trial.counted) return "catch trial, no stimulus";
    return "coherence " + brief_number(std::fabs(double{trial.stimulus})) + " %, correct choice " +
           (trial.correct == 0 ? "left" : "right");
  }
};

const RegisteredTask<PerceptualDecision> registered_pdm;

}  // namespace

}  // namespace nn4n

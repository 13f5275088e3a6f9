// Perceptual decision making with classes, as NeuroGym's PerceptualDecisionMaking makes it and as
// nn-brain varies its durations; after Britten et al. 1992. It differs from pdm (pdm.cpp) in three
// ways. The outputs are a softmax over fixate, left and right at every step, noise of σ / √dt is
// added only to the evidence, and the evidence can have strength 0.
#include <cmath>

#include "tasks/class_choice.h"
#include "tasks/needs.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct NgPdmParameters {
  std::vector<double> fixation_ms{100};
  std::vector<double> stimulus_ms{2000};
  std::vector<double> delay_ms{0};
  double decision_ms = 100;
  std::vector<double> coherences{0, 6.4, 12.8, 25.6, 51.2};
  double sigma = 1;
  double window_ms = 0;
  ActionRule judged_by = ActionRule::first;
};

}  // namespace

template <>
struct Fields<NgPdmParameters> {
  static constexpr std::string_view name = "perceptual decision with classes";
  static constexpr std::array list{
      field<&NgPdmParameters::fixation_ms>(
          "fixation_ms", drawn_duration("Fixation", "Only the fixation channel is on.")),
      field<&NgPdmParameters::stimulus_ms>(
          "stimulus_ms", drawn_duration("Stimulus", "Evidence for left and right is shown.")),
      field<&NgPdmParameters::delay_ms>(
          "delay_ms", drawn_duration("Delay", "The evidence is off, fixation stays on.", 0)),
      field<&NgPdmParameters::decision_ms>(
          "decision_ms", duration("Decision", "Fixation goes off; the class is the choice.")),
      field<&NgPdmParameters::coherences>(
          "coherences",
          evidence_strengths(
              "These are the strengths c of the evidence. The channels show ½ ± c/200.")),
      field<&NgPdmParameters::sigma>(
          "sigma",
          noise_per_step(
              "Every step adds noise of σ / √dt to both channels of evidence (dt in ms).")),
      field<&NgPdmParameters::window_ms>("window_ms", stream_window()),
      field<&NgPdmParameters::judged_by>("judged_by", action_rule())};
};

namespace {

class PerceptualDecisionClasses : public TaskOf<PerceptualDecisionClasses, NgPdmParameters> {
 public:
  PerceptualDecisionClasses()
      : TaskOf({.key = "ng_pdm",
                .label = "Perceptual decision, classes",
                .help = "The network should fixate while two channels carry noisy evidence, then name the stronger one. The loss is the cross-entropy, as in NeuroGym.",
                .source = "NeuroGym PerceptualDecisionMaking; nn-brain EI_RNN; Britten et al. 1992",
                .parameters = &record_of<NgPdmParameters>,
                .needs = with_classes}) {}

  TaskShape shape_of(const NgPdmParameters& p) const {
    const double longest_ms = longest_of(p.fixation_ms) + longest_of(p.stimulus_ms) +
                              longest_of(p.delay_ms) + p.decision_ms;
    return {.inputs = {"Fixation", "Left", "Right"},
            .outputs = {"Fixate", "Left", "Right"},
            .rectified_input = false,
            .pass = 0.8,
            .chance = 0.5,
            .longest_ms = p.window_ms > 0 ? p.window_ms : longest_ms,
            .stimulus_label = "Signed coherence [%]",
            .choice_label = "Chose right [%]",
            .conditions = {"Signed coherence [%]"}};
  }

  Trial trial_of(const NgPdmParameters& p, double dt_ms, RandomStream& random) const {
    return window_of(p.window_ms, dt_ms, random, [&] { return one_trial(p, dt_ms, random); });
  }

  Outcome judge_of(const NgPdmParameters& p, const Trial& trial,
                   std::span<const float> outputs) const {
    return judge_classes(p.judged_by, trial, outputs);
  }

  std::string describe_of(const NgPdmParameters& p, const Trial& trial) const {
    return (p.window_ms > 0 ? "window; last coherence " : "coherence ") +
           brief_number(std::fabs(double{trial.stimulus})) + " %, correct choice " +
           (trial.correct == 0 ? "left" : "right");
  }

 private:
  static Trial one_trial(const NgPdmParameters& p, double dt_ms, RandomStream& random) {
    const int side = random.whole(0, 1);
    const double coherence = drawn_of(p.coherences, random);
    const double fixation_ms = drawn_of(p.fixation_ms, random);
    const double stimulus_ms = drawn_of(p.stimulus_ms, random);
    const double delay_ms = drawn_of(p.delay_ms, random);
    TrialBuilder build(3, 3, dt_ms);
    build.epoch("Fixation", fixation_ms);
    const EpochSpan stimulus = build.epoch("Stimulus", stimulus_ms);
    if (delay_ms > 0) build.epoch("Delay", delay_ms);
    const int go = build.trial().steps;
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    build.input(0, {"", 0, go}, 1);
    show_evidence(build, 1, stimulus, side, coherence);
    add_noise(build, 1, stimulus, p.sigma, random);
    add_noise(build, 2, stimulus, p.sigma, random);
    want_class(build, decision, side);
    build.trial().stimulus = static_cast<float>(signed_strength(side, coherence));
    build.condition(signed_strength(side, coherence));
    return build.trial();
  }
};

const RegisteredTask<PerceptualDecisionClasses> registered_ng_pdm;

}  // namespace

}  // namespace nn4n

// Context-dependent integration: two kinds of evidence are shown, and a cue says which of them
// counts. Sources: Song, Yang & Wang 2016, "context-dependent integration"; Mante et al. 2013.
#include <cmath>

#include "tasks/needs.h"
#include "tasks/task.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct CtxParameters {
  double fixation_ms = 100;
  double stimulus_ms = 800;
  double decision_ms = 300;
  std::vector<double> coherences{5, 15, 50};
};

}  // namespace

template <>
struct Fields<CtxParameters> {
  static constexpr std::string_view name = "context-dependent decision";
  static constexpr std::array list{
      field<&CtxParameters::fixation_ms>("fixation_ms",
                                         duration("Fixation", "Only the fixation channel is on.")),
      field<&CtxParameters::stimulus_ms>(
          "stimulus_ms",
          duration("Stimulus", "The context cue, motion and colour are shown together.")),
      field<&CtxParameters::decision_ms>(
          "decision_ms",
          duration("Decision", "Fixation goes off; the chosen output should be high.")),
      field<&CtxParameters::coherences>(
          "coherences",
          evidence_strengths("These are the strengths c of the evidence, drawn for motion and "
                             "colour separately. The channels show (1 ± c/100)/2."))};
};

namespace {

constexpr int kMotion = 0;

/// The input channels are fixation, two context cues, then left and right of motion, and left and
/// right of colour.
constexpr int cue(int kind) { return 1 + kind; }
constexpr int evidence(int kind) { return 3 + 2 * kind; }

class ContextDecision : public TaskOf<ContextDecision, CtxParameters> {
 public:
  ContextDecision()
      : TaskOf({.key = "ctx",
                .label = "Context-dependent decision",
                .help = "Motion and colour each point left or right; a cue says which of them "
                        "counts.",
                .source = "Song, Yang & Wang 2016; Mante et al. 2013",
                .parameters = &record_of<CtxParameters>,
                .needs = textbook_curve}) {}

  TaskShape shape_of(const CtxParameters& p) const {
    return {.inputs = {"Fixation", "Motion counts", "Colour counts", "Motion left", "Motion right",
                       "Colour left", "Colour right"},
            .outputs = {"Left", "Right"},
            .pass = 0.85,
            .chance = 0.5,
            .longest_ms = p.fixation_ms + p.stimulus_ms + p.decision_ms,
            .stimulus_label = "Relevant coherence [%]",
            .choice_label = "Chose right [%]",
            .conditions = {"Context (0 motion, 1 colour)", "Motion coherence [%]",
                           "Colour coherence [%]", "Irrelevant coherence [%]"},
            .curve_conditions = {3},
            .choices = {"Left", "Right"}};
  }

  Trial trial_of(const CtxParameters& p, double dt_ms, RandomStream& random) const {
    TrialBuilder build(7, 2, dt_ms);
    const EpochSpan fixation = build.epoch("Fixation", p.fixation_ms);
    const EpochSpan stimulus = build.epoch("Stimulus", p.stimulus_ms);
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    const int context = random.whole(0, 1);
    build.input(0, {"", 0, stimulus.end}, 1);
    build.input(cue(context), stimulus, 1);
    build.condition(context);
    double irrelevant = 0;
    for (int kind = 0; kind < 2; ++kind) {
      const int index = random.whole(0, static_cast<int>(p.coherences.size()) - 1);
      const double coherence = p.coherences[static_cast<std::size_t>(index)];
      const int side = random.whole(0, 1);
      show_evidence(build, evidence(kind), stimulus, side, coherence);
      build.condition(signed_strength(side, coherence));
      if (kind != context) {
        irrelevant = signed_strength(side, coherence);
        continue;
      }
      build.trial().stimulus = static_cast<float>(signed_strength(side, coherence));
      want_choice(build, fixation, decision, side);
    }
    build.condition(irrelevant);
    return build.trial();
  }

  /// Had the other side been right, the two channels of the evidence that counts would have been
  /// exchanged. The evidence that does not count tells nothing.
  std::vector<float> other_inputs_of(const CtxParameters&, const Trial& trial) const {
    const int first = evidence(trial.conditions[0] == kMotion ? 0 : 1);
    return exchanged(trial, first, first + 1);
  }

  CtxParameters eased_of(CtxParameters p, const Difficulty& difficulty) const {
    p.coherences = eased(p.coherences, difficulty.coherence);
    return p;
  }

  Outcome judge_of(const CtxParameters&, const Trial& trial, std::span<const float> outputs) const {
    return judge_choice(trial, outputs);
  }

  std::string describe_of(const CtxParameters&, const Trial& trial) const {
    return std::string(trial.conditions[0] == kMotion ? "motion" : "colour") + " counts; motion " +
           side_words(trial.conditions[1]) + ", colour " + side_words(trial.conditions[2]);
  }

 private:
  /// Returns, for example, "15 % left".
  static std::string side_words(float strength) {
    return brief_number(std::fabs(double{strength})) + " % " +
           (std::signbit(strength) ? "left" : "right");
  }
};

const RegisteredTask<ContextDecision> registered_ctx;

}  // namespace

}  // namespace nn4n

// Go/no-go: after a delay the network should respond to one cue, and not to the other. It learns
// this task quickly, so it is a good first example. Sources: NeuroGym, GoNogo; Zhang et al. 2019.
#include "tasks/task.h"

namespace nn4n {

namespace {

struct GonogoParameters {
  double fixation_ms = 100;
  double stimulus_ms = 300;
  double delay_ms = 300;
  double decision_ms = 300;
  double go_probability = 0.5;
};

}  // namespace

template <>
struct Fields<GonogoParameters> {
  static constexpr std::string_view name = "go/no-go";
  static constexpr std::array list{
      field<&GonogoParameters::fixation_ms>(
          "fixation_ms", duration("Fixation", "Only the fixation channel is on.")),
      field<&GonogoParameters::stimulus_ms>(
          "stimulus_ms", duration("Stimulus", "The cue, go or no-go, is shown.")),
      field<&GonogoParameters::delay_ms>(
          "delay_ms", duration("Delay", "The cue must be remembered; fixation stays on.", 0)),
      field<&GonogoParameters::decision_ms>(
          "decision_ms",
          duration("Decision",
                   "Fixation goes off; the output should be 1 after go, and 0 otherwise.")),
      field<&GonogoParameters::go_probability>(
          "go_probability", {.label = "Go trials",
                             .unit = "fraction",
                             .min = 0,
                             .max = 1,
                             .step = 0.05,
                             .help = "This is the probability that the cue says go."})};
};

namespace {

class GoNogo : public TaskOf<GoNogo, GonogoParameters> {
 public:
  GoNogo()
      : TaskOf({.key = "gonogo",
                .label = "Go / no-go",
                .help = "The network should remember a cue over a delay, then respond after go and stay silent after no-go.",
                .source = "NeuroGym GoNogo; Zhang et al. 2019",
                .parameters = &record_of<GonogoParameters>}) {}

  TaskShape shape_of(const GonogoParameters& p) const {
    return {.inputs = {"Fixation", "No-go", "Go"},
            .outputs = {"Response"},
            .pass = 0.95,
            .chance = 0.5,
            .longest_ms = p.fixation_ms + p.stimulus_ms + p.delay_ms + p.decision_ms,
            .conditions = {"Cue (0 no-go, 1 go)"},
            .choices = {"No response", "Response"}};
  }

  Trial trial_of(const GonogoParameters& p, double dt_ms, RandomStream& random) const {
    const bool go = random.chance(p.go_probability);
    TrialBuilder build(3, 1, dt_ms);
    build.epoch("Fixation", p.fixation_ms);
    const EpochSpan stimulus = build.epoch("Stimulus", p.stimulus_ms);
    const EpochSpan delay = build.epoch("Delay", p.delay_ms);
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    build.input(0, {"", 0, delay.end}, 1);
    build.input(go ? 2 : 1, stimulus, 1);
    if (go) build.target(0, decision, 1);
    build.score({"", 0, decision.end});
    build.trial().correct = go;
    build.condition(go);
    return build.trial();
  }

  GonogoParameters eased_of(GonogoParameters p, const Difficulty& difficulty) const {
    p.delay_ms *= difficulty.delay;
    return p;
  }

  Outcome judge_of(const GonogoParameters&, const Trial& trial,
                   std::span<const float> outputs) const {
    return judge_response(trial, outputs);
  }

  std::string describe_of(const GonogoParameters&, const Trial& trial) const {
    return trial.correct ? "go" : "no-go";
  }
};

const RegisteredTask<GoNogo> registered_gonogo;

}  // namespace

}  // namespace nn4n

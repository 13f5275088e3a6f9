// Delayed paired association: A belongs to C, and B belongs to D. The network should respond if the
// second stimulus belongs to the first. Sources: NeuroGym, DelayPairedAssociation; Zhang et al.
// 2019.
#include "tasks/needs.h"
#include "tasks/task.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct DpaParameters {
  double fixation_ms = 100;
  double stimulus_ms = 300;
  double delay_ms = 500;
  double second_delay_ms = 300;
  double decision_ms = 300;
};

}  // namespace

template <>
struct Fields<DpaParameters> {
  static constexpr std::string_view name = "delayed paired association";
  static constexpr std::array list{
      field<&DpaParameters::fixation_ms>("fixation_ms",
                                         duration("Fixation", "Only the fixation channel is on.")),
      field<&DpaParameters::stimulus_ms>(
          "stimulus_ms", duration("Stimulus", "Each of the two stimuli lasts this long.")),
      field<&DpaParameters::delay_ms>(
          "delay_ms", duration("Delay", "The time from the first stimulus to the second.", 0)),
      field<&DpaParameters::second_delay_ms>(
          "second_delay_ms",
          duration("Second delay", "The time from the second stimulus to the decision.", 0)),
      field<&DpaParameters::decision_ms>(
          "decision_ms",
          duration("Decision",
                   "Fixation goes off; the output should be 1 after a pair, and 0 otherwise."))};
};

namespace {

class PairedAssociation : public TaskOf<PairedAssociation, DpaParameters> {
 public:
  PairedAssociation()
      : TaskOf({.key = "dpa",
                .label = "Delayed paired association",
                .help = "A belongs to C, and B belongs to D. The network should respond if the second stimulus belongs to the first.",
                .source = "NeuroGym DelayPairedAssociation; Zhang et al. 2019",
                .parameters = &record_of<DpaParameters>,
                .needs = curriculum}) {}

  TaskShape shape_of(const DpaParameters& p) const {
    return {.inputs = {"Fixation", "A", "B", "C", "D"},
            .outputs = {"Response"},
            .pass = 0.9,
            .chance = 0.5,
            .longest_ms =
                p.fixation_ms + 2 * p.stimulus_ms + p.delay_ms + p.second_delay_ms + p.decision_ms,
            .conditions = {"First (0 A, 1 B)", "Second (0 C, 1 D)"},
            .choices = {"No response", "Response"}};
  }

  Trial trial_of(const DpaParameters& p, double dt_ms, RandomStream& random) const {
    const int first = random.whole(0, 1);
    const int second = random.whole(0, 1);
    TrialBuilder build(5, 1, dt_ms);
    const EpochSpan fixation = build.epoch("Fixation", p.fixation_ms);
    const EpochSpan stimulus_1 = build.epoch("Stimulus 1", p.stimulus_ms);
    build.epoch("Delay", p.delay_ms);
    const EpochSpan stimulus_2 = build.epoch("Stimulus 2", p.stimulus_ms);
    const EpochSpan second_delay = build.epoch("Delay 2", p.second_delay_ms);
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    build.input(0, {"", 0, second_delay.end}, 1);
    build.input(1 + first, stimulus_1, 1);
    build.input(3 + second, stimulus_2, 1);
    if (first == second) build.target(0, decision, 1);
    build.score(fixation);
    build.score(decision);
    build.trial().correct = first == second;
    build.condition(first);
    build.condition(second);
    return build.trial();
  }

  DpaParameters eased_of(DpaParameters p, const Difficulty& difficulty) const {
    p.delay_ms *= difficulty.delay;
    p.second_delay_ms *= difficulty.delay;
    return p;
  }

  Outcome judge_of(const DpaParameters&, const Trial& trial, std::span<const float> outputs) const {
    return judge_response(trial, outputs);
  }

  std::string describe_of(const DpaParameters&, const Trial& trial) const {
    return std::string(trial.conditions[0] == 0 ? "A" : "B") + ", then " +
           (trial.conditions[1] == 0 ? "C" : "D") + ": " + (trial.correct ? "a pair" : "no pair");
  }
};

const RegisteredTask<PairedAssociation> registered_dpa;

}  // namespace

}  // namespace nn4n

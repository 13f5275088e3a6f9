// Pro- and antisaccade: the network should look at the stimulus or to the opposite side, depending
// on the rule. Sources: NeuroGym, AntiReach; Munoz & Everling 2004.
#include "tasks/ring.h"

namespace nn4n {

namespace {

struct AntiParameters {
  double fixation_ms = 200;
  double stimulus_ms = 400;
  double decision_ms = 400;
  double anti_probability = 0.5;
};

}  // namespace

template <>
struct Fields<AntiParameters> {
  static constexpr std::string_view name = "pro- and antisaccade";
  static constexpr std::array list{
      field<&AntiParameters::fixation_ms>(
          "fixation_ms", duration("Fixation", "The fixation channel and the rule are on.")),
      field<&AntiParameters::stimulus_ms>(
          "stimulus_ms", duration("Stimulus", "A direction is shown; the rule stays on.")),
      field<&AntiParameters::decision_ms>(
          "decision_ms",
          duration("Response",
                   "Fixation and rule go off; the outputs should point to the stimulus (pro) or to "
                   "the opposite side (anti).")),
      field<&AntiParameters::anti_probability>(
          "anti_probability",
          {.label = "Anti trials",
           .unit = "fraction",
           .min = 0,
           .max = 1,
           .step = 0.05,
           .help = "This is the probability that the rule says to look to the opposite side."})};
};

namespace {

class AntiSaccade : public TaskOf<AntiSaccade, AntiParameters> {
 public:
  AntiSaccade()
      : TaskOf({.key = "anti",
                .label = "Pro- and antisaccade",
                .help = "One of eight directions is shown; the outputs should point there or, if "
                        "the rule says anti, to the opposite side.",
                .source = "NeuroGym AntiReach; Munoz & Everling 2004",
                .parameters = &record_of<AntiParameters>}) {}

  TaskShape shape_of(const AntiParameters& p) const {
    TaskShape shape{.inputs = {"Fixation", "Rule pro", "Rule anti"},
                    .outputs = {"Eye x", "Eye y"},
                    .pass = 0.9,
                    .chance = 1.0 / kRing,
                    .longest_ms = p.fixation_ms + p.stimulus_ms + p.decision_ms,
                    .conditions = {"Rule (0 pro, 1 anti)", "Direction of the stimulus [°]"}};
    add_ring_names(shape.inputs);
    add_ring_names(shape.choices);
    return shape;
  }

  Trial trial_of(const AntiParameters& p, double dt_ms, RandomStream& random) const {
    const bool anti = random.chance(p.anti_probability);
    const int direction = random.whole(0, kRing - 1);
    TrialBuilder build(3 + kRing, 2, dt_ms);
    build.epoch("Fixation", p.fixation_ms);
    const EpochSpan stimulus = build.epoch("Stimulus", p.stimulus_ms);
    const EpochSpan response = build.epoch("Response", p.decision_ms);
    build.input(0, {"", 0, stimulus.end}, 1);
    build.input(anti ? 2 : 1, {"", 0, stimulus.end}, 1);
    show_direction(build, 3, stimulus, 2 * direction);
    want_direction(build, response, 2 * (anti ? direction + kRing / 2 : direction));
    build.condition(anti);
    build.condition(45 * direction);
    return build.trial();
  }

  Outcome judge_of(const AntiParameters&, const Trial& trial,
                   std::span<const float> outputs) const {
    return judge_direction(trial, outputs);
  }

  std::string describe_of(const AntiParameters&, const Trial& trial) const {
    return std::string(trial.conditions[0] == 0 ? "pro" : "anti") + ", stimulus at " +
           degrees(static_cast<int>(trial.conditions[1] / 22.5f)) + ", saccade to " +
           degrees(2 * trial.correct);
  }
};

const RegisteredTask<AntiSaccade> registered_anti;

}  // namespace

}  // namespace nn4n

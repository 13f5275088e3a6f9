// Memory-guided saccade (oculomotor delayed response): after a delay the network should look where
// the cue was. Source: Funahashi, Bruce & Goldman-Rakic 1989.
#include "tasks/needs.h"
#include "tasks/ring.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct OdrParameters {
  double fixation_ms = 100;
  double cue_ms = 300;
  double delay_min_ms = 300;
  double delay_max_ms = 900;
  double decision_ms = 400;
};

}  // namespace

template <>
struct Fields<OdrParameters> {
  static constexpr std::string_view name = "memory-guided saccade";
  static constexpr std::array list{
      field<&OdrParameters::fixation_ms>("fixation_ms",
                                         duration("Fixation", "Only the fixation channel is on.")),
      field<&OdrParameters::cue_ms>("cue_ms", duration("Cue", "A direction is shown.")),
      field<&OdrParameters::delay_min_ms>(
          "delay_min_ms", duration("Shortest delay",
                                   "The direction must be remembered for at least this long.", 0)),
      field<&OdrParameters::delay_max_ms>(
          "delay_max_ms",
          duration("Longest delay", "The direction must be remembered for at most this long.", 0)),
      field<&OdrParameters::decision_ms>(
          "decision_ms",
          duration("Response", "Fixation goes off; the outputs should point where the cue was."))};
};

namespace {

class MemorySaccade : public TaskOf<MemorySaccade, OdrParameters> {
 public:
  MemorySaccade()
      : TaskOf({.key = "odr",
                .label = "Memory-guided saccade",
                .help = "One of eight directions is shown; after a delay the two outputs should "
                        "point there.",
                .source = "Funahashi, Bruce & Goldman-Rakic 1989",
                .parameters = &record_of<OdrParameters>,
                .needs = less_noise_and_curriculum}) {}

  TaskShape shape_of(const OdrParameters& p) const {
    TaskShape shape{.inputs = {"Fixation"},
                    .outputs = {"Eye x", "Eye y"},
                    .pass = 0.9,
                    .chance = 1.0 / kRing,
                    .longest_ms = p.fixation_ms + p.cue_ms +
                                  std::max(p.delay_min_ms, p.delay_max_ms) + p.decision_ms,
                    .conditions = {"Direction [°]", "Delay [ms]"},
                    .error_label = "Angular error [°]"};
    add_ring_names(shape.inputs);
    add_ring_names(shape.choices);
    return shape;
  }

  Trial trial_of(const OdrParameters& p, double dt_ms, RandomStream& random) const {
    const int direction = random.whole(0, kRing - 1);
    const double delay_ms = uniform_ms(p.delay_min_ms, p.delay_max_ms, dt_ms, random);
    TrialBuilder build(1 + kRing, 2, dt_ms);
    build.epoch("Fixation", p.fixation_ms);
    const EpochSpan cue = build.epoch("Cue", p.cue_ms);
    const EpochSpan delay = build.epoch("Delay", delay_ms);
    const EpochSpan response = build.epoch("Response", p.decision_ms);
    build.input(0, {"", 0, delay.end}, 1);
    show_direction(build, 1, cue, 2 * direction);
    want_direction(build, response, 2 * direction);
    build.condition(45 * direction);
    build.condition(delay_ms);
    return build.trial();
  }

  OdrParameters eased_of(OdrParameters p, const Difficulty& difficulty) const {
    p.delay_min_ms *= difficulty.delay;
    p.delay_max_ms *= difficulty.delay;
    return p;
  }

  Outcome judge_of(const OdrParameters&, const Trial& trial, std::span<const float> outputs) const {
    return judge_direction(trial, outputs);
  }

  std::string describe_of(const OdrParameters&, const Trial& trial) const {
    return "direction " + degrees(2 * trial.correct) + ", delay " +
           brief_number(double{trial.conditions[1]}) + " ms";
  }
};

const RegisteredTask<MemorySaccade> registered_odr;

}  // namespace

}  // namespace nn4n

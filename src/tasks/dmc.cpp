// Delayed match to category: do two directions lie on the same half of the circle?
// Sources: NeuroGym, DelayMatchCategory, which has two channels instead of eight; Freedman & Assad
// 2006.
#include "tasks/needs.h"
#include "tasks/ring.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct DmcParameters {
  double fixation_ms = 100;
  double sample_ms = 400;
  double delay_min_ms = 400;
  double delay_max_ms = 800;
  double test_ms = 400;
  double decision_ms = 300;
};

}  // namespace

template <>
struct Fields<DmcParameters> {
  static constexpr std::string_view name = "delayed match to category";
  static constexpr std::array list{
      field<&DmcParameters::fixation_ms>("fixation_ms",
                                         duration("Fixation", "Only the fixation channel is on.")),
      field<&DmcParameters::sample_ms>("sample_ms",
                                       duration("Sample", "The first direction is shown.")),
      field<&DmcParameters::delay_min_ms>(
          "delay_min_ms",
          duration("Shortest delay", "The time from sample to test is at least this long.", 0)),
      field<&DmcParameters::delay_max_ms>(
          "delay_max_ms",
          duration("Longest delay", "The time from sample to test is at most this long.", 0)),
      field<&DmcParameters::test_ms>("test_ms", duration("Test", "The second direction is shown.")),
      field<&DmcParameters::decision_ms>(
          "decision_ms",
          duration("Decision", "Fixation goes off; the chosen output should be high."))};
};

namespace {

/// The two categories are the upper and the lower half of the circle; no direction lies on the
/// border between them.
constexpr int category(int direction) { return direction < kRing / 2 ? 0 : 1; }
constexpr int in_half_steps(int direction) { return 2 * direction + 1; }

class MatchToCategory : public TaskOf<MatchToCategory, DmcParameters> {
 public:
  MatchToCategory()
      : TaskOf({.key = "dmc",
                .label = "Delayed match to category",
                .help = "Two directions are shown one after the other. Are both in the upper half of the circle, or both in the lower half?",
                .source = "NeuroGym DelayMatchCategory; Freedman & Assad 2006",
                .parameters = &record_of<DmcParameters>,
                .needs = less_noise_and_curriculum}) {}

  TaskShape shape_of(const DmcParameters& p) const {
    TaskShape shape{.inputs = {"Fixation"},
                    .outputs = {"Same", "Different"},
                    .pass = 0.85,
                    .chance = 0.5,
                    .longest_ms = p.fixation_ms + p.sample_ms +
                                  std::max(p.delay_min_ms, p.delay_max_ms) + p.test_ms +
                                  p.decision_ms,
                    .conditions = {"Sample direction [°]", "Test direction [°]", "Delay [ms]"},
                    .choices = {"Same", "Different"}};
    add_ring_names(shape.inputs);
    return shape;
  }

  Trial trial_of(const DmcParameters& p, double dt_ms, RandomStream& random) const {
    const int first = random.whole(0, kRing - 1);
    const int different = random.whole(0, 1);
    const int half = different ? 1 - category(first) : category(first);
    const int second = half * kRing / 2 + random.whole(0, kRing / 2 - 1);
    const double delay_ms = uniform_ms(p.delay_min_ms, p.delay_max_ms, dt_ms, random);
    TrialBuilder build(1 + kRing, 2, dt_ms);
    const EpochSpan fixation = build.epoch("Fixation", p.fixation_ms);
    const EpochSpan sample = build.epoch("Sample", p.sample_ms);
    build.epoch("Delay", delay_ms);
    const EpochSpan test = build.epoch("Test", p.test_ms);
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    build.input(0, {"", 0, test.end}, 1);
    show_direction(build, 1, sample, in_half_steps(first));
    show_direction(build, 1, test, in_half_steps(second));
    want_choice(build, fixation, decision, different);
    build.condition(22.5 * in_half_steps(first));
    build.condition(22.5 * in_half_steps(second));
    build.condition(delay_ms);
    return build.trial();
  }

  DmcParameters eased_of(DmcParameters p, const Difficulty& difficulty) const {
    p.delay_min_ms *= difficulty.delay;
    p.delay_max_ms *= difficulty.delay;
    return p;
  }

  Outcome judge_of(const DmcParameters&, const Trial& trial, std::span<const float> outputs) const {
    return judge_choice(trial, outputs);
  }

  std::string describe_of(const DmcParameters&, const Trial& trial) const {
    return brief_number(double{trial.conditions[0]}) + "°, then " +
           brief_number(double{trial.conditions[1]}) + "° after " +
           brief_number(double{trial.conditions[2]}) +
           " ms: " + (trial.correct == 0 ? "same" : "different") + " category";
  }
};

const RegisteredTask<MatchToCategory> registered_dmc;

}  // namespace

}  // namespace nn4n

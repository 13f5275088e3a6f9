// Delayed match to sample: is the test the same as the sample?
// Sources: NeuroGym, DelayMatchSample; Miller, Erickson & Desimone 1996.
#include "tasks/needs.h"
#include "tasks/task.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct DmsParameters {
  double fixation_ms = 100;
  double sample_ms = 400;
  double delay_min_ms = 400;
  double delay_max_ms = 800;
  double test_ms = 400;
  double decision_ms = 300;
};

}  // namespace

template <>
struct Fields<DmsParameters> {
  static constexpr std::string_view name = "delayed match to sample";
  static constexpr std::array list{
      field<&DmsParameters::fixation_ms>("fixation_ms",
                                         duration("Fixation", "Only the fixation channel is on.")),
      field<&DmsParameters::sample_ms>("sample_ms",
                                       duration("Sample", "The first stimulus, A or B, is shown.")),
      field<&DmsParameters::delay_min_ms>(
          "delay_min_ms",
          duration("Shortest delay", "The time from sample to test is at least this long.", 0)),
      field<&DmsParameters::delay_max_ms>(
          "delay_max_ms",
          duration("Longest delay", "The time from sample to test is at most this long.", 0)),
      field<&DmsParameters::test_ms>("test_ms",
                                     duration("Test", "The second stimulus, A or B, is shown.")),
      field<&DmsParameters::decision_ms>(
          "decision_ms",
          duration("Decision", "Fixation goes off; the chosen output should be high."))};
};

namespace {

class MatchToSample : public TaskOf<MatchToSample, DmsParameters> {
 public:
  MatchToSample()
      : TaskOf({.key = "dms",
                .label = "Delayed match to sample",
                .help = "The network should remember A or B over a delay, then say whether the test is the same.",
                .source = "NeuroGym DelayMatchSample; Miller et al. 1996",
                .parameters = &record_of<DmsParameters>,
                .needs = less_noise_and_curriculum}) {}

  TaskShape shape_of(const DmsParameters& p) const {
    return {.inputs = {"Fixation", "A", "B"},
            .outputs = {"Match", "Non-match"},
            .pass = 0.9,
            .chance = 0.5,
            .longest_ms = p.fixation_ms + p.sample_ms + std::max(p.delay_min_ms, p.delay_max_ms) +
                          p.test_ms + p.decision_ms,
            .conditions = {"Sample (0 A, 1 B)", "Test (0 A, 1 B)", "Delay [ms]"},
            .choices = {"Match", "Non-match"}};
  }

  Trial trial_of(const DmsParameters& p, double dt_ms, RandomStream& random) const {
    const int first = random.whole(0, 1);
    const int nonmatch = random.whole(0, 1);
    const int second = nonmatch ? 1 - first : first;
    const double delay_ms = uniform_ms(p.delay_min_ms, p.delay_max_ms, dt_ms, random);
    TrialBuilder build(3, 2, dt_ms);
    const EpochSpan fixation = build.epoch("Fixation", p.fixation_ms);
    const EpochSpan sample = build.epoch("Sample", p.sample_ms);
    build.epoch("Delay", delay_ms);
    const EpochSpan test = build.epoch("Test", p.test_ms);
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    build.input(0, {"", 0, test.end}, 1);
    build.input(1 + first, sample, 1);
    build.input(1 + second, test, 1);
    want_choice(build, fixation, decision, nonmatch);
    build.condition(first);
    build.condition(second);
    build.condition(delay_ms);
    return build.trial();
  }

  DmsParameters eased_of(DmsParameters p, const Difficulty& difficulty) const {
    p.delay_min_ms *= difficulty.delay;
    p.delay_max_ms *= difficulty.delay;
    return p;
  }

  Outcome judge_of(const DmsParameters&, const Trial& trial, std::span<const float> outputs) const {
    return judge_choice(trial, outputs);
  }

  std::string describe_of(const DmsParameters&, const Trial& trial) const {
    const auto letter = [&](std::size_t k) { return trial.conditions[k] == 0 ? "A" : "B"; };
    return std::string(letter(0)) + ", then " + letter(1) + " after " +
           brief_number(double{trial.conditions[2]}) +
           " ms: " + (trial.correct == 0 ? "match" : "non-match");
  }
};

const RegisteredTask<MatchToSample> registered_dms;

}  // namespace

}  // namespace nn4n

// Interval discrimination: which of two stimuli lasted longer?
// Sources: NeuroGym, IntervalDiscrimination; Genovesio, Tsujimoto & Wise 2009.
#include <algorithm>
#include <cmath>

#include "tasks/needs.h"
#include "tasks/task.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct IntervalParameters {
  double fixation_ms = 100;
  double stimulus_min_ms = 200;
  double stimulus_max_ms = 600;
  double least_difference_ms = 20;
  double delay_min_ms = 300;
  double delay_max_ms = 600;
  double decision_ms = 300;
};

}  // namespace

template <>
struct Fields<IntervalParameters> {
  static constexpr std::string_view name = "interval discrimination";
  static constexpr std::array list{
      field<&IntervalParameters::fixation_ms>(
          "fixation_ms", duration("Fixation", "Only the fixation channel is on.")),
      field<&IntervalParameters::stimulus_min_ms>(
          "stimulus_min_ms",
          duration("Shortest stimulus", "Each stimulus lasts at least this long.")),
      field<&IntervalParameters::stimulus_max_ms>(
          "stimulus_max_ms",
          duration("Longest stimulus", "Each stimulus lasts at most this long.")),
      field<&IntervalParameters::least_difference_ms>(
          "least_difference_ms",
          duration("Least difference",
                   "The durations of the two stimuli differ by at least this much.")),
      field<&IntervalParameters::delay_min_ms>(
          "delay_min_ms",
          duration("Shortest delay", "The time between the stimuli is at least this long.", 0)),
      field<&IntervalParameters::delay_max_ms>(
          "delay_max_ms",
          duration("Longest delay", "The time between the stimuli is at most this long.", 0)),
      field<&IntervalParameters::decision_ms>(
          "decision_ms",
          duration("Decision", "Fixation goes off; the chosen output should be high."))};
};

namespace {

/// The durations of the two stimuli, in steps.
struct Pair {
  int first;
  int second;
};

/// Draws uniformly among all pairs of numbers from low to high that differ by `gap` or more. To do
/// so, it draws two different numbers from a range that is shorter by gap − 1, then adds gap − 1 to
/// the larger one. A gap that is too large is reduced. If the range has only one number, it is
/// extended by one.
Pair draw_pair(int low, int high, int gap, RandomStream& random) {
  high = std::max(high, low + 1);
  gap = std::clamp(gap, 1, high - low);
  const int last = high - low - gap + 1;
  const int a = random.whole(0, last);
  const int other = random.whole(0, last - 1);
  const int b = other + (other >= a);
  const Pair pair{low + a, low + b};
  return a > b ? Pair{pair.first + gap - 1, pair.second} : Pair{pair.first, pair.second + gap - 1};
}

class IntervalDiscrimination : public TaskOf<IntervalDiscrimination, IntervalParameters> {
 public:
  IntervalDiscrimination()
      : TaskOf({.key = "interval",
                .label = "Interval discrimination",
                .help = "Two stimuli of different durations are shown one after the other. Which "
                        "one lasted longer?",
                .source = "NeuroGym IntervalDiscrimination; Genovesio et al. 2009",
                .parameters = &record_of<IntervalParameters>,
                .needs = textbook_curve}) {}

  TaskShape shape_of(const IntervalParameters& p) const {
    return {.inputs = {"Fixation", "First stimulus", "Second stimulus"},
            .outputs = {"First longer", "Second longer"},
            .pass = 0.85,
            .chance = 0.5,
            .longest_ms = p.fixation_ms + 2 * std::max(p.stimulus_min_ms, p.stimulus_max_ms) +
                          std::max(p.delay_min_ms, p.delay_max_ms) + p.decision_ms,
            .stimulus_label = "First − second duration [ms]",
            .choice_label = "Chose first [%]",
            .curve_choice = 0,
            .conditions = {"First duration [ms]", "Second duration [ms]", "Delay [ms]",
                           "Mean duration [ms]"},
            .choices = {"First longer", "Second longer"},
            .size_condition = 3};
  }

  Trial trial_of(const IntervalParameters& p, double dt_ms, RandomStream& random) const {
    const auto [low, high] =
        std::minmax({steps_in(p.stimulus_min_ms, dt_ms), steps_in(p.stimulus_max_ms, dt_ms)});
    const int gap = static_cast<int>(std::ceil(p.least_difference_ms / dt_ms - 1e-9));
    const Pair pair = draw_pair(low, high, gap, random);
    const double delay_ms = uniform_ms(p.delay_min_ms, p.delay_max_ms, dt_ms, random);
    TrialBuilder build(3, 2, dt_ms);
    const EpochSpan fixation = build.epoch("Fixation", p.fixation_ms);
    const EpochSpan stimulus_1 = build.epoch("Stimulus 1", pair.first * dt_ms);
    build.epoch("Delay", delay_ms);
    const EpochSpan stimulus_2 = build.epoch("Stimulus 2", pair.second * dt_ms);
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    build.input(0, {"", 0, stimulus_2.end}, 1);
    build.input(1, stimulus_1, 1);
    build.input(2, stimulus_2, 1);
    want_choice(build, fixation, decision, pair.first > pair.second ? 0 : 1);
    build.trial().stimulus = static_cast<float>((pair.first - pair.second) * dt_ms);
    build.condition(pair.first * dt_ms);
    build.condition(pair.second * dt_ms);
    build.condition(delay_ms);
    build.condition((pair.first + pair.second) * dt_ms / 2);
    return build.trial();
  }

  IntervalParameters eased_of(IntervalParameters p, const Difficulty& difficulty) const {
    p.delay_min_ms *= difficulty.delay;
    p.delay_max_ms *= difficulty.delay;
    return p;
  }

  Outcome judge_of(const IntervalParameters&, const Trial& trial,
                   std::span<const float> outputs) const {
    return judge_choice(trial, outputs);
  }

  std::string describe_of(const IntervalParameters&, const Trial& trial) const {
    return brief_number(double{trial.conditions[0]}) + " ms, then " +
           brief_number(double{trial.conditions[1]}) + " ms after " +
           brief_number(double{trial.conditions[2]}) +
           " ms: " + (trial.correct == 0 ? "first" : "second") + " longer";
  }
};

const RegisteredTask<IntervalDiscrimination> registered_interval;

}  // namespace

}  // namespace nn4n

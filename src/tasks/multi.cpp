// Multisensory integration: events are seen, heard, or both. Is their rate high or low?
// Sources: Song, Yang & Wang 2016, "multisensory integration"; Raposo et al. 2014.
#include "tasks/needs.h"
#include "tasks/task.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct MultiParameters {
  double fixation_ms = 100;
  double stimulus_ms = 1000;
  double decision_ms = 300;
};

}  // namespace

template <>
struct Fields<MultiParameters> {
  static constexpr std::string_view name = "multisensory integration";
  static constexpr std::array list{
      field<&MultiParameters::fixation_ms>(
          "fixation_ms", duration("Fixation", "Only the fixation channel is on.")),
      field<&MultiParameters::stimulus_ms>(
          "stimulus_ms", duration("Stimulus", "The rate is shown to one sense or to both.")),
      field<&MultiParameters::decision_ms>(
          "decision_ms",
          duration("Decision", "Fixation goes off; the chosen output should be high."))};
};

namespace {

constexpr int kLowest = 9;  // events per second
constexpr int kHighest = 16;
constexpr double kBoundary = 12.5;

/// Two channels code a rate: one rises with the rate from 0.4 to 1.2, and the other falls.
void show_rate(TrialBuilder& build, int first, const EpochSpan& span, int rate) {
  build.input(first, span, 0.4 + 0.8 * (rate - kLowest) / (kHighest - kLowest));
  build.input(first + 1, span, 0.4 + 0.8 * (kHighest - rate) / (kHighest - kLowest));
}

class Multisensory : public TaskOf<Multisensory, MultiParameters> {
 public:
  Multisensory()
      : TaskOf({.key = "multi",
                .label = "Multisensory integration",
                .help = "9 to 16 events per second are seen, heard or both. Was their rate above "
                        "or below 12.5 events per second?",
                .source = "Song, Yang & Wang 2016; Raposo et al. 2014",
                .parameters = &record_of<MultiParameters>,
                .needs = noisier_curve}) {}

  TaskShape shape_of(const MultiParameters& p) const {
    return {.inputs = {"Fixation", "Vision +", "Vision −", "Hearing +", "Hearing −"},
            .outputs = {"High", "Low"},
            .pass = 0.9,
            .chance = 0.5,
            .longest_ms = p.fixation_ms + p.stimulus_ms + p.decision_ms,
            .stimulus_label = "Rate − 12.5 [events/s]",
            .choice_label = "Chose high [%]",
            .curve_choice = 0,
            .conditions = {"Senses (0 vision, 1 hearing, 2 both)", "Rate [events/s]"},
            .choices = {"High", "Low"},
            .together = 2};
  }

  Trial trial_of(const MultiParameters& p, double dt_ms, RandomStream& random) const {
    const int senses = random.whole(0, 2);
    const int rate = random.whole(kLowest, kHighest);
    TrialBuilder build(5, 2, dt_ms);
    const EpochSpan fixation = build.epoch("Fixation", p.fixation_ms);
    const EpochSpan stimulus = build.epoch("Stimulus", p.stimulus_ms);
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    build.input(0, {"", 0, stimulus.end}, 1);
    if (senses != 1) show_rate(build, 1, stimulus, rate);
    if (senses != 0) show_rate(build, 3, stimulus, rate);
    want_choice(build, fixation, decision, rate > kBoundary ? 0 : 1);
    build.trial().stimulus = static_cast<float>(rate - kBoundary);
    build.condition(senses);
    build.condition(rate);
    return build.trial();
  }

  /// A rate of 25 − f shows on the + channels what a rate of f shows on the − channels, and the
  /// other way round. Both senses together have d² = d₁² + d₂² (tasks/ideal_observer.h): the
  /// optimal integration of Ernst & Banks 2002.
  std::vector<float> other_inputs_of(const MultiParameters&, const Trial& trial) const {
    return exchanged(exchanged(trial, 1, 2), trial.inputs, 3, 4);
  }

  Outcome judge_of(const MultiParameters&, const Trial& trial,
                   std::span<const float> outputs) const {
    return judge_choice(trial, outputs);
  }

  std::string describe_of(const MultiParameters&, const Trial& trial) const {
    constexpr std::array<std::string_view, 3> kHow{"seen", "heard", "seen and heard"};
    return brief_number(double{trial.conditions[1]}) + " events per second, " +
           std::string(kHow[static_cast<std::size_t>(trial.conditions[0])]) + ": " +
           (trial.correct == 0 ? "high" : "low");
  }
};

const RegisteredTask<Multisensory> registered_multi;

}  // namespace

}  // namespace nn4n

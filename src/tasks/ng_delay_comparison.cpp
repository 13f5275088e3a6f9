// Delay comparison (parametric working memory) with classes, as NeuroGym's DelayComparison makes it
// and as nn-brain varies its delay; after Romo et al. 1999. It differs from romo (romo.cpp) in
// three ways. There is one channel for the frequency, the outputs are a softmax over fixate and the
// two answers at every step, and noise of σ / √dt is added while a stimulus is on.
#include "tasks/class_choice.h"
#include "tasks/needs.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct NgDelayComparisonParameters {
  std::vector<double> fixation_ms{500};
  double stimulus_ms = 500;
  std::vector<double> delay_ms{1000};
  double decision_ms = 100;
  double sigma = 1;
  double window_ms = 0;
  ActionRule judged_by = ActionRule::first;
};

}  // namespace

template <>
struct Fields<NgDelayComparisonParameters> {
  using P = NgDelayComparisonParameters;
  static constexpr std::string_view name = "delay comparison with classes";
  static constexpr std::array list{
      field<&P::fixation_ms>("fixation_ms",
                             drawn_duration("Fixation", "Only the fixation channel is on.")),
      field<&P::stimulus_ms>("stimulus_ms",
                             duration("Stimuli", "Each of the two stimuli lasts this long.")),
      field<&P::delay_ms>("delay_ms",
                          drawn_duration("Delay", "The first stimulus must be remembered.", 0)),
      field<&P::decision_ms>("decision_ms",
                             duration("Decision", "Fixation goes off; the class is the choice.")),
      field<&P::sigma>(
          "sigma", noise_per_step("Every step adds noise of σ / √dt to the stimuli (dt in ms).")),
      field<&P::window_ms>("window_ms", stream_window()),
      field<&P::judged_by>("judged_by", action_rule())};
};

namespace {

/// The frequencies that are compared [Hz], with the higher one first. The channel shows a frequency
/// f as (1 + (f − 10) / 24) / 2.
constexpr std::array<std::array<double, 2>, 5> kPairs{
    {{18, 10}, {22, 14}, {26, 18}, {30, 22}, {34, 26}}};
constexpr double shown(double frequency) { return (1 + (frequency - 10) / 24) / 2; }

class DelayComparisonClasses : public TaskOf<DelayComparisonClasses, NgDelayComparisonParameters> {
 public:
  DelayComparisonClasses()
      : TaskOf(
            {.key = "ng_delay_comparison",
             .label = "Delay comparison, classes",
             .help =
                 "The network should fixate while two frequencies are shown one after the other, then name the higher one. The loss is the cross-entropy, as in NeuroGym.",
             .source =
                 "NeuroGym DelayComparison; nn-brain ParametricWorkingMemory; Romo et al. 1999",
             .parameters = &record_of<NgDelayComparisonParameters>,
             .needs = with_classes}) {}

  TaskShape shape_of(const NgDelayComparisonParameters& p) const {
    const double longest_ms =
        longest_of(p.fixation_ms) + 2 * p.stimulus_ms + longest_of(p.delay_ms) + p.decision_ms;
    return {.inputs = {"Fixation", "Frequency"},
            .outputs = {"Fixate", "First", "Second"},
            .rectified_input = false,
            .pass = 0.85,
            .chance = 0.5,
            .longest_ms = p.window_ms > 0 ? p.window_ms : longest_ms,
            .conditions = {"First [Hz]", "Second [Hz]", "Delay [ms]"}};
  }

  Trial trial_of(const NgDelayComparisonParameters& p, double dt_ms, RandomStream& random) const {
    return window_of(p.window_ms, dt_ms, random, [&] { return one_trial(p, dt_ms, random); });
  }

  Outcome judge_of(const NgDelayComparisonParameters& p, const Trial& trial,
                   std::span<const float> outputs) const {
    return judge_classes(p.judged_by, trial, outputs);
  }

  std::string describe_of(const NgDelayComparisonParameters& p, const Trial& trial) const {
    return (p.window_ms > 0 ? "window; last " : "") + brief_number(double{trial.conditions[0]}) +
           " Hz, then " + brief_number(double{trial.conditions[1]}) + " Hz after " +
           brief_number(double{trial.conditions[2]}) + " ms";
  }

 private:
  static Trial one_trial(const NgDelayComparisonParameters& p, double dt_ms, RandomStream& random) {
    const int answer = random.whole(0, 1);  // which of the two is higher
    const auto& pair = kPairs[static_cast<std::size_t>(random.whole(0, 4))];
    const double fixation_ms = drawn_of(p.fixation_ms, random);
    const double delay_ms = drawn_of(p.delay_ms, random);
    TrialBuilder build(2, 3, dt_ms);
    build.epoch("Fixation", fixation_ms);
    const EpochSpan first = build.epoch("First", p.stimulus_ms);
    if (delay_ms > 0) build.epoch("Delay", delay_ms);
    const EpochSpan second = build.epoch("Second", p.stimulus_ms);
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    build.input(0, {"", 0, second.end}, 1);
    const double frequencies[] = {pair[static_cast<std::size_t>(answer)],
                                  pair[static_cast<std::size_t>(1 - answer)]};
    for (const auto& [span, frequency] :
         {std::pair(first, frequencies[0]), std::pair(second, frequencies[1])}) {
      build.input(1, span, shown(frequency));
      add_noise(build, 1, span, p.sigma, random);
      build.condition(frequency);
    }
    build.condition(delay_ms);
    want_class(build, decision, answer);
    return build.trial();
  }
};

const RegisteredTask<DelayComparisonClasses> registered_ng_delay_comparison;

}  // namespace

}  // namespace nn4n

// Parametric working memory: two vibrations are shown one after the other. Which one had the higher
// frequency? Sources: Song, Yang & Wang 2016, "parametric working memory"; Romo et al. 1999.
#include <algorithm>
#include <utility>

#include "tasks/needs.h"
#include "tasks/task.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct RomoParameters {
  double fixation_ms = 100;
  double stimulus_ms = 500;
  double delay_min_ms = 500;
  double delay_max_ms = 1000;
  double decision_ms = 300;
  std::vector<double> differences_hz{2, 4, 6, 8};
};

}  // namespace

template <>
struct Fields<RomoParameters> {
  static constexpr std::string_view name = "parametric working memory";
  static constexpr std::array list{
      field<&RomoParameters::fixation_ms>("fixation_ms",
                                          duration("Fixation", "Only the fixation channel is on.")),
      field<&RomoParameters::stimulus_ms>(
          "stimulus_ms", duration("Stimulus", "Each of the two vibrations lasts this long.")),
      field<&RomoParameters::delay_min_ms>(
          "delay_min_ms",
          duration("Shortest delay", "The time between the vibrations is at least this long.", 0)),
      field<&RomoParameters::delay_max_ms>("delay_max_ms",
                                           duration("Longest delay",
                                                    "The time between the vibrations is at most "
                                                    "this long. Experiments use 2500 to 3500 ms.",
                                                    0)),
      field<&RomoParameters::decision_ms>(
          "decision_ms",
          duration("Decision", "Fixation goes off; the chosen output should be high.")),
      field<&RomoParameters::differences_hz>(
          "differences_hz", {.label = "Differences",
                             .unit = "Hz",
                             .min = 0.5,
                             .max = 24,
                             .min_size = 1,
                             .max_size = 16,
                             .help = "One of these differences between the two frequencies is "
                                     "drawn for each trial. The lower frequency is one of five "
                                     "between 10 Hz and 34 Hz less the largest difference.",
                             .source = "Romo et al. 1999; Song et al. 2016 use 8 Hz"})};
};

namespace {

constexpr double kLowestHz = 10;
constexpr double kHighestHz = 34;
constexpr int kPairsOfFrequencies = 5;  // of frequencies with the same difference

/// Two channels code a frequency: one rises with the frequency from 0.4 to 1.2, and the other
/// falls.
void show_frequency(TrialBuilder& build, const EpochSpan& span, double hertz) {
  const double range = kHighestHz - kLowestHz;
  build.input(1, span, 0.4 + 0.8 * (hertz - kLowestHz) / range);
  build.input(2, span, 0.4 + 0.8 * (kHighestHz - hertz) / range);
}

class ParametricMemory : public TaskOf<ParametricMemory, RomoParameters> {
 public:
  ParametricMemory()
      : TaskOf({.key = "romo",
                .label = "Parametric working memory",
                .help = "Two vibrations of 10 to 34 Hz are shown one after the other. Which one "
                        "had the higher frequency?",
                .source = "Song, Yang & Wang 2016; Romo et al. 1999",
                .parameters = &record_of<RomoParameters>,
                .needs = textbook_curve}) {}

  TaskShape shape_of(const RomoParameters& p) const {
    return {.inputs = {"Fixation", "Frequency +", "Frequency −"},
            .outputs = {"First higher", "Second higher"},
            .pass = 0.85,
            .chance = 0.5,
            .longest_ms = p.fixation_ms + 2 * p.stimulus_ms +
                          std::max(p.delay_min_ms, p.delay_max_ms) + p.decision_ms,
            .stimulus_label = "First − second frequency [Hz]",
            .choice_label = "Chose first [%]",
            .curve_choice = 0,
            .conditions = {"First frequency [Hz]", "Second frequency [Hz]", "Delay [ms]"},
            .choices = {"First higher", "Second higher"}};
  }

  Trial trial_of(const RomoParameters& p, double dt_ms, RandomStream& random) const {
    const auto& differences = p.differences_hz;
    // With one difference nothing is drawn for it, so that the trials are those of Song et al. 2016
    // in the order in which older links had them.
    const int last = static_cast<int>(differences.size()) - 1;
    const int index = last > 0 ? random.whole(0, last) : 0;
    const double difference = differences[static_cast<std::size_t>(index)];
    const double most = *std::max_element(differences.begin(), differences.end());
    const double low = kLowestHz + (kHighestHz - most - kLowestHz) *
                                       random.whole(0, kPairsOfFrequencies - 1) /
                                       (kPairsOfFrequencies - 1);
    const int second_higher = random.whole(0, 1);
    const double first = second_higher ? low : low + difference;
    const double second = second_higher ? low + difference : low;
    const double delay_ms = uniform_ms(p.delay_min_ms, p.delay_max_ms, dt_ms, random);
    TrialBuilder build(3, 2, dt_ms);
    const EpochSpan fixation = build.epoch("Fixation", p.fixation_ms);
    const EpochSpan stimulus_1 = build.epoch("Stimulus 1", p.stimulus_ms);
    build.epoch("Delay", delay_ms);
    const EpochSpan stimulus_2 = build.epoch("Stimulus 2", p.stimulus_ms);
    const EpochSpan decision = build.epoch("Decision", p.decision_ms);
    build.input(0, {"", 0, stimulus_2.end}, 1);
    show_frequency(build, stimulus_1, first);
    show_frequency(build, stimulus_2, second);
    want_choice(build, fixation, decision, second_higher);
    build.trial().stimulus = static_cast<float>(first - second);
    build.condition(first);
    build.condition(second);
    build.condition(delay_ms);
    return build.trial();
  }

  /// Had the other answer been right, the two frequencies would have come in the other order. The
  /// ideal observer forgets nothing: what a network lacks is lost in the delay.
  std::vector<float> other_inputs_of(const RomoParameters&, const Trial& trial) const {
    std::vector<float> inputs = trial.input;
    const EpochSpan& first = trial.epochs[1];
    const EpochSpan& second = trial.epochs[3];
    for (int k = 0; k < first.end - first.begin; ++k) {
      for (int channel = 1; channel < trial.inputs; ++channel) {
        std::swap(inputs[Trial::index(first.begin + k, trial.inputs, channel)],
                  inputs[Trial::index(second.begin + k, trial.inputs, channel)]);
      }
    }
    return inputs;
  }

  RomoParameters eased_of(RomoParameters p, const Difficulty& difficulty) const {
    p.delay_min_ms *= difficulty.delay;
    p.delay_max_ms *= difficulty.delay;
    return p;
  }

  Outcome judge_of(const RomoParameters&, const Trial& trial,
                   std::span<const float> outputs) const {
    return judge_choice(trial, outputs);
  }

  std::string describe_of(const RomoParameters&, const Trial& trial) const {
    return brief_number(double{trial.conditions[0]}) + " Hz, then " +
           brief_number(double{trial.conditions[1]}) + " Hz after " +
           brief_number(double{trial.conditions[2]}) +
           " ms: " + (trial.correct == 0 ? "first" : "second") + " higher";
  }
};

const RegisteredTask<ParametricMemory> registered_romo;

}  // namespace

}  // namespace nn4n

// Reaction time: this is the perceptual decision (pdm.cpp), but the network answers as soon as it
// is ready. Sources: Song, Yang & Wang 2016, "reaction-time version"; Roitman & Shadlen 2002.
#include <algorithm>
#include <cmath>

#include "tasks/needs.h"
#include "tasks/task.h"
#include "tasks/two_choice.h"

namespace nn4n {

namespace {

struct RtParameters {
  double fixation_ms = 100;
  double stimulus_ms = 800;
  double test_ms = 1500;
  double grace_ms = 300;
  std::vector<double> coherences{3.2, 6.4, 12.8, 25.6, 51.2};
  double catch_probability = 5.0 / 11;
};

}  // namespace

template <>
struct Fields<RtParameters> {
  static constexpr std::string_view name = "reaction time";
  static constexpr std::array list{
      field<&RtParameters::fixation_ms>(
          "fixation_ms", duration("Fixation", "Nothing is shown; both outputs should be low.")),
      field<&RtParameters::stimulus_ms>(
          "stimulus_ms",
          duration("Stimulus", "Evidence for left and right is shown, and the start cue is on.")),
      field<&RtParameters::test_ms>("test_ms",
                                    duration("Stimulus in tests",
                                             "In validations the stimulus lasts this long, so that "
                                             "slow reactions are measured, too.")),
      field<&RtParameters::grace_ms>(
          "grace_ms",
          duration("Free time", "After stimulus onset the outputs are not scored for this long.",
                   0)),
      field<&RtParameters::coherences>(
          "coherences",
          evidence_strengths(
              "These are the strengths c of the evidence. The channels show (1 ± c/100)/2.")),
      field<&RtParameters::catch_probability>(
          "catch_probability",
          catch_trials("This fraction of trials has no cue and no stimulus; both outputs should "
                       "stay low. They do not count for the accuracy."))};
};

namespace {

constexpr double kThreshold = 1;
constexpr double kAbove = 1.2;  // target of the chosen output, so that it crosses the threshold
constexpr int kNoChoice = -1;

/// With half the input noise of pdm.cpp answers to weak evidence are slow, and wrong ones are
/// slower than right ones, as in Roitman & Shadlen 2002.
void half_the_noise(Experiment& experiment) {
  textbook_curve(experiment);
  experiment.network.input_noise = 0.05;
}

class ReactionTime : public TaskOf<ReactionTime, RtParameters> {
 public:
  ReactionTime()
      : TaskOf({.key = "rt",
                .label = "Reaction time",
                .help = "Two channels carry noisy evidence; as soon as the network is ready, the "
                        "output of the stronger one should rise above 1.",
                .source = "Song, Yang & Wang 2016; Roitman & Shadlen 2002",
                .parameters = &record_of<RtParameters>,
                .needs = half_the_noise}) {}

  TaskShape shape_of(const RtParameters& p) const {
    return {.inputs = {"Start cue", "Left", "Right"},
            .outputs = {"Left", "Right"},
            .pass = 0.8,
            .chance = 0.5,
            .longest_ms = p.fixation_ms + std::max(p.stimulus_ms, p.test_ms),
            .stimulus_label = "Signed coherence [%]",
            .choice_label = "Chose right [%]",
            .conditions = {"Signed coherence [%]"},
            .choices = {"Left", "Right"},
            .time_label = "Reaction time [ms]"};
  }

  Trial trial_of(const RtParameters& p, double dt_ms, RandomStream& random) const {
    const bool catch_trial = random.chance(p.catch_probability);
    const int index = random.whole(0, static_cast<int>(p.coherences.size()) - 1);
    const int side = random.whole(0, 1);
    TrialBuilder build(3, 2, dt_ms);
    const EpochSpan fixation = build.epoch("Fixation", p.fixation_ms);
    const EpochSpan stimulus = build.epoch("Stimulus", p.stimulus_ms);
    const double coherence = catch_trial ? 0 : p.coherences[static_cast<std::size_t>(index)];
    const double strength = signed_strength(side, coherence);
    build.trial().stimulus = static_cast<float>(strength);
    build.condition(strength);
    if (catch_trial) {
      want_silence(build);
      return build.trial();
    }
    const int free_steps = std::min(steps_in(p.grace_ms, dt_ms), stimulus.end - stimulus.begin - 1);
    build.input(0, stimulus, 1);
    show_evidence(build, 1, stimulus, side, coherence);
    want_choice(build, fixation, {"", stimulus.begin + free_steps, stimulus.end}, side);
    build.target(side, {"", stimulus.begin + free_steps, stimulus.end}, kAbove);
    return build.trial();
  }

  /// As in pdm.cpp. The ideal observer waits for the end of the stimulus. A network that answers
  /// before it has seen less, so this is a limit for every speed.
  std::vector<float> other_inputs_of(const RtParameters&, const Trial& trial) const {
    return exchanged(trial, 1, 2);
  }

  /// Song et al. train with 800 ms and test with 1500 ms.
  RtParameters tested_of(RtParameters p) const {
    p.stimulus_ms = p.test_ms;
    return p;
  }

  RtParameters eased_of(RtParameters p, const Difficulty& difficulty) const {
    p.coherences = eased(p.coherences, difficulty.coherence);
    return p;
  }

  /// The choice is the first output that is above the threshold after stimulus onset. If no output
  /// reaches it, there is no choice.
  Outcome judge_of(const RtParameters&, const Trial& trial, std::span<const float> outputs) const {
    const int onset = trial.epochs.back().begin;
    for (int step = onset; step < trial.steps; ++step) {
      const float left = outputs[Trial::index(step, 2, 0)];
      const float right = outputs[Trial::index(step, 2, 1)];
      if (left <= kThreshold && right <= kThreshold) continue;
      const int choice = right > left;
      return {.correct = choice == trial.correct,
              .choice = choice,
              .time_ms = (step - onset) * trial.dt_ms};
    }
    return {false, kNoChoice};
  }

  std::string describe_of(const RtParameters&, const Trial& trial) const {
    if (!trial.counted) return "catch trial, no stimulus";
    return "coherence " + brief_number(std::fabs(double{trial.stimulus})) + " %, correct choice " +
           (trial.correct == 0 ? "left" : "right");
  }
};

const RegisteredTask<ReactionTime> registered_rt;

}  // namespace

}  // namespace nn4n

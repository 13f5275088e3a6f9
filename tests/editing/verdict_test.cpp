#include "editing/verdict.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "editing/words.h"
#include "experiment/experiment.h"

namespace nn4n::test::verdict_test {
namespace {

/// A trial of 60 steps of 20 ms whose two outputs are constant, judged by the last 100 ms.
Snapshot snapshot_of(float left, float right, int iteration = 300) {
  Snapshot s;
  s.iteration = iteration;
  s.units = 2;
  SampleTrial& trial = s.trial;
  trial.steps = 60;
  trial.dt_ms = 20;
  trial.correct = left > right;
  trial.decided_by = DecidedBy::largest;
  trial.lead = std::fabs(left - right);
  trial.judged_from = 55;
  trial.judged_to = 60;
  trial.output_names = {"Left", "Right"};
  trial.outputs.assign(60, left);
  trial.outputs.insert(trial.outputs.end(), 60, right);
  trial.rates.assign(120, 0.5f);
  s.behaviour.choices = {"Left", "Right"};
  return s;
}

TEST(Verdict, OutputsThatHardlyDifferAreNoAnswer) {
  const TrialVerdict verdict = verdict_of(snapshot_of(0.22f, 0.21f));
  EXPECT_EQ(verdict.kind, TrialVerdict::Kind::undecided);
  EXPECT_EQ(verdict.words, "undecided, outputs 0.22 and 0.21 differ by less than 0.05");
  EXPECT_EQ(verdict_line(snapshot_of(0.22f, 0.21f)),
            "Iteration 300: undecided, outputs 0.22 and 0.21 differ by less than 0.05 (means of "
            "1,100 to 1,200 ms).");
}

TEST(Verdict, AnUntrainedNetworkHasNoAnswer) {
  const Snapshot untrained = snapshot_of(0.9f, 0.1f, 0);
  EXPECT_EQ(verdict_of(untrained).kind, TrialVerdict::Kind::untrained);
  EXPECT_EQ(verdict_line(untrained), "Iteration 0: no answer, for the network is untrained.");
  Snapshot given = untrained;
  given.progress.draw = 0;  // its weights were given
  EXPECT_EQ(verdict_of(given).kind, TrialVerdict::Kind::right);
}

TEST(Verdict, ASilentNetworkHasNoAnswer) {
  Snapshot silent = snapshot_of(0.9f, 0.1f);
  std::fill(silent.trial.rates.begin(), silent.trial.rates.end(), 0.0f);
  EXPECT_EQ(verdict_of(silent).kind, TrialVerdict::Kind::silent);
}

TEST(Verdict, ACatchTrialIsNotJudged) {
  Snapshot caught = snapshot_of(0.9f, 0.1f);
  caught.trial.counted = false;
  EXPECT_EQ(verdict_of(caught).kind, TrialVerdict::Kind::not_counted);
}

TEST(Verdict, AClearAnswerNamesItsMoment) {
  EXPECT_EQ(verdict_line(snapshot_of(0.9f, 0.1f)),
            "Iteration 300: answered correctly (means of 1,100 to 1,200 ms).");
  EXPECT_EQ(verdict_of(snapshot_of(0.1f, 0.9f)).words, "answered wrongly");
}

TEST(Verdict, TheNumbersBesideTheNamesAreWhatWasJudged) {
  Snapshot s = snapshot_of(0.9f, 0.1f);
  s.trial.outputs[59] = 0.4f;  // the last sample alone
  EXPECT_FLOAT_EQ(values_named(s.trial)[0], 0.8f);
  EXPECT_EQ(moment_of_values(s.trial), "last 100 ms");
  s.trial.decided_by = DecidedBy::other;
  s.trial.judged_from = s.trial.judged_to = 0;
  EXPECT_FLOAT_EQ(values_named(s.trial)[0], 0.4f);
  EXPECT_EQ(moment_of_values(s.trial), "at 1,200 ms");
}

TEST(Verdict, OtherRulesHaveTheirOwnWords) {
  Snapshot s = snapshot_of(0.52f, 0);
  s.trial.decided_by = DecidedBy::threshold;
  s.trial.lead = 0.02f;
  EXPECT_EQ(verdict_of(s).words, "undecided, an output is less than 0.05 from the threshold");
  s.trial.decided_by = DecidedBy::direction;
  EXPECT_EQ(verdict_of(s).words,
            "undecided, outputs x and y are too small for a direction (length 0.02, less than "
            "0.05)");
}

TEST(Moments, TrialsThatDoNotCountAreExplained) {
  Experiment experiment;
  Snapshot s = snapshot_of(0.9f, 0.1f);
  EXPECT_EQ(trials_words(experiment, s), "");
  s.validations.push_back({.iteration = 250});
  s.behaviour.trials.resize(117);
  experiment.training.validation_trials = 128;
  EXPECT_EQ(trials_words(experiment, s), "117 of 128 trials");
  EXPECT_EQ(validation_sentences(experiment, s),
            "Measured at the validation of iteration 250, on 128 trials that the network has not "
            "learnt from, with input noise 0.1 and recurrent noise 0.15. 117 of 128 trials have a "
            "right answer; the others are catch trials, which are not counted.");
  s.behaviour.trials.resize(128);
  EXPECT_EQ(trials_words(experiment, s), "128 trials");
}

TEST(Moments, BestWeightsAreNamedWhereTheyAreShown) {
  Snapshot snapshot = snapshot_of(0.9f, 0.1f);
  EXPECT_NE(shown_weights_sentences(snapshot).find("from its third validation on"),
            std::string::npos);
  for (const int at : {50, 100, 150, 200, 250, 300})
    snapshot.validations.push_back({at, 0.1f, at == 250 ? 0.9f : 0.8f});
  snapshot.progress.best_iteration = 250;
  snapshot.progress.best_accuracy = 0.875f;
  EXPECT_EQ(shown_validation(snapshot)->iteration, 300);
  EXPECT_NE(shown_weights_sentences(snapshot).find("the last weights, of iteration 300"),
            std::string::npos);
  snapshot.best_shown = {250, 7};
  snapshot.progress.confirmed_accuracy = 0.85f;
  EXPECT_EQ(shown_iteration(snapshot), 250);
  EXPECT_EQ(shown_fingerprint(snapshot), 7u);
  EXPECT_EQ(shown_validation(snapshot)->iteration, 250);
  EXPECT_EQ(verdict_line(snapshot).rfind("Iteration 250 (best weights): ", 0), 0u);
  EXPECT_NE(validation_sentences({}, snapshot).find("iteration 250 (best weights)"),
            std::string::npos);
  const std::string words = shown_weights_sentences(snapshot);
  for (const char* part : {"the best weights, of iteration 250", "last ones are of iteration 300",
                           "87.5 % on average", "confirmed 85.0 %"})
    EXPECT_NE(words.find(part), std::string::npos) << part << " in " << words;
}

TEST(Moments, NoiseThatIsOffIsNotNamed) {
  Experiment experiment;
  experiment.training.validation_noise = false;
  EXPECT_EQ(noise_words(experiment), "with input noise 0.1");
  experiment.network.input_noise = 0;
  EXPECT_EQ(noise_words(experiment), "without noise");
}

TEST(Words, AFractionWithoutAShortNumberIsOneInSoMany) {
  Experiment experiment;
  const auto words = [&](const char* path) {
    return one_in_words(resolve(target_of(std::as_const(experiment)), path));
  };
  EXPECT_EQ(words("task.catch_probability"), "9.091 % is 1 in 11.");
  EXPECT_EQ(words("training.learning_rate"), "") << "a short number needs no explanation";
  EXPECT_EQ(words("training.batch"), "");
}

}  // namespace
}  // namespace nn4n::test::verdict_test

// What happens at validations: curriculum, the best weights, passing, another draw.
#include <gtest/gtest.h>

#include "model/initialise.h"
#include "training/checkpoint.h"
#include "training/progress.h"
#include "training/take_snapshot.h"

namespace nn4n::test::review_test {

namespace {

/// Go/no-go, which a small network learns within some hundred iterations.
Experiment small() {
  Experiment experiment;
  experiment.task.select("gonogo");
  experiment.network.areas[0].units = 13;
  experiment.network.areas[1].units = 10;
  experiment.training.learning_rate = 0.01;
  experiment.training.batch = 12;
  experiment.training.validation_trials = 24;
  experiment.training.validation_interval = 10;
  experiment.training.stop.confirmation_trials = 200;
  return experiment;
}

Experiment with_curriculum() {
  Experiment experiment = small();
  experiment.training.curriculum.on = true;
  return experiment;
}

/// Learns so slowly that it stays at chance.
Experiment stuck() {
  Experiment experiment = small();
  experiment.training.learning_rate = 0.00001;
  experiment.training.redraw = {.on = true, .after = 30, .at_most = 2};
  return experiment;
}

Trainer trained(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  for (int i = 0; i < iterations; ++i) trainer.step();
  return trainer;
}

/// To the pass; a failure when there is none within 600 iterations.
Trainer passed(const Experiment& experiment) {
  Trainer trainer(experiment);
  while (!trainer.passed_at() && trainer.iteration() < 600) trainer.step();
  EXPECT_GT(trainer.passed_at(), 0);
  return trainer;
}

/// As `whole`, but stopped and read from a checkpoint after each of these iterations.
void expect_same_when_interrupted(const Experiment& experiment, int iterations,
                                  const std::vector<int>& interruptions) {
  const Trainer whole = trained(experiment, iterations);
  Trainer part(experiment);
  for (int i = 1; i <= iterations; ++i) {
    part.step();
    if (std::find(interruptions.begin(), interruptions.end(), i) == interruptions.end()) continue;
    std::variant<Trainer, Issue> read = from_checkpoint(to_checkpoint(part));
    ASSERT_TRUE(std::holds_alternative<Trainer>(read)) << std::get<Issue>(read).message;
    part = std::get<Trainer>(read);
  }
  EXPECT_EQ(part.fingerprint(), whole.fingerprint());
  EXPECT_EQ(part.validations(), whole.validations());
  EXPECT_EQ(progress_of(part), progress_of(whole));
  EXPECT_EQ(to_checkpoint(part), to_checkpoint(whole));
}

int delay_steps(Trainer& trainer) {
  for (const EpochSpan& epoch : take_snapshot(trainer).trial.epochs) {
    if (epoch.name == "Delay") return epoch.end - epoch.begin;
  }
  return -1;
}

}  // namespace

TEST(Review, AStageEndsWithTwoValidationsAtThePassLevel) {
  const Trainer trainer = passed(with_curriculum());
  ASSERT_EQ(trainer.stages(), 4);
  const std::vector<Validation>& all = trainer.validations();
  int changes = 0;
  for (std::size_t k = 0; k + 1 < all.size(); ++k) {
    const auto mean = recent_accuracy(std::span(all).first(k + 1), kEndsAStage);
    const bool ends = mean && *mean >= 0.95 && all[k].stage < 3;
    EXPECT_EQ(all[k + 1].stage, all[k].stage + ends) << all[k].iteration;
    changes += ends;
  }
  EXPECT_EQ(changes, 3);
}

TEST(Review, TrialsAreThoseOfTheStage) {
  Trainer trainer(with_curriculum());
  EXPECT_EQ(delay_steps(trainer), 0);
  std::vector<int> seen;
  while (!trainer.passed_at() && trainer.iteration() < 600) {
    trainer.step();
    const int steps = delay_steps(trainer);
    if (seen.empty() || seen.back() != steps) seen.push_back(steps);
  }
  EXPECT_EQ(seen, (std::vector<int>{0, 5, 10, 15})) << "300 ms at 20 ms per step";
}

TEST(Review, OnlyTheLastStageCountsAsLearnt) {
  Trainer trainer(with_curriculum());
  while (trainer.stage() < 3 && trainer.iteration() < 600) {
    trainer.step();
    EXPECT_EQ(trainer.best().iteration, 0);
    EXPECT_EQ(trainer.passed_at(), 0);
  }
  EXPECT_EQ(trainer.stage(), 3);
  EXPECT_GE(trainer.accuracy(), 0.95) << "it had passed an easier stage";
}

TEST(Review, ACurriculumGoesOnFromACheckpointToTheSameBits) {
  const Trainer whole = passed(with_curriculum());
  std::vector<int> at_changes;
  const std::vector<Validation>& all = whole.validations();
  for (std::size_t k = 0; k + 1 < all.size(); ++k) {
    if (all[k].stage != all[k + 1].stage) at_changes.push_back(all[k].iteration);
  }
  ASSERT_EQ(at_changes.size(), 3u);
  at_changes.push_back(at_changes[1] + 3);
  expect_same_when_interrupted(with_curriculum(), whole.iteration(), at_changes);
}

TEST(Review, ACurriculumChangesWhatIsLearnt) {
  EXPECT_NE(trained(with_curriculum(), 5).fingerprint(), trained(small(), 5).fingerprint());
}

TEST(Review, KeepsTheWeightsOfTheBestThreeValidations) {
  Trainer trainer(small());
  double best = -1;
  std::vector<float> weights;
  for (int i = 0; i < 150; ++i) {
    trainer.step();
    const auto mean = recent_accuracy(trainer.validations(), kJudgedTogether);
    const bool due = trainer.iteration() % 10 == 0;
    if (due && mean && *mean > best) best = *mean, weights = trainer.trained_parameters().values;
    if (trainer.passed_at() || best < 0) continue;
    EXPECT_EQ(trainer.best().accuracy, best);
    EXPECT_EQ(trainer.best().parameters.values, weights);
  }
  EXPECT_GE(best, 0.95);
  EXPECT_GE(trainer.best().accuracy, 0.95);
  EXPECT_LT(trainer.best().iteration, trainer.iteration()) << "the best is not the last one";
}

TEST(Review, PassesWithThreeValidationsAtTheLevelThatFreshTrialsConfirm) {
  const Trainer trainer = passed(small());
  const auto mean = recent_accuracy(trainer.validations(), kJudgedTogether);
  ASSERT_TRUE(mean);
  EXPECT_GE(*mean, 0.95);
  EXPECT_EQ(trainer.best().iteration, trainer.passed_at());
  EXPECT_GE(trainer.best().confirmed, 0.93);
  for (std::size_t n = 1; n < trainer.validations().size(); ++n) {
    const auto before = recent_accuracy(std::span(trainer.validations()).first(n), kJudgedTogether);
    EXPECT_LT(before.value_or(0), 0.95);
  }
}

TEST(Review, AWantedAccuracyOfOnesOwnReplacesTheTasks) {
  Experiment easy = small();
  easy.training.stop.accuracy = 0.6;
  EXPECT_LT(passed(easy).passed_at(), passed(small()).passed_at());
}

TEST(Review, FreshTrialsAreNotThoseOfAValidation) {
  Experiment experiment = small();
  experiment.training.stop.confirmation_trials = 24;
  Trainer trainer = trained(experiment, 30);
  const double validated = static_cast<double>(trainer.validations().back().accuracy);
  std::vector<double> fresh;
  for (int index = 0; index < 20; ++index)
    fresh.push_back(trainer.fresh_accuracy(trainer.trained_parameters(), index));
  EXPECT_NE(std::count(fresh.begin(), fresh.end(), validated), 20);
  EXPECT_NE(std::count(fresh.begin(), fresh.end(), fresh[0]), 20) << "the index matters";
  EXPECT_EQ(fresh[3], trainer.fresh_accuracy(trainer.trained_parameters(), 3));
}

TEST(Review, MeasuringMovesNothing) {
  Trainer watched(with_curriculum());
  for (int i = 0; i < 60; ++i) {
    watched.step();
    watched.confirm();
    watched.fresh_accuracy(watched.trained_parameters(), i);
  }
  const Trainer alone = trained(with_curriculum(), 60);
  EXPECT_EQ(watched.fingerprint(), alone.fingerprint());
  EXPECT_EQ(watched.validations(), alone.validations());
}

TEST(Review, StopsWhereItPassesAndGoesOnWhenAsked) {
  Experiment experiment = small();
  EXPECT_FALSE(passed(experiment).done()) << "off by default";
  experiment.training.stop.on = true;
  Trainer trainer = passed(experiment);
  EXPECT_TRUE(trainer.done());
  EXPECT_EQ(trainer.fingerprint(), passed(small()).fingerprint());
  const int at = trainer.passed_at();
  trainer.step();
  EXPECT_FALSE(trainer.done());
  EXPECT_EQ(trainer.passed_at(), at);
}

TEST(Review, ARunAtChanceIsDrawnAgain) {
  Trainer trainer(stuck());
  std::vector<int> redrawn_at;
  for (int i = 0; i < 120; ++i) {
    const int before = trainer.redraws();
    trainer.step();
    if (trainer.redraws() != before) redrawn_at.push_back(trainer.iteration());
  }
  EXPECT_EQ(redrawn_at, (std::vector<int>{30, 60})) << "at most twice";
  EXPECT_EQ(trainer.validations()[2].draw, 1);
  EXPECT_EQ(trainer.validations()[3].draw, 2);
  EXPECT_EQ(trainer.validations().back().draw, 3);
  EXPECT_EQ(trainer.loss_history().size(), 120u) << "the history goes on";
}

TEST(Review, ARedrawIsTheSameOnEveryMachineAndInTheSameMasks) {
  const Experiment experiment = stuck();
  const Trainer trainer = trained(experiment, 30);
  const Parameters<float> first = initialise(experiment.network, trainer.masks(), experiment.seed);
  Parameters<float> second = initialise(experiment.network, trainer.masks(), experiment.seed, 1);
  enforce(trainer.constraints(), second);
  EXPECT_EQ(trainer.trained_parameters().values, second.values);
  EXPECT_NE(first.values, second.values);
  int present = 0;
  const auto weights = second.of(Tensor::recurrent_weight);
  for (std::size_t k = 0; k < weights.size(); ++k) {
    EXPECT_EQ(weights[k] != 0, trainer.masks().recurrent[k] != 0);
    present += weights[k] != 0;
  }
  EXPECT_GT(present, 100);
}

TEST(Review, ARedrawnRunGoesOnFromACheckpointToTheSameBits) {
  expect_same_when_interrupted(stuck(), 80, {20, 30, 31, 47, 60});
  Experiment both = stuck();
  both.training.curriculum.on = true;
  expect_same_when_interrupted(both, 80, {30, 55});
}

TEST(Review, WhatLeavesChanceIsNotDrawnAgain) {
  Experiment experiment = small();
  experiment.training.redraw = {.on = true, .after = 100, .at_most = 5};
  const Trainer trainer = trained(experiment, 200);
  EXPECT_GT(best_accuracy(trainer.validations()).value_or(0), 0.95);
  EXPECT_EQ(trainer.redraws(), 0);
  EXPECT_EQ(trainer.fingerprint(), trained(small(), 200).fingerprint());
}

TEST(Review, GivenWeightsAreNeverDrawnAgain) {
  Trainer trainer(stuck());
  trainer.start_from(Trainer(stuck()).parameters());
  for (int i = 0; i < 60; ++i) trainer.step();
  EXPECT_EQ(trainer.redraws(), 0);
  EXPECT_EQ(trainer.validations().back().draw, 0);
}

TEST(Review, IsOffByDefault) {
  Experiment experiment = stuck();
  experiment.training.redraw.on = false;
  EXPECT_EQ(trained(experiment, 90).redraws(), 0);
  EXPECT_EQ(Training{}.redraw.on || Training{}.curriculum.on || Training{}.stop.on, false);
}

}  // namespace nn4n::test::review_test

#include "training/fresh_trials.h"

#include <gtest/gtest.h>

#include <set>

#include "training/take_snapshot.h"

namespace nn4n::test::fresh_trials_test {

namespace {

Experiment small(const char* task = "pdm") {
  Experiment experiment;
  experiment.task.select(task);
  experiment.network.areas[0].units = 12;
  experiment.network.areas[1].units = 11;
  experiment.training.batch = 8;
  experiment.training.validation_trials = 24;
  experiment.training.validation_interval = 10;
  return experiment;
}

Trainer trained(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  for (int i = 0; i < iterations; ++i) trainer.step();
  return trainer;
}

}  // namespace

TEST(FreshTrials, DependOnSeedAndWeightsAlone) {
  const Trainer trainer = trained(small(), 5);
  const Behaviour first = measure_behaviour(trainer, 100);
  EXPECT_EQ(measure_behaviour(trainer, 100), first);
  Behaviour more = measure_behaviour(trainer, 150);
  ASSERT_GT(more.trials.size(), first.trials.size());
  more.trials.resize(first.trials.size());
  more.drawn.resize(first.drawn.size());
  EXPECT_EQ(more, first) << "the first trials are the same however many follow";
  const Behaviour later = measure_behaviour(trained(small(), 6), 100);
  EXPECT_EQ(later.drawn, first.drawn) << "two networks are asked the same questions";
}

TEST(FreshTrials, LeaveTheRunAsItIs) {
  Trainer trainer = trained(small(), 12);
  Trainer other = trained(small(), 12);
  measure_behaviour(trainer, 70);
  trainer.step();
  other.step();
  EXPECT_EQ(trainer.fingerprint(), other.fingerprint());
  EXPECT_EQ(take_snapshot(trainer), take_snapshot(other));
}

TEST(FreshTrials, AreNotTheTrialsOfTrainingOrValidation) {
  const Trainer trainer = trained(small("interval"), 10);
  std::set<std::vector<float>> seen;
  for (const Purpose purpose : {Purpose::trials, Purpose::validation_trials}) {
    for (const Trial& trial : draw_trials(trainer.experiment(), {1, purpose}, 8))
      seen.insert(trial.conditions);
  }
  int same = 0;
  run_fresh_trials(trainer, 8, [&](const FreshTrial& fresh) {
    same += static_cast<int>(seen.count(fresh.trial.conditions));
  });
  EXPECT_LT(same, 3);
}

TEST(FreshTrials, ShowTheRatesOfEveryUnitAtEveryStep) {
  const Trainer trainer = trained(small("romo"), 3);
  int trials = 0;
  float sum = 0;
  run_fresh_trials(trainer, 70, [&](const FreshTrial& fresh) {
    ASSERT_EQ(fresh.rates.size(), 23u * static_cast<std::size_t>(fresh.trial.steps));
    for (const float rate : fresh.rates) sum += rate;
    ++trials;
  });
  EXPECT_EQ(trials, 70);
  EXPECT_GT(sum, 0);
}

TEST(Behaviour, KeepsWhatTheJudgeSays) {
  TaskShape shape;
  shape.stimulus_label = "x";
  shape.conditions = {"Interval [ms]"};
  shape.time_label = "t [ms]";
  shape.timed_condition = 0;
  Behaviour behaviour = behaviour_of(shape);
  EXPECT_TRUE(consistent(behaviour));
  Experiment experiment;
  experiment.task.select(
      "gonogo");  // no ideal observer looks at the inputs, which this trial lacks
  Trial trial;
  trial.correct = 1;
  trial.stimulus = 2;
  trial.conditions = {400};
  add(behaviour, experiment, trial, {.correct = true, .choice = 1, .time_ms = 380});
  add(behaviour, experiment, trial, {.correct = false, .choice = -3});
  trial.counted = false;
  add(behaviour, experiment, trial, {.correct = true, .choice = 1});
  ASSERT_EQ(behaviour.trials.size(), 2u) << "a catch trial is not in it";
  EXPECT_EQ(behaviour.trials[0], (JudgedTrial{2, 1, 1, 1, 1, 380}));
  EXPECT_EQ(behaviour.trials[1], (JudgedTrial{2, 1, -1, 0, 0, -1}));
  EXPECT_EQ(behaviour.condition(1, 0), 400);
  EXPECT_TRUE(consistent(behaviour));
  behaviour.drawn.pop_back();
  EXPECT_FALSE(consistent(behaviour));
  behaviour.drawn = {400, NAN};
  EXPECT_FALSE(consistent(behaviour));
  behaviour.drawn = {400, 400};
  behaviour.timed_condition = 1;
  EXPECT_FALSE(consistent(behaviour));
}

}  // namespace nn4n::test::fresh_trials_test

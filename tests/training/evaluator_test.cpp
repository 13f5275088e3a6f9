#include "training/evaluator.h"

#include <gtest/gtest.h>

#include "training/take_snapshot.h"

namespace nn4n::test::evaluator_test {

namespace {

Experiment small() {
  Experiment experiment;
  experiment.network.areas[0].units = 12;
  experiment.network.areas[1].units = 11;
  experiment.training.batch = 8;
  experiment.training.validation_trials = 70;  // more than are held in memory at a time
  experiment.training.validation_interval = 5;
  return experiment;
}

Trainer trained(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  for (int i = 0; i < iterations; ++i) trainer.step();
  return trainer;
}

/// An evaluator of a trainer's network, with all that it holds on to.
struct Evaluated {
  explicit Evaluated(const Trainer& trainer)
      : now(trainer.in_force()),
        evaluator(now, trainer.masks(), trainer.dynamics(), trainer.parameters(), space) {}

  Experiment now;
  Workspace space;
  Evaluator evaluator;
};

TrialSource source_of(Purpose trials, Purpose noise, std::uint32_t index) {
  return {.seed = 1, .trials = trials, .noise = noise, .index = index};
}

}  // namespace

TEST(Evaluator, FindsWhatAValidationFound) {
  const Trainer trainer = trained(small(), 5);
  Evaluated network(trainer);
  const Judged judged = network.evaluator.judge(
      source_of(Purpose::validation_trials, Purpose::validation_noise, 5), 70);
  ASSERT_EQ(trainer.validations().size(), 1u);
  EXPECT_EQ(static_cast<float>(judged.loss), trainer.validations()[0].loss);
  EXPECT_EQ(static_cast<float>(judged.accuracy()), trainer.validations()[0].accuracy);
  EXPECT_EQ(judged.behaviour, trainer.state().trained.behaviour);
  EXPECT_EQ(static_cast<std::size_t>(judged.counted), judged.behaviour.trials.size());
  EXPECT_LT(judged.counted, 70) << "catch trials do not count";
  EXPECT_GT(judged.counted, 35);
}

TEST(Evaluator, ReturnsTheTrialsThatItRanAndTheirEpisode) {
  const Trainer trainer = trained(small(), 2);
  Evaluated network(trainer);
  const TrialSource source = source_of(Purpose::analysis_trials, Purpose::analysis_noise, 3);
  const TrialRun run = network.evaluator.run(source, 11);
  const std::vector<Trial> drawn = draw_trials(network.now, source, 11);
  ASSERT_EQ(run.trials.size(), 11u);
  ASSERT_EQ(run.episode.trials, 11);
  ASSERT_EQ(run.batch.trials, 11);
  for (std::size_t b = 0; b < drawn.size(); ++b) {
    EXPECT_EQ(run.trials[b].conditions, drawn[b].conditions);
    EXPECT_EQ(run.trials[b].target, drawn[b].target);
  }
  EXPECT_GT(network.evaluator.loss_of(run), 0);
}

TEST(Evaluator, ChunksOfManyTrialsAreTheTrialsInOrder) {
  const Trainer trainer = trained(small(), 2);
  Evaluated network(trainer);
  const TrialSource source = source_of(Purpose::analysis_trials, Purpose::analysis_noise, 0);
  std::vector<std::vector<float>> together, apart;
  const TrialRun all = network.evaluator.run(source, 150);
  for (std::size_t b = 0; b < 150; ++b)
    together.push_back(outputs_of(all.episode, static_cast<int>(b), all.trials[b].steps));
  int chunks = 0;
  network.evaluator.run_in_chunks(source, 150, [&](const TrialRun& run) {
    ++chunks;
    for (std::size_t b = 0; b < run.trials.size(); ++b)
      apart.push_back(outputs_of(run.episode, static_cast<int>(b), run.trials[b].steps));
  });
  EXPECT_GT(chunks, 1);
  EXPECT_EQ(apart, together);
}

TEST(Evaluator, DoesNotDependOnWhatTheWorkspaceHeld) {
  Experiment experiment = small();
  experiment.network.initial_state = InitialState::kept;
  const Trainer trainer = trained(experiment, 3);
  Evaluated fresh(trainer);
  Evaluated used(trainer);
  const TrialSource source = source_of(Purpose::analysis_trials, Purpose::analysis_noise, 0);
  used.evaluator.run(source_of(Purpose::trials, Purpose::noise, 7), 40);
  used.space.batch.initial_potential = trainer.state().trained.kept;
  EXPECT_EQ(used.evaluator.judge(source, 9).loss, fresh.evaluator.judge(source, 9).loss);
}

TEST(Snapshot, TakenWhileAStepIsSharedDoesNotChangeIt) {
  Experiment experiment = small();
  experiment.network.initial_state = InitialState::kept;
  Trainer watched(experiment);
  for (int i = 0; i < 4; ++i) {
    std::vector<ShardSum> sums = watched.sum_shards(0, 1);
    take_snapshot(watched);
    watched.step(std::move(sums));
  }
  EXPECT_EQ(watched.fingerprint(), trained(experiment, 4).fingerprint());
}

TEST(Snapshot, DoesNotDependOnItsWorkspace) {
  const Trainer trainer = trained(small(), 6);
  Workspace space;
  take_snapshot(trainer, {.sample = 2}, space);
  EXPECT_EQ(take_snapshot(trainer, {.sample = 9}, space), take_snapshot(trainer, {.sample = 9}));
}

TEST(Snapshot, SampleTrialsWrapAround) {
  const Trainer trainer = trained(small(), 1);
  EXPECT_EQ(take_snapshot(trainer, {.sample = -1}).trial.index, kSampleTrials - 1);
  EXPECT_EQ(take_snapshot(trainer, {.sample = kSampleTrials + 3}).trial,
            take_snapshot(trainer, {.sample = 3}).trial);
}

}  // namespace nn4n::test::evaluator_test

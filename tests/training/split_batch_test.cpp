#include "training/split_batch.h"

#include <gtest/gtest.h>

#include "training/trainer.h"

namespace nn4n::test::split_batch_test {
namespace {

/// Five shards: the last has three trials.
Experiment uneven() {
  Experiment experiment;
  experiment.training.batch = 35;
  experiment.training.validation_interval = 4;
  return experiment;
}

/// Runs six iterations, each taken together by Workers that sum [0, a), [a, b) and [b, n).
std::uint32_t fingerprint_of_three(const Experiment& experiment, int a, int b) {
  Trainer first(experiment);
  Trainer second(experiment);
  for (int iteration = 0; iteration < 6; ++iteration) {
    const int all = shards_of(experiment);
    second.follow(first.position());
    std::vector<ShardSum> parts;
    for (const auto& [begin, end] : {std::pair{b, all}, {0, a}, {a, b}}) {
      if (begin == end) continue;
      for (ShardSum& sum : second.sum_shards(begin, end)) parts.push_back(std::move(sum));
    }
    first.step(std::move(parts));
  }
  return first.fingerprint();
}

std::uint32_t fingerprint_alone(const Experiment& experiment) {
  Trainer trainer(experiment);
  for (int iteration = 0; iteration < 6; ++iteration) trainer.step();
  return trainer.fingerprint();
}

TEST(SplitBatch, BitsDoNotDependOnWhoSumsWhichShards) {
  const Experiment experiment = uneven();
  ASSERT_EQ(shards_of(experiment), 5);
  const std::uint32_t alone = fingerprint_alone(experiment);
  for (const auto& [a, b] : {std::pair{1, 2}, {2, 4}, {3, 3}, {5, 5}, {0, 1}}) {
    EXPECT_EQ(fingerprint_of_three(experiment, a, b), alone) << a << " " << b;
  }
}

TEST(SplitBatch, BitsAreTheSameUnderTheRectifiedRule) {
  Experiment experiment = uneven();
  experiment.network.connectivity.sign_constraint = SignConstraint::rectify;
  EXPECT_EQ(fingerprint_of_three(experiment, 2, 4), fingerprint_alone(experiment));
}

TEST(SplitBatch, AMissingShardIsComputedByWhoTakesTheStep) {
  const Experiment experiment = uneven();
  Trainer trainer(experiment);
  Trainer helper(experiment);
  for (int iteration = 0; iteration < 6; ++iteration) {
    helper.follow(trainer.position());
    trainer.step(helper.sum_shards(1, 3));
  }
  EXPECT_EQ(trainer.fingerprint(), fingerprint_alone(experiment));
}

TEST(SplitBatch, ABatchMayBeDrawnAhead) {
  const Experiment experiment = uneven();
  Trainer trainer(experiment);
  Trainer helper(experiment);
  for (int iteration = 0; iteration < 6; ++iteration) {
    helper.follow(trainer.position());
    std::vector<ShardSum> parts = helper.sum_shards(0, 2);
    helper.draw_ahead();
    for (ShardSum& sum : trainer.sum_shards(2, 4)) parts.push_back(std::move(sum));
    trainer.draw_ahead();
    trainer.step(std::move(parts));  // and the shard that is missing
  }
  EXPECT_EQ(trainer.fingerprint(), fingerprint_alone(experiment));
}

TEST(SplitBatch, ABatchDrawnAheadInAnotherStageIsDrawnAgain) {
  Experiment experiment = uneven();
  ASSERT_TRUE(experiment.task.select("dms"));
  experiment.training.curriculum.on = true;
  const auto loss_in_second_stage = [&](bool ahead) {
    Trainer helper(experiment);
    const Parameters<float> start = helper.trained_parameters();
    if (ahead) helper.draw_ahead();  // iteration 1 in the first stage
    helper.follow({1, 1, start});
    return helper.sum_shards(0, 5).front().loss;
  };
  EXPECT_EQ(loss_in_second_stage(true), loss_in_second_stage(false));
}

TEST(SplitBatch, TheLongestPartIsAsShortAsItCanBe) {
  using Parts = std::vector<int>;
  const auto parts = [](int batch, int workers) {
    Experiment experiment;
    experiment.training.batch = batch;
    return parts_of(experiment, workers);
  };
  EXPECT_EQ(parts(64, 1), (Parts{0, 8}));
  EXPECT_EQ(parts(64, 2), (Parts{0, 4, 8}));
  EXPECT_EQ(parts(64, 3), (Parts{0, 2, 5, 8})) << "the first has to add up";
  EXPECT_EQ(parts(20, 2), (Parts{0, 1, 3})) << "the last shard has four trials";
  EXPECT_EQ(parts(35, 3), (Parts{0, 1, 3, 5}));
  EXPECT_EQ(parts(35, 5), (Parts{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(parts(200, 3), (Parts{0, 3, 6, 8})) << "shards of three bundles and of four";
  EXPECT_EQ(parts(3, 1), (Parts{0, 1}));
}

TEST(SplitBatch, ThePartsOfALossAddUpToIt) {
  Experiment experiment = uneven();
  experiment.loss = {{Selection<TermCatalogue>("mse"), 1.0},
                     {Selection<TermCatalogue>("rate"), 0.1},
                     {Selection<TermCatalogue>("state_prediction"), 0.3},
                     {Selection<TermCatalogue>("recurrent_weight"), 0.7}};
  const auto first_loss = [](const Experiment& of) {
    Trainer trainer(of);
    trainer.step();
    return trainer.loss();
  };
  const double by_shards = first_loss(experiment);
  experiment.loss.push_back({Selection<TermCatalogue>("mean_rate"), 1e-9});  // needs all at once
  ASSERT_EQ(shards_of(experiment), 1);
  EXPECT_NEAR(first_loss(experiment) / by_shards, 1, 1e-5);
}

TEST(SplitBatch, WhatLooksAtAllTrialsIsNotSplit) {
  Experiment experiment = uneven();
  EXPECT_EQ(shards_of(experiment), 5);
  experiment.network.initial_state = InitialState::kept;
  EXPECT_EQ(shards_of(experiment), 1);
  experiment.network.initial_state = InitialState::learnt;
  experiment.training.batch = 512;
  EXPECT_EQ(shards_of(experiment), kMaxShards);
  experiment.loss.push_back({Selection<TermCatalogue>("rate_sd"), 0});
  EXPECT_EQ(shards_of(experiment), kMaxShards) << "a term of weight 0 does not count";
  experiment.loss.back().weight = 1;
  EXPECT_EQ(shards_of(experiment), 1);
}

}  // namespace
}  // namespace nn4n::test::split_batch_test

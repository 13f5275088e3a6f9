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
  experiment.network.connectivity.dale = DaleRule::rectify;
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

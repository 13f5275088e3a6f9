// Optimisers, schedules and gradients that are no numbers, in a whole run.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "training/checkpoint.h"
#include "training/take_snapshot.h"

namespace nn4n::test::optimisation_test {

namespace {

Experiment small(OptimiserKind kind) {
  Experiment experiment;
  experiment.network.areas[0].units = 9;
  experiment.network.areas[1].units = 7;
  experiment.training.batch = 12;
  experiment.training.validation_trials = 16;
  experiment.training.validation_interval = 10;
  experiment.training.optimiser = kind;
  experiment.training.momentum = 0.5;
  experiment.training.learning_rate = kind == OptimiserKind::sgd ? 0.01 : 0.003;
  experiment.training.adam.weight_decay = 0.5;
  return experiment;
}

constexpr OptimiserKind kKinds[] = {OptimiserKind::sgd, OptimiserKind::adam, OptimiserKind::adamw,
                                    OptimiserKind::rmsprop};

void run(Trainer& trainer, int iterations) {
  for (int i = 0; i < iterations; ++i) trainer.step();
}

Trainer trained(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  run(trainer, iterations);
  return trainer;
}

double norm_of(std::span<const float> values) {
  double squares = 0;
  for (const float x : values) squares += double{x} * double{x};
  return std::sqrt(squares);
}

/// A run that is about to overflow: steps far too long, nothing clipped.
Experiment overflowing(NonFinite rule) {
  Experiment experiment = small(OptimiserKind::sgd);
  experiment.network.activation = ActivationKind::rectified_power;
  experiment.network.initialisation.spectral_radius = 5;
  experiment.network.initialisation.potential = 5;
  experiment.training.clip_norm = 0;
  experiment.training.momentum = 0;
  experiment.training.non_finite = rule;
  return experiment;
}

}  // namespace

TEST(Optimisation, EveryOptimiserGoesOnFromACheckpointToTheSameBits) {
  std::vector<std::uint32_t> seen;
  for (const OptimiserKind kind : kKinds) {
    Experiment experiment = small(kind);
    experiment.training.schedule = {ScheduleKind::cosine, 5, 500, 0.5, 40, 0.1};
    experiment.training.clip_value = 0.05;
    const Trainer whole = trained(experiment, 30);
    std::variant<Trainer, Issue> read = from_checkpoint(to_checkpoint(trained(experiment, 17)));
    ASSERT_TRUE(std::holds_alternative<Trainer>(read)) << std::get<Issue>(read).message;
    Trainer rest = std::get<Trainer>(std::move(read));
    run(rest, 13);
    EXPECT_EQ(rest.fingerprint(), whole.fingerprint());
    seen.push_back(whole.fingerprint());
  }
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end()) << "they differ from each other";
}

TEST(Optimisation, AbsentSynapsesStayExactlyZero) {
  for (const OptimiserKind kind : kKinds) {
    const Trainer trainer = trained(small(kind), 25);
    const auto weights = trainer.parameters().of(Tensor::recurrent_weight);
    int absent = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (trainer.masks().recurrent[i] != 0) continue;
      EXPECT_EQ(weights[i], 0.0f);
      ++absent;
    }
    EXPECT_GT(absent, 50);
    EXPECT_NE(trainer.fingerprint(), Trainer(small(kind)).fingerprint());
  }
}

TEST(Optimisation, WeightDecayMakesWeightsSmaller) {
  const Trainer adam = trained(small(OptimiserKind::adam), 100);
  const Trainer adamw = trained(small(OptimiserKind::adamw), 100);
  EXPECT_LT(norm_of(adamw.parameters().of(Tensor::recurrent_weight)),
            0.95 * norm_of(adam.parameters().of(Tensor::recurrent_weight)));
}

TEST(Optimisation, AWarmUpSlowsTheFirstStep) {
  Experiment experiment = small(OptimiserKind::adam);
  const auto moved = [](const Experiment& of) {
    const Trainer before(of);
    const Trainer after = trained(of, 1);
    return std::abs(static_cast<double>(after.parameters().of(Tensor::readout_bias)[0] -
                                        before.parameters().of(Tensor::readout_bias)[0]));
  };
  const double whole = moved(experiment);
  experiment.training.schedule.warm_up = 10;
  EXPECT_GT(whole, 0.001);
  EXPECT_NEAR(moved(experiment), whole / 10, whole * 1e-3);
}

TEST(Optimisation, ClippedValuesBoundTheStepOfSgd) {
  Experiment experiment = small(OptimiserKind::sgd);
  experiment.training.momentum = 0;
  experiment.training.clip_value = 0.001;
  const Trainer before(experiment);
  const Trainer after = trained(experiment, 1);
  float most = 0;
  for (std::size_t i = 0; i < before.parameters().values.size(); ++i) {
    const float step = std::abs(after.parameters().values[i] - before.parameters().values[i]);
    most = std::max(most, step);
  }
  EXPECT_NEAR(most, 0.01 * 0.001, 1e-7);
}

TEST(Optimisation, ARunThatOverflowsGoesBackUnlessItIsToldOtherwise) {
  const Trainer back = trained(overflowing(NonFinite::go_back), 1);
  EXPECT_EQ(back.diverged_at(), 1) << "the test needs a loss that is not finite";
  EXPECT_EQ(back.iteration(), 0);
  const Trainer skipping = trained(overflowing(NonFinite::skip), 5);
  EXPECT_EQ(skipping.diverged_at(), std::nullopt);
  EXPECT_EQ(skipping.iteration(), 5);
  EXPECT_EQ(skipping.fingerprint(), back.fingerprint()) << "no step was taken";
}

TEST(Optimisation, SongsRuleShrinksTheRecurrentWeightsUntilTheLossIsFinite) {
  Experiment experiment = overflowing(NonFinite::shrink);
  experiment.training.learning_rate = 1;
  const Trainer start(experiment);
  const Trainer once = trained(experiment, 1);
  const auto before = start.parameters().of(Tensor::recurrent_weight);
  const auto after = once.parameters().of(Tensor::recurrent_weight);
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_FLOAT_EQ(after[i], before[i] * 0.98f);
  }
  const auto readout = once.parameters().of(Tensor::readout_weight);
  EXPECT_TRUE(std::equal(readout.begin(), readout.end(),
                         start.parameters().of(Tensor::readout_weight).begin()));
  Trainer trainer(experiment);
  int iterations = 0;
  while (!std::isfinite(trainer.loss()) && iterations < 400) trainer.step(), ++iterations;
  EXPECT_TRUE(std::isfinite(trainer.loss()));
  EXPECT_GT(iterations, 2);
}

TEST(Optimisation, PotentialsThatRanAwayDoNotGoOnToTheNextBatch) {
  Experiment experiment = overflowing(NonFinite::skip);
  experiment.network.initial_state = InitialState::kept;
  const Trainer trainer = trained(experiment, 3);
  const RunState state = trainer.state();
  ASSERT_FALSE(state.trained.kept.empty());
  for (const Bundle<float>& bundle : state.trained.kept) {
    for (int lane = 0; lane < kLanes; ++lane) EXPECT_TRUE(std::isfinite(bundle[lane]));
  }
}

TEST(TermLosses, AddUpToTheLoss) {
  Experiment experiment = small(OptimiserKind::adam);
  experiment.training.batch = 35;
  experiment.loss.push_back({Selection<TermCatalogue>("vanishing_gradient"), 0.01});
  experiment.loss.push_back({Selection<TermCatalogue>("rate_sd"), 0});
  Trainer trainer(experiment);
  EXPECT_TRUE(take_snapshot(trainer).term_losses.empty()) << "before the first iteration";
  run(trainer, 4);
  const Snapshot snapshot = take_snapshot(trainer);
  ASSERT_EQ(snapshot.term_losses.size(), experiment.loss.size());
  double total = 0;
  for (std::size_t i = 0; i < experiment.loss.size(); ++i) {
    total += experiment.loss[i].weight * static_cast<double>(snapshot.term_losses[i]);
  }
  EXPECT_NEAR(total, static_cast<double>(snapshot.loss), 1e-6);
  EXPECT_GT(snapshot.term_losses[0], 0);
  EXPECT_EQ(snapshot.term_losses.back(), 0) << "a term of weight 0 is not evaluated";
  const std::optional<Snapshot> copy = from_bytes(to_bytes(snapshot));
  ASSERT_TRUE(copy);
  EXPECT_EQ(copy->term_losses, snapshot.term_losses);
}

TEST(TermLosses, AreTheSameWhenWorkersShareTheBatch) {
  Experiment experiment = small(OptimiserKind::adam);
  experiment.training.batch = 35;
  Trainer alone = trained(experiment, 2);
  Trainer owner(experiment);
  Trainer helper(experiment);
  for (int i = 0; i < 2; ++i) {
    helper.follow(owner.position());
    owner.step(helper.sum_shards(2, 5));
  }
  EXPECT_EQ(take_snapshot(owner).term_losses, take_snapshot(alone).term_losses);
}

}  // namespace nn4n::test::optimisation_test

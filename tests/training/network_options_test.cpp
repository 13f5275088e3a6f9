// What the options of a network do to a training run: states that are kept, signs that are
// rectified, factors of the step, learnt alpha, stacks.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "training/take_snapshot.h"

namespace nn4n::test::network_options_test {

namespace {

Experiment small() {
  Experiment experiment;
  experiment.network.areas[0].units = 13;
  experiment.network.areas[1].units = 10;
  experiment.training.batch = 12;
  experiment.training.validation_trials = 24;
  experiment.training.validation_interval = 50;
  return experiment;
}

/// Weights of either sign whose gradient is not shortened, so that steps may be compared.
Experiment unsigned_and_unclipped() {
  Experiment experiment = small();
  experiment.network.connectivity.unit_signs = UnitSigns::none;
  experiment.training.clip_norm = 0;
  return experiment;
}

Experiment frozen() {
  Experiment experiment = small();
  experiment.network.input_weights.trained = false;
  experiment.network.recurrent_weights.trained = false;
  experiment.network.readout_weights.trained = false;
  return experiment;
}

std::vector<float> after(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  for (int i = 0; i < iterations; ++i) trainer.step();
  return trainer.parameters().values;
}

std::vector<float> losses_of(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  for (int i = 0; i < iterations; ++i) trainer.step();
  return trainer.loss_history();
}

/// The first step of every recurrent weight.
std::vector<double> first_step(const Experiment& experiment) {
  const Parameters<float> start = Trainer(experiment).parameters();
  Trainer trainer(experiment);
  trainer.step();
  std::vector<double> steps;
  for (std::size_t k = 0; k < start.of(Tensor::recurrent_weight).size(); ++k) {
    steps.push_back(static_cast<double>(trainer.parameters().of(Tensor::recurrent_weight)[k]) -
                    static_cast<double>(start.of(Tensor::recurrent_weight)[k]));
  }
  return steps;
}

/// Adam's first step is 0.002 wherever there is a gradient; weights are at most about 1, so their
/// rounding is below 1e-7.
void expect_scaled(const Experiment& experiment, const std::vector<double>& plain, double factor,
                   const std::function<bool(int into, int from)>& chosen) {
  const std::vector<double> scaled = first_step(experiment);
  int counted = 0;
  int others = 0;
  for (std::size_t k = 0; k < plain.size(); ++k) {
    if (std::abs(plain[k]) < 1e-3) continue;
    const bool here = chosen(static_cast<int>(k) / 23, static_cast<int>(k) % 23);
    const double expected = here ? factor * plain[k] : plain[k];
    EXPECT_NEAR(scaled[k], expected, expected == 0 ? 0 : 4e-7) << k;
    ++(here ? counted : others);
  }
  EXPECT_GT(counted, 10);
  EXPECT_GT(others, 10);
}

}  // namespace

TEST(KeptState, EachBatchGoesOnWhereTheLastOneEnded) {
  Experiment kept = frozen();
  kept.network.initial_state = InitialState::kept;
  Experiment given = frozen();
  given.network.initial_state = InitialState::given;
  const std::vector<float> on = losses_of(kept, 3);
  const std::vector<float> anew = losses_of(given, 3);
  EXPECT_EQ(on[0], anew[0]) << "the first batch starts at the initial potential";
  EXPECT_NE(on[1], anew[1]);
  EXPECT_NE(on[2], anew[2]);
}

TEST(KeptState, AFreshRunForgetsIt) {
  Experiment experiment = small();
  experiment.network.initial_state = InitialState::kept;
  EXPECT_EQ(losses_of(experiment, 4), losses_of(experiment, 4));
  EXPECT_EQ(after(experiment, 4), after(experiment, 4));
}

TEST(KeptState, LookingAtARunDoesNotTouchIt) {
  Experiment experiment = small();
  experiment.network.initial_state = InitialState::kept;
  experiment.training.validation_interval = 2;
  Trainer watched(experiment);
  for (int i = 0; i < 6; ++i) {
    watched.step();
    take_snapshot(watched);
  }
  experiment.training.validation_interval = 50;
  EXPECT_EQ(watched.parameters().values, after(experiment, 6));
}

TEST(RectifiedDale, TheWeightsInUseKeepTheirSigns) {
  Experiment experiment = small();
  experiment.network.connectivity.sign_constraint = SignConstraint::rectify;
  experiment.training.learning_rate = 0.02;
  Trainer trainer(experiment);
  for (int i = 0; i < 40; ++i) trainer.step();
  const Masks& masks = trainer.masks();
  const auto weights = trainer.parameters().of(Tensor::recurrent_weight);
  int alive = 0;
  int dead = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    if (!masks.recurrent[k]) {
      EXPECT_EQ(weights[k], 0);
      continue;
    }
    EXPECT_GE(weights[k] * static_cast<float>(masks.recurrent_sign[k]), 0);
    ++(weights[k] == 0 ? dead : alive);
  }
  EXPECT_GT(alive, 50);
  EXPECT_GT(dead, 5) << "steps as long as these reach the wrong sign";
}

TEST(RectifiedDale, AWeightThatDiedStaysDead) {
  Experiment experiment = small();
  experiment.network.connectivity.sign_constraint = SignConstraint::rectify;
  experiment.training.optimiser = OptimiserKind::sgd;  // no momentum that carries on
  experiment.training.learning_rate = 0.5;
  const std::vector<float> before = after(experiment, 20);
  const std::vector<float> later = after(experiment, 40);
  const Trainer trainer(experiment);
  const std::size_t first = trainer.parameters().sizes.offset(Tensor::recurrent_weight);
  int died = 0;
  for (std::size_t k = 0; k < trainer.masks().recurrent.size(); ++k) {
    if (!trainer.masks().recurrent[k] || before[first + k] != 0) continue;
    EXPECT_EQ(later[first + k], 0);
    ++died;
  }
  EXPECT_GT(died, 0);
}

TEST(UpdateFactor, OfALayerHalvesAdamsFirstStep) {
  const Experiment plain = unsigned_and_unclipped();
  Experiment half = plain;
  half.network.recurrent_weights.plasticity = 0.5;
  const std::vector<double> full = first_step(plain);
  const std::vector<double> scaled = first_step(half);
  double largest = 0;
  for (std::size_t k = 0; k < full.size(); ++k) {
    EXPECT_NEAR(scaled[k], 0.5 * full[k], 4e-7);
    largest = std::max(largest, std::abs(full[k]));
  }
  EXPECT_NEAR(largest, 0.002, 1e-5);
}

TEST(UpdateFactor, OfABlockHalvesOrFreezesThatBlockAlone) {
  const Experiment plain = unsigned_and_unclipped();
  const std::vector<double> full = first_step(plain);
  for (const double factor : {0.5, 0.0}) {
    Experiment experiment = plain;
    Block block;
    block.into = 1;
    block.from = 0;
    block.plasticity = factor;
    experiment.network.connectivity.blocks.push_back(block);
    expect_scaled(experiment, full, factor,
                  [](int into, int from) { return into >= 13 && from < 13; });
  }
}

TEST(UpdateFactor, OfASynapseHalvesOrFreezesThatSynapseAlone) {
  const Experiment plain = unsigned_and_unclipped();
  const std::vector<double> full = first_step(plain);
  for (const double factor : {0.5, 0.0}) {
    Experiment experiment = plain;
    auto& factors = experiment.network.recurrent_weights.synapse_plasticity;
    factors.assign(23, std::vector<double>(23, 1));
    for (std::size_t n = 0; n < 23; ++n)
      factors[n][(n + 3) % 23] = factors[n][(n + 9) % 23] = factor;
    expect_scaled(experiment, full, factor, [](int into, int from) {
      return from == (into + 3) % 23 || from == (into + 9) % 23;
    });
  }
}

/// NN4N 1.2 scales the gradient instead, which Adam does not feel.
TEST(UpdateFactor, OfNn4nIsNotFeltByAdamUnlessItIsZero) {
  Experiment plain = unsigned_and_unclipped();
  plain.network.compatibility = Compatibility::nn4n_1_2;
  Experiment halved = plain;
  auto& factors = halved.network.recurrent_weights.synapse_plasticity;
  factors.assign(23, std::vector<double>(23, 1));
  factors[2].assign(23, 0.5);
  factors[3].assign(23, 0);
  const std::vector<double> full = first_step(plain);
  const std::vector<double> scaled = first_step(halved);
  int moved = 0;
  for (std::size_t from = 0; from < 23; ++from) {
    if (std::abs(full[2 * 23 + from]) < 1.9e-3) continue;
    EXPECT_NEAR(scaled[2 * 23 + from], full[2 * 23 + from], 1e-5);
    EXPECT_EQ(scaled[3 * 23 + from], 0);
    ++moved;
  }
  EXPECT_GT(moved, 5);
}

TEST(TrainedLayers, WhatIsNotTrainedStaysToTheBit) {
  const std::vector<float> start = after(small(), 0);
  const Sizes sizes = Trainer(small()).parameters().sizes;
  const auto moved = [&](const std::vector<float>& now, Tensor tensor) {
    const auto begin = static_cast<std::ptrdiff_t>(sizes.offset(tensor));
    const auto end = begin + static_cast<std::ptrdiff_t>(sizes.count(tensor));
    return !std::equal(start.begin() + begin, start.begin() + end, now.begin() + begin);
  };
  Experiment experiment = small();
  experiment.network.recurrent_weights.trained = false;
  const std::vector<float> now = after(experiment, 5);
  EXPECT_FALSE(moved(now, Tensor::recurrent_weight));
  EXPECT_FALSE(moved(now, Tensor::recurrent_bias));
  EXPECT_TRUE(moved(now, Tensor::input_weight));
  EXPECT_TRUE(moved(now, Tensor::readout_weight));
}

TEST(SparseLayers, SwitchedOffHaveEverySynapseAndTrainIt) {
  Experiment experiment = unsigned_and_unclipped();
  experiment.network.connectivity.density = {{0.1, 0.1}, {0.1, 0.1}};
  experiment.network.recurrent_weights.distribution = WeightDistribution::normal;
  const std::vector<float> sparse = after(experiment, 3);
  experiment.network.recurrent_weights.sparse = false;
  const std::vector<float> dense = after(experiment, 3);
  const std::size_t first = Trainer(experiment).parameters().sizes.offset(Tensor::recurrent_weight);
  int absent = 0;
  for (std::size_t k = first; k < first + 23 * 23; ++k) {
    const bool self = (k - first) % 24 == 0;  // the switch for those is another one
    EXPECT_EQ(dense[k] == 0, self);
    absent += sparse[k] == 0;
  }
  EXPECT_GT(absent, 400);
}

TEST(LearntAlpha, MovesAndStaysWithinItsLimits) {
  Experiment experiment = small();
  experiment.network.learn_alpha = true;
  experiment.network.areas[1].tau_ms = 20;  // alpha starts at its upper limit
  experiment.training.learning_rate = 0.05;
  Trainer trainer(experiment);
  const std::vector<float> start(trainer.parameters().of(Tensor::alpha).begin(),
                                 trainer.parameters().of(Tensor::alpha).end());
  EXPECT_FLOAT_EQ(start[0], 0.2f);
  EXPECT_FLOAT_EQ(start[22], 1);
  int moved = 0;
  int at_limit = 0;
  for (int i = 0; i < 40; ++i) {
    trainer.step();
    for (std::size_t n = 0; n < 23; ++n) {
      const float alpha = trainer.parameters().of(Tensor::alpha)[n];
      EXPECT_GE(alpha, 0.001f);
      EXPECT_LE(alpha, 1.0f);
      moved += alpha != start[n];
      at_limit += alpha == 0.001f || (i > 0 && alpha == 1.0f);
    }
  }
  EXPECT_GT(moved, 500);
  EXPECT_GT(at_limit, 0) << "steps as long as these meet a limit";
}

TEST(TimeConstants, OfUnitsWinOverThoseOfTheirArea) {
  Experiment experiment = small();
  const std::vector<float> by_area = after(experiment, 3);
  experiment.network.unit_tau_ms.assign(23, 100);
  EXPECT_EQ(after(experiment, 3), by_area) << "the same said twice";
  experiment.network.unit_tau_ms[4] = 40;
  EXPECT_NE(after(experiment, 3), by_area);
  const Masks masks = make_masks(experiment.network, 3, 2, 1);
  const Dynamics<double> dynamics = make_dynamics<double>(experiment.network, masks);
  EXPECT_DOUBLE_EQ(dynamics.alpha[3], 0.2);
  EXPECT_DOUBLE_EQ(dynamics.alpha[4], 0.5);
}

TEST(Stack, OfLayersLearns) {
  Experiment experiment = small();
  experiment.task.select("gonogo");
  experiment.training.learning_rate = 0.01;
  experiment.network.areas[1].layer = 1;
  Trainer trainer(experiment);
  EXPECT_EQ(trainer.masks().layer_begin, (std::vector<int>{0, 13}));
  for (int i = 0; i < 10; ++i) trainer.step();
  const double before = trainer.loss();
  for (int i = 0; i < 190; ++i) trainer.step();
  EXPECT_LT(trainer.loss(), 0.5 * before);
  EXPECT_GT(trainer.accuracy(), 0.9);
}

TEST(Stack, IsNotTheSameNetworkAsItsAreasSideBySide) {
  Experiment experiment = small();
  const float side_by_side = losses_of(experiment, 1)[0];
  experiment.network.areas[1].layer = 1;
  EXPECT_NE(losses_of(experiment, 1)[0], side_by_side);
}

}  // namespace nn4n::test::network_options_test

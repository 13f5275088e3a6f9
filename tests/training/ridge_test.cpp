#include "training/ridge.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>

#include "experiment/validate.h"
#include "training/take_snapshot.h"

namespace nn4n::test::ridge_test {

namespace {

constexpr int kUnits = 6;
constexpr int kOutputs = 3;
constexpr int kTrials = 11;  // the second bundle has idle lanes
constexpr int kSteps = 5;

/// Random rates and masks, and targets that are a line through them plus `noise`.
struct Scene {
  Batch<float> batch;
  Episode<float> episode;
  Parameters<float> parameters;
  std::vector<std::uint8_t> present = std::vector<std::uint8_t>(kUnits * kOutputs, 1);

  explicit Scene(float noise, bool masks_differ = false) {
    const Sizes sizes{kUnits, 1, kOutputs, false};
    RandomStream random(stream_key(3, Purpose::trials));
    batch.resize(kTrials, kSteps, 1, kOutputs);
    episode.resize(sizes, kTrials, kSteps);
    parameters = Parameters<float>(sizes);
    for (Bundle<float>& rates : episode.state) {
      for (int lane = 0; lane < kLanes; ++lane) rates[lane] = random.normal();
    }
    for_each([&](int bundle, int t, int lane) {
      const float mask = random.chance(0.3) ? 0 : 0.5f + random.uniform();
      for (int o = 0; o < kOutputs; ++o) {
        float y = 0.25f * static_cast<float>(o);
        for (int n = 0; n < kUnits; ++n) y += weight(o, n) * rate(bundle, t, n, lane);
        target(bundle, t, o)[lane] = y + noise * random.normal();
        this->mask(bundle, t, o)[lane] = masks_differ && o == 2 ? 1 : mask;
      }
    });
  }

  static float weight(int output, int unit) {
    return 0.125f * static_cast<float>(unit - 2) + 0.5f * static_cast<float>(output);
  }
  float rate(int bundle, int t, int n, int lane) const {
    return episode.state_at(bundle, t)[n][lane];
  }
  Bundle<float>& target(int bundle, int t, int o) {
    return batch.target[batch.row(bundle, t - 1, kOutputs) + static_cast<std::size_t>(o)];
  }
  Bundle<float>& mask(int bundle, int t, int o) {
    return batch.mask[batch.row(bundle, t - 1, kOutputs) + static_cast<std::size_t>(o)];
  }
  /// visit(bundle, step, lane) of every trial.
  template <class Visit>
  void for_each(Visit&& visit) {
    for (int bundle = 0; bundle < batch.bundles(); ++bundle) {
      for (int t = 1; t <= kSteps; ++t) {
        for (int lane = 0; lane < batch.lanes(bundle); ++lane) visit(bundle, t, lane);
      }
    }
  }
  void solve(double lambda, bool bias = true) {
    solve_ridge({present, bias, lambda}, batch, episode, parameters);
  }
  float found(int output, int unit) const {
    return parameters.of(Tensor::readout_weight)[static_cast<std::size_t>(output * kUnits + unit)];
  }
  float found_bias(int output) const {
    return parameters.of(Tensor::readout_bias)[static_cast<std::size_t>(output)];
  }
};

/// The same with Eigen: weights and, last, the bias.
Eigen::VectorXd oracle(Scene& scene, int output, double lambda) {
  Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(kUnits + 1, kUnits + 1);
  Eigen::VectorXd moment = Eigen::VectorXd::Zero(kUnits + 1);
  double weight = 0;
  scene.for_each([&](int bundle, int t, int lane) {
    Eigen::VectorXd x(kUnits + 1);
    for (int n = 0; n < kUnits; ++n) x[n] = static_cast<double>(scene.rate(bundle, t, n, lane));
    x[kUnits] = 1;
    const double mask = static_cast<double>(scene.mask(bundle, t, output)[lane]);
    gram += mask * x * x.transpose();
    moment += mask * static_cast<double>(scene.target(bundle, t, output)[lane]) * x;
    weight += mask;
  });
  for (int n = 0; n < kUnits; ++n) gram(n, n) += lambda * weight;
  return gram.ldlt().solve(moment);
}

}  // namespace

TEST(Ridge, WithoutCostFindsTheLineThatTheTargetsAreOn) {
  Scene scene(0);
  scene.solve(0);
  for (int o = 0; o < kOutputs; ++o) {
    for (int n = 0; n < kUnits; ++n) EXPECT_NEAR(scene.found(o, n), Scene::weight(o, n), 1e-5);
    EXPECT_NEAR(scene.found_bias(o), 0.25 * o, 1e-5);
  }
}

TEST(Ridge, AgreesWithEigen) {
  for (const bool masks_differ : {false, true}) {
    for (const double lambda : {1e-4, 0.3}) {
      Scene scene(0.5f, masks_differ);
      scene.solve(lambda);
      for (int o = 0; o < kOutputs; ++o) {
        const Eigen::VectorXd expected = oracle(scene, o, lambda);
        for (int n = 0; n < kUnits; ++n) EXPECT_NEAR(scene.found(o, n), expected[n], 1e-5);
        EXPECT_NEAR(scene.found_bias(o), expected[kUnits], 1e-5);
      }
    }
  }
}

TEST(Ridge, TheCostMakesWeightsSmaller) {
  double before = 1e9;
  for (const double lambda : {0.0, 0.1, 1.0, 10.0}) {
    Scene scene(0.2f);
    scene.solve(lambda);
    double size = 0;
    for (int n = 0; n < kUnits; ++n) size += std::pow(static_cast<double>(scene.found(1, n)), 2);
    EXPECT_LT(size, before);
    before = size;
  }
}

TEST(Ridge, AbsentWeightsStayZeroAndAFixedBiasStays) {
  Scene scene(0.2f);
  scene.present[1 * kUnits + 2] = 0;
  scene.parameters.of(Tensor::readout_bias)[0] = 0.75f;
  scene.solve(0, false);
  EXPECT_EQ(scene.found(1, 2), 0);
  EXPECT_NE(scene.found(0, 2), 0);
  EXPECT_EQ(scene.found_bias(0), 0.75f);
  Scene other(0.2f);
  other.solve(0, false);
  EXPECT_NE(other.found(0, 0), scene.found(0, 0)) << "the weights make up for the bias";
  EXPECT_EQ(other.found(2, 0), scene.found(2, 0)) << "outputs do not touch each other";
}

TEST(Ridge, UnitsThatSayTheSameOrNothingDoNoHarm) {
  Scene scene(0);
  for (Bundle<float>& rates : scene.episode.state) rates = Bundle<float>{};
  scene.solve(0);
  for (const float weight : scene.parameters.of(Tensor::readout_weight)) EXPECT_EQ(weight, 0);
  Scene twins(0);
  for (int bundle = 0; bundle < 2; ++bundle) {
    for (int t = 0; t <= kSteps; ++t) {
      twins.episode.state_at(bundle, t)[1] = twins.episode.state_at(bundle, t)[0];
    }
  }
  twins.solve(0);
  for (const float weight : twins.parameters.of(Tensor::readout_weight)) {
    EXPECT_TRUE(std::isfinite(weight));
  }
}

TEST(Ridge, WhatNothingScoresKeepsItsWeights) {
  Scene scene(0.2f);
  for (Bundle<float>& mask : scene.batch.mask) mask = Bundle<float>{};
  for (float& weight : scene.parameters.of(Tensor::readout_weight)) weight = 0.5f;
  scene.solve(0.1);
  for (const float weight : scene.parameters.of(Tensor::readout_weight)) EXPECT_EQ(weight, 0.5f);
}

// ---------------------------------------------------------------------------------------------
// In a run

TEST(RidgeTraining, ChangesTheReadoutAlone) {
  Trainer trainer(*preset("hub_reservoir"));
  const Parameters<float> before = trainer.parameters();
  trainer.step();
  const Parameters<float>& after = trainer.parameters();
  for (const Tensor tensor : kAllTensors) {
    const auto old_values = before.of(tensor);
    const auto new_values = after.of(tensor);
    const bool readout = tensor == Tensor::readout_weight || tensor == Tensor::readout_bias;
    if (old_values.empty()) continue;
    EXPECT_EQ(std::equal(old_values.begin(), old_values.end(), new_values.begin()), !readout);
  }
}

TEST(RidgeTraining, OneIterationIsEnough) {
  for (const char* name : {"hub_reservoir", "memory_capacity", "mackey_glass"}) {
    Experiment experiment = *preset(name);
    experiment.training.validation_interval = 1;
    Trainer trainer(experiment);
    trainer.step();
    EXPECT_GT(trainer.accuracy(), take_snapshot(trainer).pass_accuracy) << name;
  }
}

TEST(RidgeTraining, IsNotSplitAndGivesTheSameBitsAgain) {
  const Experiment experiment = *preset("mackey_glass");
  EXPECT_EQ(shards_of(experiment), 1);
  Trainer one(experiment), other(experiment);
  std::vector<ShardSum> parts = other.sum_shards(0, 1);
  one.step();
  other.step(std::move(parts));
  EXPECT_EQ(one.fingerprint(), other.fingerprint());
}

TEST(RidgeTraining, IsRefusedWhereMoreThanTheReadoutLearns) {
  Experiment experiment = *preset("hub_reservoir");
  EXPECT_TRUE(validate(experiment).empty());
  experiment.network.recurrent_weights.trained = true;
  const Issues issues = repair(experiment);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(
      issues[0].message,
      "training.readout_rule is ridge, but network.recurrent_weights.trained is true; allowed "
      "where only the readout learns. Using gradient.");
  EXPECT_EQ(experiment.training.readout_rule, ReadoutRule::gradient);
}

}  // namespace nn4n::test::ridge_test

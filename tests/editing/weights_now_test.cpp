#include "editing/weights_now.h"

#include <gtest/gtest.h>

#include <cmath>

#include "editing/masks_by_hand.h"
#include "training/take_snapshot.h"

namespace nn4n::weights_now_test {
namespace {

Experiment small() {
  Experiment experiment;
  for (Area& area : experiment.network.areas) area.units = 12;
  experiment.training.batch = 8;
  return experiment;
}

/// What the page knows of a run of so many iterations.
nn4n::Run run_of(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  for (int i = 0; i < iterations; ++i) trainer.step();
  nn4n::Run run;
  run.status = iterations > 0 ? Status::paused : Status::idle;
  take(run, take_snapshot(trainer));
  return run;
}

constexpr auto kRecurrent = static_cast<std::size_t>(MaskLayer::recurrent);

/// The page and the worker must agree on the weights of iteration 0, or their difference is wrong.
TEST(WeightsNow, TheInitialWeightsAreThoseOfTheTrainerToTheBit) {
  for (const SignConstraint constraint : {SignConstraint::clamp, SignConstraint::rectify}) {
    Experiment experiment = small();
    experiment.network.connectivity.sign_constraint = constraint;
    experiment.network.recurrent_weights.distribution = WeightDistribution::normal;
    Initials initials;
    const Initial& initial = initials.of(experiment, false);
    const nn4n::Run run = run_of(experiment, 0);
    const auto same = [&](Tensor tensor, const std::vector<float>& sent) {
      const auto own = initial.parameters.of(tensor);
      return std::vector<float>(own.begin(), own.end()) == sent;
    };
    EXPECT_TRUE(same(Tensor::input_weight, run.snapshot.input));
    EXPECT_TRUE(same(Tensor::recurrent_weight, run.snapshot.recurrent));
    EXPECT_TRUE(same(Tensor::readout_weight, run.snapshot.readout));
  }
}

TEST(WeightsNow, BeforeTrainingIsTheInitialNetwork) {
  Initials initials;
  const Initial& initial = initials.of(small(), false);
  FollowedWeights weights;
  const WeightsNow& now = weights.of(run_of(small(), 0), initial, false, 1);
  EXPECT_EQ(now.iteration, 0);
  EXPECT_EQ(now.eigenvalues, initial.eigenvalues);
  EXPECT_EQ(now.radius, initial.radius);
  for (const auto& layer : now.change) {
    ASSERT_FALSE(layer.empty());
    for (const float value : layer) EXPECT_EQ(value, 0);
  }
}

TEST(WeightsNow, IsWhatTheSnapshotBringsWithItsSpectrum) {
  Initials initials;
  const Initial& initial = initials.of(small(), false);
  const nn4n::Run run = run_of(small(), 20);
  FollowedWeights weights;
  const WeightsNow& now = weights.of(run, initial, false, 1);
  EXPECT_EQ(now.iteration, 20);
  EXPECT_EQ(now.spectrum_iteration, 20);
  EXPECT_EQ(now.weights[kRecurrent], run.snapshot.recurrent);
  EXPECT_EQ(now.weights[static_cast<std::size_t>(MaskLayer::input)], run.snapshot.input);
  EXPECT_EQ(now.weights[static_cast<std::size_t>(MaskLayer::readout)], run.snapshot.readout);
  const auto before = initial.parameters.of(Tensor::recurrent_weight);
  double moved = 0;
  for (std::size_t k = 0; k < before.size(); ++k) {
    EXPECT_EQ(now.change[kRecurrent][k], run.snapshot.recurrent[k] - before[k]);
    moved += std::fabs(double{now.change[kRecurrent][k]});
    if (!initial.masks.recurrent[k]) {
      EXPECT_EQ(now.weights[kRecurrent][k], 0);
    }
  }
  EXPECT_GT(moved, 0.01);
  EXPECT_NE(now.radius, initial.radius);
  double trace = 0;
  for (std::size_t i = 0; i < 24; ++i) trace += double{now.weights[kRecurrent][i * 25]};
  std::complex<double> sum = 0;
  for (const auto& value : now.eigenvalues) sum += value;
  EXPECT_NEAR(sum.real(), trace, 1e-5);
  const int serial = now.serial;
  EXPECT_EQ(weights.of(run, initial, false, 2).serial, serial) << "nothing new, nothing computed";
}

TEST(WeightsNow, GoesBackWithTheRun) {
  Initials initials;
  const Initial& initial = initials.of(small(), false);
  nn4n::Run run = run_of(small(), 10);
  FollowedWeights weights;
  EXPECT_EQ(weights.of(run, initial, false, 1).spectrum_iteration, 10);
  forget(run);
  EXPECT_EQ(weights.of(run, initial, false, 1).iteration, 0);
  EXPECT_EQ(weights.last().eigenvalues, initial.eigenvalues);
}

TEST(WeightsNow, WhileItTrainsTheSpectrumTakesAShareOfTheTime) {
  Experiment experiment = small();
  experiment.network.areas[0].units = 80;
  Initials initials;
  const Initial& initial = initials.of(experiment, false);
  Trainer trainer(experiment);
  nn4n::Run run;
  FollowedWeights weights;
  const auto spectrum_at = [&](double now_s, Status status) {
    trainer.step();
    run.status = status;
    take(run, take_snapshot(trainer));
    const WeightsNow& now = weights.of(run, initial, false, now_s);
    EXPECT_EQ(now.iteration, trainer.iteration());
    return now.spectrum_iteration;
  };
  EXPECT_EQ(spectrum_at(10, Status::training), 1);
  EXPECT_EQ(spectrum_at(10.01, Status::training), 1) << "too soon";
  EXPECT_EQ(spectrum_at(11, Status::training), 3);
  EXPECT_EQ(spectrum_at(11.01, Status::paused), 4) << "at rest it is that of the weights";
}

TEST(WeightsNow, TheSpectrumOfManyUnitsWaitsForAPause) {
  Experiment experiment = small();
  experiment.network.areas[0].units = kWithinAFrame;
  Initials initials;
  const Initial& initial = initials.of(experiment, false);
  nn4n::Run run = run_of(experiment, 1);
  run.status = Status::training;
  FollowedWeights weights;
  EXPECT_EQ(weights.of(run, initial, false, 100).iteration, 1);
  EXPECT_EQ(weights.last().spectrum_iteration, 0);
  EXPECT_EQ(weights.last().eigenvalues, initial.eigenvalues);
  run.status = Status::paused;
  EXPECT_EQ(weights.of(run, initial, false, 101).spectrum_iteration, 1);
}

TEST(WeightsNow, IsNotThatOfAnotherNetwork) {
  Initials initials;
  FollowedWeights weights;
  const nn4n::Run run = run_of(small(), 5);
  EXPECT_EQ(weights.of(run, initials.of(small(), false), false, 1).iteration, 5);
  Experiment dragged = small();
  dragged.network.recurrent_weights.gain = 2;
  EXPECT_EQ(weights.of(run, initials.of(dragged, true), true, 2).iteration, 0);
  EXPECT_EQ(weights.of(run, initials.of(dragged, true), true, 2).iteration, 0);
  EXPECT_EQ(weights.of(run, initials.of(small(), false), false, 3).iteration, 5);
  dragged.network.areas[0].units = 13;
  EXPECT_EQ(weights.of(run, initials.of(dragged, false), false, 4).iteration, 0);
}

TEST(WeightsNow, IsComparedWithTheDrawThatTheRunTrains) {
  Initials initials;
  const Parameters<float> first = initials.of(small(), false, 0).parameters;
  const Initial& second = initials.of(small(), false, 1);
  EXPECT_NE(first.values, second.parameters.values);
  EXPECT_FALSE(initials.stale());
}

}  // namespace
}  // namespace nn4n::weights_now_test

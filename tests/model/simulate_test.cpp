#include "model/simulate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "small_network.h"

namespace nn4n::test {

namespace {

double rate_of(ActivationKind kind, double v) {
  switch (kind) {
    case ActivationKind::relu:
      return std::max(v, 0.0);
    case ActivationKind::tanh:
      return std::tanh(v);
    case ActivationKind::sigmoid:
      return 1 / (1 + std::exp(-v));
    case ActivationKind::retanh:
      return std::max(std::tanh(v), 0.0);
    case ActivationKind::softplus:
      return std::log1p(std::exp(v));
    case ActivationKind::rectified_power:
      return std::pow(std::max(v, 0.0), 2);
    case ActivationKind::linear:
      return v;
  }
  return 0;
}

/// The equations of the header, one trial at a time, written as they stand there.
std::vector<double> outputs_by_hand(const SmallNetwork& network, int lane) {
  const auto& p = network.parameters;
  const auto [N, I, O, learnt] = p.sizes;
  EXPECT_FALSE(learnt);
  std::vector<double> v(p.of(Tensor::initial_potential).begin(),
                        p.of(Tensor::initial_potential).end());
  std::vector<double> outputs;
  for (int t = 0; t < network.batch.steps; ++t) {
    std::vector<double> drive(static_cast<std::size_t>(N));
    for (int i = 0; i < N; ++i) {
      double& x = drive[static_cast<std::size_t>(i)];
      x = p.of(Tensor::input_bias)[static_cast<std::size_t>(i)] +
          p.of(Tensor::recurrent_bias)[static_cast<std::size_t>(i)];
      for (int j = 0; j < N; ++j) {
        x += p.of(Tensor::recurrent_weight)[static_cast<std::size_t>(i * N + j)] *
             rate_of(network.dynamics.activation[0], v[static_cast<std::size_t>(j)]);
      }
      for (int c = 0; c < I; ++c) {
        x += p.of(Tensor::input_weight)[static_cast<std::size_t>(i * I + c)] *
             network.batch.input[static_cast<std::size_t>(t * I + c)][lane];
      }
    }
    for (std::size_t i = 0; i < v.size(); ++i) {
      v[i] = (1 - network.dynamics.alpha[i]) * v[i] + network.dynamics.alpha[i] * drive[i];
    }
    for (int o = 0; o < O; ++o) {
      double y = p.of(Tensor::readout_bias)[static_cast<std::size_t>(o)];
      for (int i = 0; i < N; ++i) {
        y += p.of(Tensor::readout_weight)[static_cast<std::size_t>(o * N + i)] *
             rate_of(network.dynamics.activation[0], v[static_cast<std::size_t>(i)]);
      }
      outputs.push_back(y);
    }
  }
  return outputs;
}

}  // namespace

class SimulateTest : public ::testing::TestWithParam<ActivationKind> {};

TEST_P(SimulateTest, FollowsTheEquations) {
  SmallNetwork network(GetParam());
  simulate(network.parameters, network.dynamics, network.batch, RecurrentNoise{}, network.episode);
  for (int lane = 0; lane < network.batch.trials; ++lane) {
    const std::vector<double> expected = outputs_by_hand(network, lane);
    for (std::size_t k = 0; k < expected.size(); ++k) {
      EXPECT_NEAR(network.episode.output[k][lane], expected[k], 1e-12);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Activations, SimulateTest, ::testing::ValuesIn(all_activations()));

TEST(Simulate, NoiseOfASilentNetworkHasTheStationaryDeviation) {
  // v_t = (1−α) v_{t−1} + √(2α) σ ξ settles at sd √(2α/(1−(1−α)²)) σ = √(2/(2−α)) σ.
  Parameters<float> parameters(Sizes{16, 1, 1});
  const Dynamics<float> dynamics{.alpha = std::vector<float>(16, 0.2f),
                                 .activation = std::vector(16, ActivationKind::linear)};
  Batch<float> batch;
  batch.resize(64, 400, 1, 1);
  Episode<float> episode;
  const double sigma = 0.01;
  Network network;
  network.recurrent_noise = sigma;
  simulate(parameters, dynamics, batch,
           make_noise(stream_key(1, Purpose::noise), network, dynamics.alpha), episode);
  double squares = 0;
  double count = 0;
  for (int panel = 0; panel < 8; ++panel) {
    for (int t = 100; t <= 400; ++t) {
      for (int n = 0; n < 16; ++n) {
        const Panel<float> r = episode.state_at(panel, t)[n];
        squares += static_cast<double>(sum_lanes<float>(r * r));
        count += kLanes;
      }
    }
  }
  EXPECT_NEAR(std::sqrt(squares / count) / (std::sqrt(2 / 1.8) * sigma), 1, 0.01);
}

TEST(Simulate, ATrialDoesNotDependOnItsNeighbours) {
  SmallNetwork network(ActivationKind::sigmoid);
  simulate(network.parameters, network.dynamics, network.batch, RecurrentNoise{}, network.episode);
  const std::vector<Panel<double>> before = network.episode.output;
  for (Panel<double>& input : network.batch.input) input[1] += 3;
  simulate(network.parameters, network.dynamics, network.batch, RecurrentNoise{}, network.episode);
  for (std::size_t k = 0; k < before.size(); ++k) {
    EXPECT_EQ(network.episode.output[k][0], before[k][0]);
    EXPECT_EQ(network.episode.output[k][2], before[k][2]);
  }
  EXPECT_NE(network.episode.output.back()[1], before.back()[1]);
}

}  // namespace nn4n::test

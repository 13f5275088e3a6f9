#include "model/simulate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "small_network.h"

namespace nn4n::test::simulate_test {

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
  for (int bundle = 0; bundle < 8; ++bundle) {
    for (int t = 100; t <= 400; ++t) {
      for (int n = 0; n < 16; ++n) {
        const Bundle<float> r = episode.state_at(bundle, t)[n];
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
  const std::vector<Bundle<double>> before = network.episode.output;
  for (Bundle<double>& input : network.batch.input) input[1] += 3;
  simulate(network.parameters, network.dynamics, network.batch, RecurrentNoise{}, network.episode);
  for (std::size_t k = 0; k < before.size(); ++k) {
    EXPECT_EQ(network.episode.output[k][0], before[k][0]);
    EXPECT_EQ(network.episode.output[k][2], before[k][2]);
  }
  EXPECT_NE(network.episode.output.back()[1], before.back()[1]);
}

/// The state at the end of one batch, given to the next, makes two halves one whole.
TEST(Simulate, GoesOnWhereItEnded) {
  SmallNetwork network(ActivationKind::tanh);
  simulate(network.parameters, network.dynamics, network.batch, RecurrentNoise{}, network.episode);
  const std::vector<Bundle<double>> whole = network.episode.output;  // 9 steps of 2 outputs
  Batch<double> half;
  Episode<double> episode;
  std::vector<Bundle<double>> halves;
  for (const auto& [first, steps] : {std::pair(0, 4), std::pair(4, 5)}) {
    half.resize(5, steps, 3, 2);
    std::copy_n(network.batch.input.begin() + first * 3, steps * 3, half.input.begin());
    simulate(network.parameters, network.dynamics, half, RecurrentNoise{}, episode);
    halves.insert(halves.end(), episode.output.begin(), episode.output.end());
    half.initial_potential = episode.final_potential;
  }
  ASSERT_EQ(halves.size(), whole.size());
  for (std::size_t k = 0; k < whole.size(); ++k) {
    for (int lane = 0; lane < 5; ++lane) EXPECT_EQ(halves[k][lane], whole[k][lane]);
  }
}

TEST(Simulate, EveryTrialMayHaveItsOwnStart) {
  SmallNetwork network(ActivationKind::tanh);
  network.batch.initial_potential.assign(7, Bundle<double>{});
  for (std::size_t n = 0; n < 7; ++n)
    network.batch.initial_potential[n] += network.parameters.of(Tensor::initial_potential)[n];
  simulate(network.parameters, network.dynamics, network.batch, RecurrentNoise{}, network.episode);
  const std::vector<Bundle<double>> same = network.episode.output;
  network.batch.initial_potential[2][1] += 1;
  simulate(network.parameters, network.dynamics, network.batch, RecurrentNoise{}, network.episode);
  EXPECT_NE(network.episode.output[0][1], same[0][1]);
  EXPECT_EQ(network.episode.output[0][0], same[0][0]);
  network.batch.initial_potential.clear();
  simulate(network.parameters, network.dynamics, network.batch, RecurrentNoise{}, network.episode);
  EXPECT_EQ(network.episode.output[0][1], same[0][1]) << "the parameter, for all trials";
}

/// One step with alpha = 1 and no synapses within layers: y = V f(U f(W u + b) + c) + d.
TEST(Simulate, AMultilayerPerceptronIsOneStepOfAStack) {
  for (const ActivationKind kind : all_activations()) {
    SmallNetwork network(kind);
    auto& parameters = network.parameters;
    network.dynamics.layer_begin = {0, 3};
    network.dynamics.alpha.assign(7, 1);
    const auto w = parameters.of(Tensor::recurrent_weight);
    const auto u = parameters.of(Tensor::input_weight);
    for (std::size_t i = 0; i < 7; ++i) {
      for (std::size_t j = 0; j < 7; ++j) w[i * 7 + j] *= i >= 3 && j < 3 ? 1 : 0;
      for (std::size_t c = 0; c < 3; ++c) u[i * 3 + c] *= i < 3 ? 1 : 0;
    }
    network.batch.resize(5, 1, 3, 2);
    for (std::size_t c = 0; c < 3; ++c)
      network.batch.input[c] =
          Bundle<double>{0.3, -0.7, 1.1, 0.2, -1.4} + 0.1 * static_cast<double>(c);
    simulate(parameters, network.dynamics, network.batch, RecurrentNoise{}, network.episode);
    const auto bias = [&](std::size_t i) {
      return parameters.of(Tensor::input_bias)[i] + parameters.of(Tensor::recurrent_bias)[i];
    };
    for (int lane = 0; lane < 5; ++lane) {
      std::vector<double> rate;
      for (std::size_t i = 0; i < 7; ++i) {
        double v = bias(i);
        for (std::size_t c = 0; c < 3 && i < 3; ++c)
          v += u[i * 3 + c] * network.batch.input[c][lane];
        for (std::size_t j = 0; j < 3 && i >= 3; ++j) v += w[i * 7 + j] * rate[j];
        rate.push_back(rate_of(kind, v));
      }
      double y = parameters.of(Tensor::readout_bias)[1];
      for (std::size_t i = 0; i < 7; ++i)
        y += parameters.of(Tensor::readout_weight)[7 + i] * rate[i];
      EXPECT_NEAR(network.episode.output[1][lane], y, 1e-12);
    }
  }
}

/// NN4N's α σ' with σ' = σ √(2/α) is Song et al.'s √(2α) σ.
TEST(Simulate, BothLawsOfNoiseAreTheSameUpToTheirSigma) {
  for (const float alpha : {0.01f, 0.2f, 0.5f, 1.0f}) {
    Network network;
    network.recurrent_noise = 0.15;
    const std::vector<float> list(3, alpha);
    const RecurrentNoise song = make_noise({}, network, list);
    network.noise_scale = NoiseScale::nn4n;
    network.recurrent_noise = 0.15 * std::sqrt(2 / static_cast<double>(alpha));
    const RecurrentNoise nn4n = make_noise({}, network, list);
    ASSERT_EQ(song.scale.size(), 3u);
    EXPECT_NEAR(nn4n.scale[1] / song.scale[1], 1, 1.2e-7);
    EXPECT_NEAR(static_cast<double>(song.scale[1]),
                std::sqrt(2 * static_cast<double>(alpha)) * 0.15, 1e-7);
  }
}

}  // namespace nn4n::test::simulate_test

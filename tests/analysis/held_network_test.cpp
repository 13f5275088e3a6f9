#include "analysis/held_network.h"

#include <gtest/gtest.h>

#include "support/made_networks.h"

namespace nn4n::test::held_network_test {

using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// The Jacobian by central differences.
MatrixXd differences(const HeldNetwork& network, const VectorXd& at) {
  constexpr double kStep = 1e-6;
  MatrixXd result(at.size(), at.size());
  for (Eigen::Index j = 0; j < at.size(); ++j) {
    const VectorXd move = kStep * VectorXd::Unit(at.size(), j);
    result.col(j) = (network.step(at + move) - network.step(at - move)) / (2 * kStep);
  }
  return result;
}

}  // namespace

TEST(HeldNetwork, JacobianIsTheSlopeOfAStep) {
  for (const ActivationKind kind :
       {ActivationKind::relu, ActivationKind::tanh, ActivationKind::sigmoid, ActivationKind::retanh,
        ActivationKind::softplus, ActivationKind::rectified_power, ActivationKind::linear}) {
    for (const bool layers : {false, true}) {
      HeldNetwork network = random_network(kind, 9, 1.2, 5);
      for (Eigen::Index i = 0; i < 9; ++i) network.alpha[i] = 0.1 + 0.05 * static_cast<double>(i);
      if (layers) network.layer_begin = {0, 4, 7};
      const VectorXd at = random_states(9, 1, 1, 6)[0];
      const MatrixXd jacobian = network.jacobian(at);
      EXPECT_GT(jacobian.norm(), 1);
      EXPECT_LT((jacobian - differences(network, at)).norm(), 1e-7)
          << static_cast<int>(kind) << layers;
    }
  }
}

TEST(HeldNetwork, PotentialsUndoRates) {
  for (const ActivationKind kind : {ActivationKind::tanh, ActivationKind::sigmoid,
                                    ActivationKind::softplus, ActivationKind::linear}) {
    const HeldNetwork network = random_network(kind, 6, 1, 2);
    const VectorXd v = random_states(6, 1, 1, 9)[0];
    EXPECT_LT((network.potentials(network.rates(v)) - v).norm(), 1e-9) << static_cast<int>(kind);
  }
}

/// The map is that of the simulation: the same trial without noise, step by step.
TEST(HeldNetwork, StepsAsTheSimulationDoes) {
  for (const bool stacked : {false, true}) {
    Experiment experiment;
    experiment.network.areas[0].units = 7;
    experiment.network.areas[1].units = 6;
    if (stacked) experiment.network.areas[1].layer = 1;
    const Trainer trainer(experiment);
    HeldNetwork network = held_network(trainer);
    const int inputs = network.inputs();
    Batch<float> batch;
    batch.resize(1, 12, inputs, trainer.masks().outputs);
    VectorXd held(inputs);
    for (int c = 0; c < inputs; ++c) {
      held[c] = 0.5 + 0.25 * c;
      for (int t = 0; t < 12; ++t)
        batch.input[batch.row(0, t, inputs) + static_cast<std::size_t>(c)] =
            Bundle<float>{} + static_cast<float>(held[c]);
    }
    Episode<float> episode;
    simulate(trainer.parameters(), trainer.dynamics(), batch, RecurrentNoise{}, episode);
    network.hold(held);
    const auto initial = trainer.parameters().of(Tensor::initial_potential);
    VectorXd v(network.units());
    for (Eigen::Index i = 0; i < v.size(); ++i) v[i] = double{initial[static_cast<std::size_t>(i)]};
    for (int t = 1; t <= 12; ++t) {
      v = network.step(v);
      const VectorXd rates = network.rates(v);
      for (int i = 0; i < network.units(); ++i)
        EXPECT_NEAR(rates[i], double{episode.state_at(0, t)[i][0]}, 1e-4) << t << " " << i;
    }
    EXPECT_GT(network.rates(v).norm(), 0.01);
  }
}

}  // namespace nn4n::test::held_network_test

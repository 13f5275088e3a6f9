#include "model/backprop.h"

#include <gtest/gtest.h>

#include <cmath>

#include "small_network.h"

namespace nn4n::test::backprop_test {

struct Variant {
  ActivationKind activation;
  Form form;
};

class BackpropTest : public ::testing::TestWithParam<Variant> {
 protected:
  SmallNetwork network{GetParam().activation, 3, GetParam().form};
  std::vector<Tensor> tensors() const {
    std::vector<Tensor> present;
    for (const Tensor tensor : kAllTensors) {
      if (network.parameters.sizes.count(tensor) > 0) present.push_back(tensor);
    }
    return present;
  }
};

std::vector<Variant> all_variants() {
  std::vector<Variant> variants;
  for (const ActivationKind activation : all_activations()) {
    for (const Form form : all_forms()) variants.push_back({activation, form});
  }
  return variants;
}

std::vector<LossTerm> error_only() { return {{Selection<TermCatalogue>("mse"), 1.0}}; }

TEST_P(BackpropTest, AgreesWithCentralDifferencesInEveryTensor) {
  const std::vector<double> gradient = network.gradient(error_only());
  for (const Tensor tensor : tensors()) {
    double largest = 0;
    EXPECT_LT(worst_relative_error(network, error_only(), tensor, gradient, &largest), 1e-6)
        << "tensor " << static_cast<int>(tensor);
    EXPECT_GT(largest, 1e-4) << "a gradient of zero would prove nothing, tensor "
                             << static_cast<int>(tensor);
  }
}

TEST_P(BackpropTest, TheCheckWouldNoticeAnErrorOfOnePercent) {
  std::vector<double> gradient = network.gradient(error_only());
  for (double& g : gradient) g *= 1.01;
  for (const Tensor tensor : tensors()) {
    double largest = 0;
    EXPECT_GT(worst_relative_error(network, error_only(), tensor, gradient, &largest), 1e-3);
  }
}

INSTANTIATE_TEST_SUITE_P(ActivationsAndForms, BackpropTest, ::testing::ValuesIn(all_variants()));

/// Trials so long that they are gone through in several stretches, of rates that do not explode.
SmallNetwork long_network(Form form) {
  SmallNetwork network(ActivationKind::tanh, 3, form);
  for (double& weight : network.parameters.of(Tensor::recurrent_weight)) weight *= 0.4;
  network.batch.resize(5, 2600, 3, 2);
  RandomStream random(stream_key(4, Purpose::trials));
  for (auto* bundles : {&network.batch.input, &network.batch.target, &network.batch.mask}) {
    for (Bundle<double>& bundle : *bundles) {
      for (int lane = 0; lane < 5; ++lane) bundle[lane] = static_cast<double>(random.uniform());
    }
  }
  return network;
}

TEST(Backprop, AgreesWithADifferenceAlongTheGradientInTrialsOfManyStretches) {
  for (const Form form : all_forms()) {
    SmallNetwork network = long_network(form);
    const std::vector<double> gradient = network.gradient(error_only());
    const std::vector<double> kept = network.parameters.values;
    double square = 0;
    for (const double g : gradient) square += g * g;
    const auto loss_at = [&](double step) {
      for (std::size_t k = 0; k < kept.size(); ++k)
        network.parameters.values[k] = kept[k] + step * gradient[k];
      return network.loss(error_only());
    };
    const double step = 1e-5 / std::sqrt(square);
    const double slope = (loss_at(step) - loss_at(-step)) / (2 * step);
    EXPECT_NEAR(slope / square, 1, 1e-7) << "form " << static_cast<int>(form);
  }
}

TEST(Backprop, IdleLanesDoNotCount) {
  SmallNetwork network(ActivationKind::tanh);
  const std::vector<double> expected = network.gradient(error_only());
  for (Bundle<double>& input : network.batch.input) input[7] = 100;
  for (Bundle<double>& target : network.batch.target) target[6] = 100;
  EXPECT_EQ(network.gradient(error_only()), expected);
}

TEST(Backprop, BothBiasesOfTheDriveReceiveTheSameGradient) {
  SmallNetwork network(ActivationKind::tanh);
  network.gradient(error_only());
  const auto& gradient = network.adjoint.parameters;
  for (std::size_t n = 0; n < 7; ++n) {
    EXPECT_EQ(gradient.of(Tensor::input_bias)[n], gradient.of(Tensor::recurrent_bias)[n]);
  }
}

/// An input u(t) acts through α W_in alone, so dL/du(t) = W_inᵀ α dL/dv(t).
TEST(Backprop, KeepsTheAdjointOfThePotentialOfEveryStepWhenAsked) {
  SmallNetwork network(ActivationKind::tanh);
  network.loss(error_only());
  network.adjoint.need_potentials(network.episode);
  backprop(network.parameters, network.dynamics, network.episode, network.adjoint);
  const Adjoint<double> kept = network.adjoint;
  const auto weights = network.parameters.of(Tensor::input_weight);
  double largest = 0;
  for (int t = 1; t <= 9; ++t) {
    double expected = 0;
    for (std::size_t i = 0; i < 7; ++i) {
      expected += weights[i * 3 + 1] * network.dynamics.alpha[i] * kept.potential_at(0, t)[i][2];
    }
    Bundle<double>& input = network.batch.input[network.batch.row(0, t - 1, 3) + 1];
    input[2] += 1e-5;
    const double above = network.loss(error_only());
    input[2] -= 2e-5;
    const double below = network.loss(error_only());
    input[2] += 1e-5;
    EXPECT_NEAR((above - below) / 2e-5, expected, 1e-8) << "step " << t;
    largest = std::max(largest, std::abs(expected));
  }
  EXPECT_GT(largest, 1e-3) << "a gradient of zero would prove nothing";
}

TEST(Backprop, GivesTheSameBitsWhetherItKeepsThePotentialsOrNot) {
  SmallNetwork network(ActivationKind::relu);
  const std::vector<double> expected = network.gradient(error_only());
  EXPECT_TRUE(network.adjoint.potential.empty());
  network.loss(error_only());
  network.adjoint.need_potentials(network.episode);
  backprop(network.parameters, network.dynamics, network.episode, network.adjoint);
  EXPECT_EQ(network.adjoint.parameters.values, expected);
}

/// One silent unit whose potential fades from 0.1 over 2,000 steps, and an adjoint that fades the
/// other way from the last of them: two thirds of both would be denormal numbers or 0.
TEST(Denormals, DoNotAriseInASilentUnitOnALongWay) {
  Parameters<float> parameters(Sizes{1, 1, 1});
  parameters.of(Tensor::initial_potential)[0] = 0.1f;
  Dynamics<float> dynamics;
  dynamics.alpha = {0.1f};
  dynamics.activation = {ActivationKind::linear};
  Batch<float> batch;
  batch.resize(8, 2000, 1, 1);
  Episode<float> episode;
  simulate(parameters, dynamics, batch, RecurrentNoise{}, episode);
  Adjoint<float> adjoint;
  evaluate_loss(error_only(), LossInput<float>{batch, episode, parameters}, adjoint);
  adjoint.potential.assign(static_cast<std::size_t>(batch.steps), Bundle<float>{});
  adjoint.rate.assign(static_cast<std::size_t>(batch.steps), Bundle<float>{});
  adjoint.rate.back() = Bundle<float>{} + 1.0f;
  backprop(parameters, dynamics, episode, adjoint);
  int faded = 0;
  for (int t = 1; t <= batch.steps; ++t) {
    for (const float x : {episode.state_at(0, t)[0][0], adjoint.potential_at(0, t)[0][0]}) {
      EXPECT_NE(std::fpclassify(x), FP_SUBNORMAL) << "step " << t;
      faded += x == 0;
    }
  }
  EXPECT_NE(adjoint.potential_at(0, batch.steps - 100)[0][0], 0);
  EXPECT_GT(faded, 2000);
}

}  // namespace nn4n::test::backprop_test

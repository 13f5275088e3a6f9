#include "model/backprop.h"

#include <gtest/gtest.h>

#include <cmath>

#include "small_network.h"

namespace nn4n::test {

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
    for (const Form form :
         {Form::simple, Form::learnt_alpha, Form::stack, Form::mixed, Form::stack_started_by_rates})
      variants.push_back({activation, form});
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

TEST(Backprop, IdleLanesDoNotCount) {
  SmallNetwork network(ActivationKind::tanh);
  const std::vector<double> expected = network.gradient(error_only());
  for (Panel<double>& input : network.batch.input) input[7] = 100;
  for (Panel<double>& target : network.batch.target) target[6] = 100;
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

}  // namespace nn4n::test

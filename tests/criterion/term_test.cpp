#include "criterion/term.h"

#include <gtest/gtest.h>

#include "../model/small_network.h"

namespace nn4n::test {

namespace {

std::vector<std::string> every_term() {
  std::vector<std::string> keys;
  for (const Entry* entry : TermCatalogue::registry().entries()) keys.emplace_back(entry->key);
  return keys;
}

std::vector<LossTerm> only(const std::string& key) {
  return {{Selection<TermCatalogue>(key), 0.7}};
}

}  // namespace

class TermTest : public ::testing::TestWithParam<std::string> {};

TEST_P(TermTest, GradientAgreesWithCentralDifferences) {
  for (const ActivationKind activation : {ActivationKind::relu, ActivationKind::tanh}) {
    SmallNetwork network(activation);
    const std::vector<LossTerm> terms = only(GetParam());
    const std::vector<double> gradient = network.gradient(terms);
    double largest_of_all = 0;
    for (const Tensor tensor : kAllTensors) {
      double largest = 0;
      const double error = worst_relative_error(network, terms, tensor, gradient, &largest);
      if (largest > 1e-9) {
        EXPECT_LT(error, 1e-5) << "tensor " << static_cast<int>(tensor);
      }
      largest_of_all = std::max(largest_of_all, largest);
    }
    EXPECT_GT(largest_of_all, 1e-3) << "a gradient of zero would prove nothing";
  }
}

TEST_P(TermTest, WeightScalesTheTotalAndNotTheTerm) {
  SmallNetwork network(ActivationKind::tanh);
  network.loss(only(GetParam()));
  std::vector<LossTerm> terms = only(GetParam());
  const LossInput<double> input{network.batch, network.episode, network.parameters};
  const LossValue once = evaluate_loss(terms, input, network.adjoint);
  terms[0].weight *= 2;
  const LossValue twice = evaluate_loss(terms, input, network.adjoint);
  EXPECT_GT(once.total, 0);
  EXPECT_DOUBLE_EQ(twice.total, 2 * once.total);
  EXPECT_DOUBLE_EQ(twice.terms[0], once.terms[0]);
}

TEST_P(TermTest, SaysWhatItIs) {
  const Entry* entry = TermCatalogue::registry().find(GetParam());
  EXPECT_FALSE(entry->label.empty());
  EXPECT_FALSE(entry->help.empty());
  EXPECT_FALSE(entry->source.empty());
}

INSTANTIATE_TEST_SUITE_P(Registry, TermTest, ::testing::ValuesIn(every_term()),
                         [](const auto& test) { return test.param; });

TEST(Loss, KnowsItsTerms) {
  EXPECT_EQ(every_term(), (std::vector<std::string>{"input_weight", "mean_rate", "mse", "rate",
                                                    "rate_cv", "rate_sd", "readout_weight",
                                                    "recurrent_weight"}));
}

TEST(Loss, ErrorDoesNotDependOnHowMuchOfATrialIsMasked) {
  SmallNetwork network(ActivationKind::relu);
  network.loss(only("mse"));
  for (Panel<double>& output : network.episode.output) output = Panel<double>{} + 3.0;
  for (Panel<double>& target : network.batch.target) target = Panel<double>{} + 1.0;
  const LossInput<double> input{network.batch, network.episode, network.parameters};
  EXPECT_NEAR(evaluate_loss(only("mse"), input, network.adjoint).terms[0], 4, 1e-12);
  for (std::size_t k = 0; k < network.batch.mask.size(); k += 2) network.batch.mask[k] *= 0;
  EXPECT_NEAR(evaluate_loss(only("mse"), input, network.adjoint).terms[0], 4, 1e-12);
}

TEST(Loss, TermOfWeightZeroIsNotEvaluated) {
  SmallNetwork network(ActivationKind::relu);
  std::vector<LossTerm> terms = only("rate");
  terms[0].weight = 0;
  EXPECT_EQ(network.loss(terms), 0);
  EXPECT_TRUE(network.adjoint.rate.empty());
}

}  // namespace nn4n::test

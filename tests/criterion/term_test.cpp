#include "criterion/term.h"

#include <gtest/gtest.h>

#include <cmath>

#include "../model/small_network.h"

namespace nn4n::test {

namespace {

std::vector<std::string> every_term() {
  std::vector<std::string> keys;
  for (const Entry* entry : TermCatalogue::registry().entries()) keys.emplace_back(entry->key);
  return keys;
}

/// Targets that sum to one and outputs above 0, so that every term is defined.
void make_probabilities(SmallNetwork& network) {
  for (std::size_t k = 0; k + 1 < network.batch.target.size(); k += 2) {
    for (int lane = 0; lane < network.batch.trials; ++lane) {
      const double p = 1 / (1 + std::exp(-network.batch.target[k][lane]));
      network.batch.target[k][lane] = p;
      network.batch.target[k + 1][lane] = 1 - p;
    }
  }
  for (double& w : network.parameters.of(Tensor::readout_weight)) w = std::abs(w);
  for (double& b : network.parameters.of(Tensor::readout_bias)) b = 1;
}

std::vector<LossTerm> only(const std::string& key) {
  return {{Selection<TermCatalogue>(key), 0.7}};
}

/// The term with its default parameters, and with every other choice each of them offers.
std::vector<std::vector<LossTerm>> variants(const std::string& key) {
  std::vector<std::vector<LossTerm>> list{only(key)};
  const std::size_t fields = list[0][0].term.record().fields.size();
  for (std::size_t f = 0; f < fields; ++f) {
    for (double value = 0;; ++value) {
      std::vector<LossTerm> variant = only(key);
      const Field& field = variant[0].term.record().fields[f];
      const Type& type = field.type();
      const bool choice = type.kind == Kind::choice;
      const double count = choice                       ? static_cast<double>(type.choices.size())
                           : type.kind == Kind::boolean ? 2
                                                        : 0;
      if (value >= count) break;
      type.set_number(field.member(variant[0].term.data()), value);
      list.push_back(variant);
    }
  }
  return list;
}

}  // namespace

class TermTest : public ::testing::TestWithParam<std::string> {};

TEST_P(TermTest, GradientAgreesWithCentralDifferences) {
  for (const std::vector<LossTerm>& terms : variants(GetParam())) {
    for (const ActivationKind activation : {ActivationKind::relu, ActivationKind::sigmoid}) {
      SmallNetwork network(activation);
      make_probabilities(network);
      const std::vector<double> gradient = network.gradient(terms);
      double largest_of_all = 0;
      for (const Tensor tensor : kAllTensors) {
        double largest = 0;
        const double error = worst_relative_error(network, terms, tensor, gradient, &largest);
        if (largest > 1e-9) {
          EXPECT_LT(error, 1e-4) << "tensor " << static_cast<int>(tensor);
        }
        largest_of_all = std::max(largest_of_all, largest);
      }
      EXPECT_GT(largest_of_all, 1e-3) << "a gradient of zero would prove nothing";
    }
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
  EXPECT_EQ(every_term(), (std::vector<std::string>{"all_weights", "cross_entropy", "entropy",
                                                    "hebbian", "input_weight", "mean_rate", "mse",
                                                    "rate", "rate_cv", "rate_sd", "readout_weight",
                                                    "recurrent_weight", "state_prediction"}));
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

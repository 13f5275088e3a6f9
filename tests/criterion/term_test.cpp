#include "criterion/term.h"

#include <gtest/gtest.h>

#include <cmath>

#include "../model/small_network.h"

namespace nn4n::test::term_test {

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

const Term& term_of(const LossTerm& entry) {
  return static_cast<const Term&>(*TermCatalogue::registry().find(entry.term.name()));
}

/// How many values a choice or switch has; 0 for numbers.
double values_of(const Field& field) {
  const Type& type = field.type();
  if (type.kind == Kind::choice) return static_cast<double>(type.choices.size());
  return type.kind == Kind::boolean ? 2 : 0;
}

/// The term with every combination of what its choices and switches offer.
std::vector<LossTerm> variants(const std::string& key) {
  std::vector<LossTerm> list = only(key);
  const std::span<const Field> fields = list[0].term.record().fields;
  for (const Field& field : fields) {
    std::vector<LossTerm> longer;
    for (const LossTerm& term : list) {
      for (double value = 0; value < values_of(field); ++value) {
        longer.push_back(term);
        const EditTarget parameter = member_of(target_of(longer.back().term), field);
        parameter.type->set_number(parameter.object, value);
      }
    }
    if (!longer.empty()) list = longer;
  }
  return list;
}

std::string described(const LossTerm& entry) {
  std::string words = entry.term.name();
  for (const Field& field : entry.term.record().fields) {
    const Target value = member_of(target_of(entry.term), field);
    words += " " + std::string(field.key) + "=" + to_text(value);
  }
  return words;
}

/// The gradient of a term, and its central differences. What comes after backprop is a function of
/// the weights alone: alpha, rates and adjoints, here those of the error, are held.
struct Check {
  SmallNetwork network;
  LossTerm term;
  bool held = false;
  std::vector<double> alpha;
  std::vector<double> gradient;

  Check(const LossTerm& entry, ActivationKind activation, Form form)
      : network(activation, 3, form), term(entry), held(term_of(entry).after_backprop()) {
    make_probabilities(network);
    const auto in_force = alpha_of(network.parameters, network.dynamics);
    alpha.assign(in_force.begin(), in_force.end());
    if (!held) {
      gradient = network.gradient({term});
      return;
    }
    const std::vector<LossTerm> error{{Selection<TermCatalogue>("mse"), 1}};
    const std::vector<double> without = network.gradient(error);
    gradient = network.gradient({error[0], term});
    for (std::size_t k = 0; k < gradient.size(); ++k) gradient[k] -= without[k];
  }

  double value_held() {
    LossInput<double> input = network.input();
    input.alpha = alpha;
    return term.weight * term_of(term).evaluate(term.term, input, 0, network.adjoint);
  }

  double difference(std::size_t index) {
    if (!held) return network.difference({term}, index);
    constexpr double kStep = 1e-5;
    double& parameter = network.parameters.values[index];
    const double kept = parameter;
    parameter = kept + kStep;
    const double above = value_held();
    parameter = kept - kStep;
    const double below = value_held();
    parameter = kept;
    return (above - below) / (2 * kStep);
  }
};

}  // namespace

class TermTest : public ::testing::TestWithParam<std::string> {};

TEST_P(TermTest, GradientAgreesWithCentralDifferencesForEveryChoiceActivationAndForm) {
  for (const LossTerm& term : variants(GetParam())) {
    for (const ActivationKind activation : all_activations()) {
      for (const Form form : all_forms()) {
        SCOPED_TRACE(
            described(term) + ", activation " +
            std::string(Choices<ActivationKind>::list[static_cast<std::size_t>(activation)].key) +
            ", form " + std::to_string(static_cast<int>(form)));
        Check check(term, activation, form);
        double largest = 0;
        double worst = 0;
        for (std::size_t k = 0; k < check.gradient.size(); ++k) {
          const double numeric = check.difference(k);
          largest = std::max(largest, std::abs(numeric));
          worst = std::max(worst, std::abs(check.gradient[k] - numeric));
        }
        EXPECT_LT(worst, 1e-4 * largest);  // the entropy of a rate near 0 is that curved
        EXPECT_GT(largest, 1e-3) << "a gradient of zero would prove nothing";
      }
    }
  }
}

TEST_P(TermTest, WeightScalesTheTotalAndNotTheTerm) {
  SmallNetwork network(ActivationKind::tanh);
  std::vector<LossTerm> terms{{Selection<TermCatalogue>("mse"), 1}, only(GetParam())[0]};
  const LossValue once = network.complete_loss(terms);
  terms[1].weight *= 2;
  const LossValue twice = network.complete_loss(terms);
  EXPECT_GT(once.terms[1], 0);
  EXPECT_DOUBLE_EQ(once.total, once.terms[0] + 0.7 * once.terms[1]);
  EXPECT_DOUBLE_EQ(twice.total, once.terms[0] + 1.4 * once.terms[1]);
  EXPECT_DOUBLE_EQ(twice.terms[1], once.terms[1]);
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
  EXPECT_EQ(every_term(),
            (std::vector<std::string>{"all_weights", "cross_entropy", "entropy", "hebbian",
                                      "input_weight", "mean_rate", "mse", "population_kl", "rate",
                                      "rate_cv", "rate_sd", "readout_weight", "recurrent_weight",
                                      "state_prediction", "vanishing_gradient"}));
}

TEST(Loss, ErrorDoesNotDependOnHowMuchOfATrialIsMasked) {
  SmallNetwork network(ActivationKind::relu);
  network.loss(only("mse"));
  for (Bundle<double>& output : network.episode.output) output = Bundle<double>{} + 3.0;
  for (Bundle<double>& target : network.batch.target) target = Bundle<double>{} + 1.0;
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

}  // namespace nn4n::test::term_test

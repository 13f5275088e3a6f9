// The vanishing-gradient term of Song et al. 2016 against its formula, written out.
#include <gtest/gtest.h>

#include <cmath>

#include "../model/small_network.h"

namespace nn4n::test::vanishing_gradient_test {

namespace {

std::vector<LossTerm> error_and_term() {
  return {{Selection<TermCatalogue>("mse"), 1},
          {Selection<TermCatalogue>("vanishing_gradient"), 0.7}};
}

double term_of(SmallNetwork& network) { return network.complete_loss(error_and_term()).terms[1]; }

/// (|z|² / |g(t + 1)|² − 1)² of one trial at one step; −1 when it does not count.
double step_of(const SmallNetwork& network, int trial, int t) {
  const auto weights = network.parameters.of(Tensor::recurrent_weight);
  const std::vector<double>& alpha = network.dynamics.alpha;
  const Bundle<double>* g = network.adjoint.potential_at(0, t + 1);
  std::vector<Bundle<double>> own;
  const Bundle<double>* slope = slopes_at(network.episode, 0, t, own);
  double before = 0;
  double after = 0;
  for (std::size_t j = 0; j < 7; ++j) {
    double back = 0;
    for (std::size_t i = 0; i < 7; ++i) back += weights[i * 7 + j] * alpha[i] * g[i][trial];
    const double z = (1 - alpha[j]) * g[j][trial] + slope[j][trial] * back;
    before += g[j][trial] * g[j][trial];
    after += z * z;
  }
  return before < 1e-20 ? -1 : std::pow(after / before - 1, 2);
}

void count_only_the_first_steps(SmallNetwork& network, int steps) {
  for (int t = steps; t < 9; ++t) {
    for (std::size_t o = 0; o < 2; ++o) network.batch.mask[network.batch.row(0, t, 2) + o] *= 0;
  }
}

void forget_the_recurrent_weights(SmallNetwork& network) {
  for (double& w : network.parameters.of(Tensor::recurrent_weight)) w = 0;
  for (double& alpha : network.dynamics.alpha) alpha = 0.3;
}

constexpr double kLeakAlone = (0.7 * 0.7 - 1) * (0.7 * 0.7 - 1);

}  // namespace

TEST(VanishingGradient, IsTheMeanOfTheFormulaOverCountedStepsAndTrials) {
  for (const ActivationKind activation : {ActivationKind::relu, ActivationKind::sigmoid}) {
    SmallNetwork network(activation);
    count_only_the_first_steps(network, 6);
    const double found = term_of(network);
    double sum = 0;
    double count = 0;
    for (int trial = 0; trial < 5; ++trial) {
      for (int t = 0; t < 9; ++t) {
        const double step = step_of(network, trial, t);
        sum += std::max(step, 0.0);
        count += step >= 0 ? 1 : 0;
      }
    }
    EXPECT_GT(count, 20);
    EXPECT_LE(count, 30) << "after the sixth step nothing counts";
    EXPECT_GT(sum, 0.1);
    EXPECT_NEAR(found, sum / count, 1e-12);
  }
}

TEST(VanishingGradient, WithoutRecurrentWeightsTheLeakAloneShortensTheGradient) {
  SmallNetwork network(ActivationKind::tanh);
  forget_the_recurrent_weights(network);
  EXPECT_NEAR(term_of(network), kLeakAlone, 1e-12);
}

TEST(VanishingGradient, StepsThatNoErrorReachesDoNotCount) {
  SmallNetwork network(ActivationKind::tanh);
  forget_the_recurrent_weights(network);
  count_only_the_first_steps(network, 3);
  EXPECT_NEAR(term_of(network), kLeakAlone, 1e-12);
  count_only_the_first_steps(network, 0);
  EXPECT_EQ(term_of(network), 0);
  for (const double g : network.adjoint.parameters.values) EXPECT_EQ(g, 0);
}

TEST(VanishingGradient, AddsToTheGradientOfTheRecurrentWeightsAlone) {
  SmallNetwork network(ActivationKind::sigmoid);
  const std::vector<LossTerm> error{error_and_term()[0]};
  const std::vector<double> without = network.gradient(error);
  const std::vector<double> with = network.gradient(error_and_term());
  const Sizes& sizes = network.parameters.sizes;
  for (const Tensor tensor : kAllTensors) {
    const auto begin = static_cast<std::ptrdiff_t>(sizes.offset(tensor));
    const auto end = begin + static_cast<std::ptrdiff_t>(sizes.count(tensor));
    EXPECT_EQ(std::equal(without.begin() + begin, without.begin() + end, with.begin() + begin),
              tensor != Tensor::recurrent_weight);
  }
}

TEST(VanishingGradient, IsTheSameInFloat) {
  SmallNetwork network(ActivationKind::tanh);
  const double expected = term_of(network);
  Parameters<float> parameters(network.parameters.sizes);
  std::copy(network.parameters.values.begin(), network.parameters.values.end(),
            parameters.values.begin());
  Dynamics<float> dynamics;
  dynamics.activation.assign(7, ActivationKind::tanh);
  dynamics.alpha.assign(network.dynamics.alpha.begin(), network.dynamics.alpha.end());
  Batch<float> batch;
  batch.resize(5, 9, 3, 2);
  const auto convert = [](const std::vector<Bundle<double>>& from, std::vector<Bundle<float>>& to) {
    for (std::size_t k = 0; k < from.size(); ++k)
      to[k] = __builtin_convertvector(from[k], Bundle<float>);
  };
  convert(network.batch.input, batch.input);
  convert(network.batch.target, batch.target);
  convert(network.batch.mask, batch.mask);
  Episode<float> episode;
  Adjoint<float> adjoint;
  const LossInput<float> input{batch, episode, parameters, network.unit_area, dynamics.alpha};
  simulate(parameters, dynamics, batch, RecurrentNoise{}, episode);
  LossValue value = evaluate_loss(error_and_term(), input, adjoint);
  backprop(parameters, dynamics, episode, adjoint);
  evaluate_after_backprop(error_and_term(), input, adjoint, value);
  EXPECT_NEAR(value.terms[1], expected, 1e-5);
  EXPECT_GT(expected, 0.01);
}

}  // namespace nn4n::test::vanishing_gradient_test

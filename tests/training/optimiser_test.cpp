#include "training/optimiser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace nn4n::test::optimiser_test {

namespace {

Parameters<double> filled(double value) {
  Parameters<double> parameters(Sizes{2, 1, 1});
  for (double& x : parameters.values) x = value;
  return parameters;
}

Training with(OptimiserKind kind) {
  Training training;
  training.optimiser = kind;
  return training;
}

/// One number under an optimiser, with gradients that go up and down.
class OneWeight {
 public:
  explicit OneWeight(const Training& training, double start = 0.5)
      : training_(training),
        weights_(filled(start)),
        optimiser_(training.optimiser, weights_.values.size()) {}

  static double gradient(int k) { return std::sin(k) + 0.2; }
  void step(int k) { optimiser_.step(training_, 0.01, filled(gradient(k)), {}, weights_); }
  double weight() const { return weights_.of(Tensor::recurrent_weight)[0]; }
  double bias() const { return weights_.of(Tensor::recurrent_bias)[0]; }

 private:
  Training training_;
  Parameters<double> weights_;
  Optimiser<double> optimiser_;
};

/// Each kind of optimiser, with everything it has to say switched on.
std::vector<Training> all_kinds() {
  std::vector<Training> all;
  for (const Choice& choice : Choices<OptimiserKind>::list) {
    Training training = with(static_cast<OptimiserKind>(all.size()));
    training.momentum = 0.7;
    all.push_back(training);
    EXPECT_FALSE(choice.help.empty());
  }
  all.push_back(all.front());
  all.back().nesterov = true;
  return all;
}

}  // namespace

TEST(Optimiser, SgdWithMomentumAccumulates) {
  Parameters<double> weights = filled(1);
  Training training = with(OptimiserKind::sgd);
  training.momentum = 0.5;
  Optimiser<double> sgd(OptimiserKind::sgd, weights.values.size());
  sgd.step(training, 0.1, filled(2), {}, weights);
  EXPECT_DOUBLE_EQ(weights.values[0], 1 - 0.1 * 2);
  sgd.step(training, 0.1, filled(2), {}, weights);
  EXPECT_DOUBLE_EQ(weights.values[0], 1 - 0.1 * 2 - 0.1 * 3);
}

TEST(Optimiser, NesterovTakesTheGradientAndThenTheMomentum) {
  Training training = with(OptimiserKind::sgd);
  training.momentum = 0.8;
  training.nesterov = true;
  OneWeight one(training);
  double u = 0;
  double w = 0.5;
  for (int k = 1; k <= 20; ++k) {
    one.step(k);
    const double g = OneWeight::gradient(k);
    u = 0.8 * u + g;
    w -= 0.01 * (g + 0.8 * u);
    EXPECT_NEAR(one.weight(), w, 1e-12);
  }
}

TEST(Optimiser, AdamsFirstStepIsTheLearningRateWhateverTheGradient) {
  for (const double gradient : {1e-3, 1.0, -50.0}) {
    Parameters<double> weights = filled(1);
    Optimiser<double> adam(OptimiserKind::adam, weights.values.size());
    adam.step({}, 0.01, filled(gradient), {}, weights);
    EXPECT_NEAR(weights.values[0], 1 - std::copysign(0.01, gradient), 1e-6);
  }
}

TEST(Optimiser, AdamFollowsItsPaper) {
  for (const Moments& moments : {Moments{}, Moments{0.8, 0.95, 1e-3, 0.5}}) {
    Training training = with(OptimiserKind::adam);
    training.adam = moments;
    OneWeight one(training);
    double m = 0;
    double n = 0;
    double w = 0.5;
    for (int k = 1; k <= 20; ++k) {
      one.step(k);
      const double g = OneWeight::gradient(k);
      m = moments.beta1 * m + (1 - moments.beta1) * g;
      n = moments.beta2 * n + (1 - moments.beta2) * g * g;
      w -= 0.01 * (m / (1 - std::pow(moments.beta1, k))) /
           (std::sqrt(n / (1 - std::pow(moments.beta2, k))) + moments.epsilon);
      EXPECT_NEAR(one.weight(), w, 1e-12);
    }
  }
}

TEST(Optimiser, AdamWsDecayIsBesideTheStepAndSparesTheBiases) {
  Training training = with(OptimiserKind::adamw);
  training.adam.weight_decay = 0.3;
  Training without = with(OptimiserKind::adam);
  OneWeight decaying(training);
  OneWeight plain(without);
  double w = 0.5;
  for (int k = 1; k <= 20; ++k) {
    const double before = plain.weight();
    decaying.step(k);
    plain.step(k);
    w = w - 0.01 * 0.3 * w + (plain.weight() - before);  // the moments know nothing of the decay
    EXPECT_NEAR(decaying.weight(), w, 1e-12);
    EXPECT_EQ(decaying.bias(), plain.bias());
  }
  EXPECT_GT(std::abs(decaying.weight() - plain.weight()), 0.001);
}

TEST(Optimiser, AdamWWithoutDecayIsAdamToTheBit) {
  Training training = with(OptimiserKind::adamw);
  training.adam.weight_decay = 0;
  OneWeight adamw(training);
  OneWeight adam(with(OptimiserKind::adam));
  for (int k = 1; k <= 20; ++k) adamw.step(k), adam.step(k);
  EXPECT_EQ(adamw.weight(), adam.weight());
}

TEST(Optimiser, RmspropDividesByTheRunningDeviation) {
  for (const double momentum : {0.0, 0.6}) {
    Training training = with(OptimiserKind::rmsprop);
    training.momentum = momentum;
    training.rmsprop = {0.9, 1e-4};
    OneWeight one(training);
    double n = 0;
    double u = 0;
    double w = 0.5;
    for (int k = 1; k <= 20; ++k) {
      one.step(k);
      const double g = OneWeight::gradient(k);
      n = 0.9 * n + 0.1 * g * g;
      u = momentum * u + g / (std::sqrt(n) + 1e-4);
      w -= 0.01 * u;
      EXPECT_NEAR(one.weight(), w, 1e-12);
    }
  }
}

TEST(Optimiser, FactorsScaleWhatIsSubtractedWhateverTheKind) {
  for (const Training& training : all_kinds()) {
    Parameters<double> whole = filled(1);
    Parameters<double> part = filled(1);
    Optimiser<double> first(training.optimiser, whole.values.size());
    Optimiser<double> second = first;
    std::vector<double> factors(whole.values.size(), 0.25);
    factors[0] = 0;
    first.step(training, 0.1, filled(2), {}, whole);
    second.step(training, 0.1, filled(2), factors, part);
    EXPECT_NE(whole.values[0], 1);
    EXPECT_EQ(part.values[0], 1) << "frozen, and not decaying";
    EXPECT_NEAR(1 - part.values[1], 0.25 * (1 - whole.values[1]), 1e-12);
  }
}

TEST(Optimiser, AnAbsentSynapseStaysExactlyZeroWhateverTheKind) {
  for (const Training& training : all_kinds()) {
    Parameters<double> weights = filled(1);
    weights.values[0] = 0;
    Parameters<double> gradient = filled(-0.5);
    gradient.values[0] = 0;  // as mask_gradient leaves it
    Optimiser<double> optimiser(training.optimiser, weights.values.size());
    for (int k = 0; k < 5; ++k) optimiser.step(training, 0.1, gradient, {}, weights);
    EXPECT_EQ(weights.values[0], 0);
    EXPECT_GT(weights.values[1], 1);
  }
}

TEST(ClipNorm, ShortensOnlyWhatIsTooLong) {
  Parameters<double> gradient = filled(3);
  const double norm = 3 * std::sqrt(static_cast<double>(gradient.values.size()));
  EXPECT_DOUBLE_EQ(clip_norm(gradient, 100), norm);
  EXPECT_EQ(gradient.values[0], 3);
  EXPECT_DOUBLE_EQ(clip_norm(gradient, 0), norm);
  EXPECT_EQ(gradient.values[0], 3) << "0 means never";
  EXPECT_DOUBLE_EQ(clip_norm(gradient, 1), norm);
  EXPECT_NEAR(clip_norm(gradient, 0), 1, 1e-12);
}

TEST(ClipNorm, IsNotFiniteWhenAGradientIsNot) {
  Parameters<double> gradient = filled(1);
  gradient.values[3] = std::nan("");
  EXPECT_FALSE(std::isfinite(clip_norm(gradient, 1)));
}

TEST(ClipValue, KeepsEachEntryWithinTheLimit) {
  Parameters<double> gradient = filled(0.25);
  gradient.values[0] = 7;
  gradient.values[1] = -7;
  clip_value(gradient, 0);
  EXPECT_EQ(gradient.values[0], 7) << "0 means never";
  clip_value(gradient, 0.5);
  EXPECT_EQ(gradient.values[0], 0.5);
  EXPECT_EQ(gradient.values[1], -0.5);
  EXPECT_EQ(gradient.values[2], 0.25);
}

TEST(ReplaceGradient, ShrinksTheRecurrentWeightsAndNothingElse) {
  const Parameters<double> weights = filled(3);
  Parameters<double> gradient = filled(std::nan(""));
  replace_gradient(weights, gradient);
  for (const Tensor tensor : kAllTensors) {
    for (const double g : gradient.of(tensor)) {
      EXPECT_EQ(g, tensor == Tensor::recurrent_weight ? 0.02 * 3 : 0);
    }
  }
  EXPECT_EQ(std::count(gradient.values.begin(), gradient.values.end(), 0.02 * 3), 4);
}

}  // namespace nn4n::test::optimiser_test

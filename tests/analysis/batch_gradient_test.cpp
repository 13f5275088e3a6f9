#include "analysis/batch_gradient.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "analysis/network_report.h"

namespace nn4n::test::batch_gradient_test {

namespace {

Experiment smooth() {
  Experiment experiment;
  experiment.network.areas[0].units = 9;
  experiment.network.areas[1].units = 7;
  experiment.network.activation = ActivationKind::tanh;
  experiment.training.batch = 24;
  experiment.training.clip_norm = experiment.training.clip_value = 0;
  return experiment;
}

/// The loss of the first batch with these weights.
double first_loss(const Experiment& experiment, const Parameters<float>& parameters) {
  Trainer trainer(experiment);
  trainer.start_from(parameters);
  trainer.step();
  return trainer.loss();
}

}  // namespace

TEST(BatchGradient, IsWhatAStepOfGradientDescentSubtracts) {
  Experiment experiment = smooth();
  experiment.training.optimiser = OptimiserKind::sgd;
  experiment.training.momentum = 0;
  experiment.training.learning_rate = 1e-3;
  Trainer trainer(experiment);
  for (int k = 0; k < 5; ++k) trainer.step();
  const std::uint32_t before = trainer.fingerprint();
  const BatchGradient found = next_gradient(trainer);
  EXPECT_EQ(trainer.fingerprint(), before) << "nothing is trained";
  const Parameters<float> weights = trainer.trained_parameters();
  trainer.step();
  EXPECT_EQ(static_cast<float>(found.loss), static_cast<float>(trainer.loss()))
      << "it is of the very batch that comes next";
  double squares = 0;
  int moved = 0;
  for (std::size_t k = 0; k < weights.values.size(); ++k) {
    const double gradient = double{found.gradient.values[k]};
    const double wanted = double{weights.values[k]} - 1e-3 * gradient;
    const double now = double{trainer.trained_parameters().values[k]};
    squares += gradient * gradient;
    if (now == 0) continue;  // Dale's law stops a weight at 0
    EXPECT_NEAR(now, wanted, 1e-6);
    moved += gradient != 0;
  }
  EXPECT_GT(moved, 100);
  EXPECT_NEAR(found.norm, std::sqrt(squares), 1e-5 * found.norm);
  EXPECT_GT(found.norm, 1e-3);
}

TEST(BatchGradient, IsTheSlopeOfTheLoss) {
  const Experiment experiment = smooth();
  const Trainer trainer(experiment);
  const BatchGradient found = next_gradient(trainer);
  EXPECT_EQ(found.trials, 24);
  const Parameters<float>& start = trainer.trained_parameters();
  // The steepest three synapses of each layer; a change of sign would be undone by Dale's law.
  for (const Tensor tensor :
       {Tensor::input_weight, Tensor::recurrent_weight, Tensor::readout_weight}) {
    const std::span<const float> gradient = found.gradient.of(tensor);
    std::vector<std::size_t> order(gradient.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::erase_if(order, [&](std::size_t k) { return std::fabs(start.of(tensor)[k]) < 0.01f; });
    ASSERT_GE(order.size(), 3u);
    std::partial_sort(order.begin(), order.begin() + 3, order.end(),
                      [&](std::size_t a, std::size_t b) {
                        return std::fabs(gradient[a]) > std::fabs(gradient[b]);
                      });
    for (std::size_t k = 0; k < 3; ++k) {
      constexpr float step = 4e-3f;
      Parameters<float> up = start, down = start;
      up.of(tensor)[order[k]] += step;
      down.of(tensor)[order[k]] -= step;
      const double slope = (first_loss(experiment, up) - first_loss(experiment, down)) /
                           double{up.of(tensor)[order[k]] - down.of(tensor)[order[k]]};
      const double wanted = double{gradient[order[k]]};
      EXPECT_NEAR(slope, wanted, 0.03 * std::fabs(wanted) + 1e-5);
      EXPECT_GT(std::fabs(wanted), 1e-5);
    }
  }
}

TEST(BatchGradient, IsZeroWhereThereIsNoSynapse) {
  Experiment experiment;
  const Trainer trainer(experiment);
  const BatchGradient found = next_gradient(trainer);
  const std::span<const float> gradient = found.gradient.of(Tensor::recurrent_weight);
  int absent = 0;
  for (std::size_t k = 0; k < gradient.size(); ++k) {
    if (trainer.masks().recurrent[k]) continue;
    EXPECT_EQ(gradient[k], 0.0f);
    ++absent;
  }
  EXPECT_GT(absent, 10);
}

TEST(BatchGradient, IsReportedWithItsNorms) {
  const Trainer trainer(smooth());
  const auto items = read_analysis_items("gradient");
  const auto answer =
      analyse_network(trainer, *std::get_if<std::vector<AnalysisItem>>(&items), {.trials = 8});
  ASSERT_TRUE(std::holds_alternative<JsonValue>(answer));
  const JsonValue& value = *std::get_if<JsonValue>(&answer)->find("gradient");
  const BatchGradient found = next_gradient(trainer);
  EXPECT_NEAR(value.find("norm")->number, found.norm, 1e-5 * found.norm);
  EXPECT_EQ(value.find("recurrent")->items.size(), 16u * 16u);
  EXPECT_EQ(value.find("terms")->items.size(), found.terms.size());
  double squares = 0;
  for (const JsonValue& norm : value.find("norms")->items) squares += norm.number * norm.number;
  EXPECT_LE(std::sqrt(squares), found.norm * (1 + 1e-5)) << "biases are the rest";
  EXPECT_GT(std::sqrt(squares), 0.1 * found.norm);
}

}  // namespace nn4n::test::batch_gradient_test

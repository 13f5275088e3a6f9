// Interventions in the equations: each act against the equations written out by hand, and the
// gradient of a network with held rates against differences.
#include "model/acts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "small_network.h"

namespace nn4n::test::acts_test {
namespace {

std::vector<StepWindow> windows(int trials, StepWindow window) {
  return std::vector<StepWindow>(static_cast<std::size_t>(trials), window);
}

double rate(const SmallNetwork& network, int t, int unit, int lane = 0) {
  return network.episode.state_at(0, t)[unit][lane];
}

void run(SmallNetwork& network, const Acts& acts) {
  simulate(PackedNetwork<double>(network.parameters, network.dynamics), network.batch,
           RecurrentNoise{}, network.episode, acts);
}

TEST(Acts, WithoutAnyNoBitMoves) {
  SmallNetwork plain(ActivationKind::tanh), acted(ActivationKind::tanh);
  simulate(plain.parameters, plain.dynamics, plain.batch, RecurrentNoise{}, plain.episode);
  Acts nothing;
  nothing.units.push_back({.units = {0, 1}, .value = 0, .windows = windows(5, {3, 3})});
  run(acted, nothing);
  ASSERT_EQ(plain.episode.output.size(), acted.episode.output.size());
  for (std::size_t k = 0; k < plain.episode.output.size(); ++k)
    for (int lane = 0; lane < 5; ++lane)
      EXPECT_EQ(plain.episode.output[k][lane], acted.episode.output[k][lane]);
}

TEST(Acts, AHeldRateIsThatInItsStepsAndTrialsOnly) {
  SmallNetwork plain(ActivationKind::relu), network(ActivationKind::relu);
  run(plain, {});
  Acts acts;
  acts.units.push_back({.units = {2, 5}, .value = 0.75f, .windows = windows(5, {2, 4})});
  acts.units[0].windows[1] = {};
  run(network, acts);
  for (int t = 0; t <= network.batch.steps; ++t) {
    const bool held = t >= 2 && t < 4;
    EXPECT_EQ(rate(network, t, 2) == 0.75, held) << t;
    EXPECT_EQ(rate(network, t, 5) == 0.75, held) << t;
    for (int unit = 0; unit < 7; ++unit) {
      EXPECT_EQ(rate(network, t, unit, 1), rate(plain, t, unit, 1)) << "the other trial";
      if (t < 2) {
        EXPECT_EQ(rate(network, t, unit), rate(plain, t, unit)) << "before";
      }
    }
  }
  EXPECT_NE(rate(network, 5, 0), rate(plain, 5, 0)) << "the others have felt it";
}

TEST(Acts, ThroughoutBeginsWithTheStateBeforeTheFirstStep) {
  SmallNetwork network(ActivationKind::sigmoid);
  Acts acts;
  acts.units.push_back({.units = {1}, .value = 0, .windows = windows(5, {0, 10})});
  run(network, acts);
  for (int t = 0; t <= network.batch.steps; ++t) EXPECT_EQ(rate(network, t, 1), 0) << t;
}

/// v after one more step, from the rates before it.
double potential_by_hand(const SmallNetwork& network, const std::vector<double>& weights, int t,
                         int unit, double before, double current) {
  const auto& p = network.parameters;
  double drive = current + p.of(Tensor::recurrent_bias)[static_cast<std::size_t>(unit)] +
                 p.of(Tensor::input_bias)[static_cast<std::size_t>(unit)];
  for (int j = 0; j < 7; ++j)
    drive += weights[static_cast<std::size_t>(unit * 7 + j)] * rate(network, t - 1, j);
  for (int c = 0; c < 3; ++c)
    drive += p.of(Tensor::input_weight)[static_cast<std::size_t>(unit * 3 + c)] *
             network.batch.input[static_cast<std::size_t>((t - 1) * 3 + c)][0];
  const double alpha = network.dynamics.alpha[static_cast<std::size_t>(unit)];
  return (1 - alpha) * before + alpha * drive;
}

TEST(Acts, CurrentsAndSynapsesAreThoseOfTheEquation) {
  SmallNetwork network(ActivationKind::linear);  // r = v
  const auto given = network.parameters.of(Tensor::recurrent_weight);
  const std::vector<double> weights(given.begin(), given.end());
  std::vector<double> scaled = weights;
  Acts acts;
  acts.units.push_back({.kind = UnitAct::Kind::current,
                        .units = {0, 4},
                        .value = 0.25f,
                        .windows = windows(5, {3, 6})});
  SynapseAct synapses{.synapses = {}, .windows = windows(5, {5, 8})};
  for (const int j : {1, 2}) {
    const auto extra = static_cast<float>(-0.5 * weights[static_cast<std::size_t>(4 * 7 + j)]);
    synapses.synapses.push_back({4, j, extra});
    scaled[static_cast<std::size_t>(4 * 7 + j)] += static_cast<double>(extra);
  }
  acts.synapses.push_back(synapses);
  run(network, acts);
  for (int t = 1; t <= network.batch.steps; ++t) {
    for (int unit = 0; unit < 7; ++unit) {
      const bool driven = t >= 3 && t < 6 && (unit == 0 || unit == 4);
      const auto& in_force = t >= 5 && t < 8 ? scaled : weights;
      EXPECT_NEAR(rate(network, t, unit),
                  potential_by_hand(network, in_force, t, unit, rate(network, t - 1, unit),
                                    driven ? 0.25 : 0),
                  1e-9)
          << t << " " << unit;
    }
  }
}

TEST(Acts, NoiseHasTheDeviationThatItIsGiven) {
  SmallNetwork plain(ActivationKind::linear), network(ActivationKind::linear);
  for (SmallNetwork* each : {&plain, &network}) {
    for (double& value : each->parameters.of(Tensor::recurrent_weight)) value = 0;
    each->batch.resize(8, 4000, 3, 2);
  }
  run(plain, {});
  Acts acts;
  acts.units.push_back({.kind = UnitAct::Kind::noise,
                        .units = {3, 6},
                        .scale = {0.5f, 2.0f},
                        .windows = windows(8, {0, 4001})});
  run(network, acts);
  for (const auto& [unit, scale] : {std::pair{3, 0.5}, std::pair{6, 2.0}, std::pair{0, 0.0}}) {
    double square = 0;
    const double alpha = network.dynamics.alpha[static_cast<std::size_t>(unit)];
    for (int t = 1; t <= 4000; ++t) {
      const auto difference = [&, n = unit](int at) {
        return rate(network, at, n) - rate(plain, at, n);
      };
      const double added = difference(t) - (1 - alpha) * difference(t - 1);
      square += added * added;
    }
    EXPECT_NEAR(std::sqrt(square / 4000), scale, 0.05 * scale + 1e-12) << unit;
  }
}

class HeldRates : public ::testing::TestWithParam<Form> {};

/// The loss of the network with its acts.
double loss_of(SmallNetwork& network, const Acts& acts) {
  run(network, acts);
  return evaluate_loss({{Selection<TermCatalogue>("mse"), 1.0}}, network.input(), network.adjoint)
      .total;
}

void gradient_with(SmallNetwork& network, const Acts& acts) {
  loss_of(network, acts);
  backprop(PackedNetwork<double>(network.parameters, network.dynamics), network.episode,
           network.adjoint, acts);
}

/// Compares backprop with differences of the loss by every parameter.
void expect_gradient_of_differences(SmallNetwork& network, const std::function<Acts()>& acts,
                                    double step = 1e-5, double tolerance = 1e-7) {
  gradient_with(network, acts());
  const std::vector<double> gradient = network.adjoint.parameters.values;
  double largest = 0;
  for (std::size_t k = 0; k < gradient.size(); ++k) {
    double& value = network.parameters.values[k];
    const double kept = value;
    value = kept + step;
    const double above = loss_of(network, acts());
    value = kept - step;
    const double below = loss_of(network, acts());
    value = kept;
    EXPECT_NEAR(gradient[k], (above - below) / (2 * step), tolerance) << k;
    largest = std::max(largest, std::abs(gradient[k]));
  }
  EXPECT_GT(largest, 1e-3);
}

TEST_P(HeldRates, NothingIsLearntThroughThem) {
  SmallNetwork network(ActivationKind::sigmoid, 3, GetParam());
  Acts acts;
  acts.units.push_back({.units = {2, 5}, .value = 0.4f, .windows = windows(5, {3, 7})});
  acts.units.push_back({.units = {0}, .value = 0, .windows = windows(5, {0, 10})});
  acts.units.push_back({.kind = UnitAct::Kind::current,
                        .units = {1, 3},
                        .value = 0.5f,
                        .windows = windows(5, {2, 6})});
  expect_gradient_of_differences(network, [&] { return acts; });
}

INSTANTIATE_TEST_SUITE_P(Forms, HeldRates,
                         ::testing::Values(Form::simple, Form::learnt_alpha, Form::stack));

class ChangedSynapses : public ::testing::TestWithParam<Form> {};

/// The synapses between the first four units and the others are multiplied by 0.4 in some steps,
/// and those among units 2 to 5 replaced by 0.3 in others, which partly are the same.
Acts scaled_and_set(const SmallNetwork& network) {
  const auto weights = network.parameters.of(Tensor::recurrent_weight);
  const auto weight = [&](int into, int from) {
    return weights[static_cast<std::size_t>(into * 7 + from)];
  };
  Acts acts;
  SynapseAct scaled{.synapses = {}, .windows = windows(5, {2, 7})};
  scaled.windows[1] = {};
  SynapseAct replaced{.synapses = {}, .windows = windows(5, {4, 10})};
  for (int into = 0; into < 7; ++into) {
    for (int from = 0; from < 7; ++from) {
      const double w = weight(into, from);
      if ((from < 4) != (into < 4))
        scaled.synapses.push_back({into, from, static_cast<float>(w * 0.4 - w), 0.4f - 1});
      if (into >= 2 && into < 6 && from >= 2 && from < 6)
        replaced.synapses.push_back({into, from, static_cast<float>(0.3 - w), -1});
    }
  }
  acts.synapses = {scaled, replaced};
  return acts;
}

TEST_P(ChangedSynapses, TheGradientIsThatOfTheNetworkTheyMake) {
  SmallNetwork network(ActivationKind::sigmoid, 3, GetParam());
  // The acts follow the weights that differ, but only as floats do.
  expect_gradient_of_differences(
      network, [&] { return scaled_and_set(network); }, 2e-3, 2e-5);
}

TEST_P(ChangedSynapses, ThroughoutTheyAreTheNetworkWithOtherWeights) {
  SmallNetwork acted(ActivationKind::tanh, 3, GetParam());
  SmallNetwork made(ActivationKind::tanh, 3, GetParam());
  Acts acts;
  acts.synapses.push_back({.synapses = {}, .windows = windows(5, {0, 10})});
  const auto weights = acted.parameters.of(Tensor::recurrent_weight);
  for (const auto& [into, from] : {std::pair{6, 1}, {1, 6}, {3, 3}, {0, 5}}) {
    double& w = weights[static_cast<std::size_t>(into * 7 + from)];
    w = static_cast<double>(static_cast<float>(w));  // so that half of it is a float, too
    acts.synapses[0].synapses.push_back({into, from, static_cast<float>(-0.5 * w), -0.5f});
    made.parameters.of(Tensor::recurrent_weight)[static_cast<std::size_t>(into * 7 + from)] =
        0.5 * w;
  }
  EXPECT_NEAR(loss_of(acted, acts), loss_of(made, {}), 1e-12);
  gradient_with(acted, acts);
  gradient_with(made, {});
  const auto of_acted = acted.adjoint.parameters.of(Tensor::recurrent_weight);
  const auto of_made = made.adjoint.parameters.of(Tensor::recurrent_weight);
  for (int into = 0; into < 7; ++into) {
    for (int from = 0; from < 7; ++from) {
      const auto k = static_cast<std::size_t>(into * 7 + from);
      const bool half = std::any_of(
          acts.synapses[0].synapses.begin(), acts.synapses[0].synapses.end(),
          [&](const auto& synapse) { return synapse.into == into && synapse.from == from; });
      EXPECT_NEAR(of_acted[k], (half ? 0.5 : 1.0) * of_made[k], 1e-12) << into << " " << from;
      if (half) {
        EXPECT_GT(std::abs(of_made[k]), 1e-6) << into << " " << from;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Forms, ChangedSynapses,
                         ::testing::Values(Form::simple, Form::learnt_alpha, Form::stack,
                                           Form::mixed, Form::stack_started_by_rates));

}  // namespace
}  // namespace nn4n::test::acts_test

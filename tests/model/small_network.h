// A small network with random parameters and a random batch, for checks in double precision.
#pragma once

#include <cmath>

#include "base/random.h"
#include "criterion/term.h"
#include "model/backprop.h"

namespace nn4n::test {

/// Every activation there is.
inline std::vector<ActivationKind> all_activations() {
  std::vector<ActivationKind> kinds;
  for (std::size_t k = 0; k < Choices<ActivationKind>::list.size(); ++k)
    kinds.push_back(static_cast<ActivationKind>(k));
  return kinds;
}

/// What the seven units form.
enum class Form { simple, learnt_alpha, stack, mixed, stack_started_by_rates };

inline std::vector<Form> all_forms() {
  return {Form::simple, Form::learnt_alpha, Form::stack, Form::mixed, Form::stack_started_by_rates};
}

struct SmallNetwork {
  Parameters<double> parameters;
  Dynamics<double> dynamics;
  Batch<double> batch;
  Episode<double> episode;
  Adjoint<double> adjoint;
  std::vector<std::uint8_t> unit_area{0, 0, 0, 1, 1, 1, 1};

  explicit SmallNetwork(ActivationKind activation, std::uint32_t seed = 3, Form form = Form::simple)
      : parameters(Sizes{7, 3, 2, form == Form::learnt_alpha}) {
    RandomStream random(stream_key(seed, Purpose::weights));
    if (form == Form::stack || form == Form::stack_started_by_rates)
      dynamics.layer_begin = {0, 3, 5};
    dynamics.rate_starts_as_potential = form == Form::stack_started_by_rates;
    dynamics.activation.assign(7, activation);
    for (int n = 0; n < 7; ++n) dynamics.alpha.push_back(0.2 + 0.1 * n);
    if (form == Form::mixed) dynamics.activation[2] = ActivationKind::tanh;
    for (double& value : parameters.values) value = 0.5 * static_cast<double>(random.normal());
    for (double& alpha : parameters.of(Tensor::alpha)) alpha = 0.3 + 0.1 * std::abs(alpha);
    batch.resize(5, 9, 3, 2);  // 5 trials: three lanes of the bundle are idle
    fill(random, batch.input);
    fill(random, batch.target);
    for (std::size_t k = 0; k < batch.mask.size(); ++k) {
      for (int lane = 0; lane < batch.trials; ++lane) {
        batch.mask[k][lane] = random.chance(0.7) ? 1 + random.whole(0, 1) : 0;
      }
    }
  }

  LossInput<double> input() const {
    return {batch, episode, parameters, unit_area, alpha_of(parameters, dynamics)};
  }

  /// Of the terms that need no backprop.
  double loss(const std::vector<LossTerm>& terms) {
    simulate(parameters, dynamics, batch, RecurrentNoise{}, episode);
    return evaluate_loss(terms, input(), adjoint).total;
  }

  /// Of all terms; leaves the gradient in `adjoint`.
  LossValue complete_loss(const std::vector<LossTerm>& terms) {
    simulate(parameters, dynamics, batch, RecurrentNoise{}, episode);
    LossValue value = evaluate_loss(terms, input(), adjoint);
    backprop(parameters, dynamics, episode, adjoint);
    evaluate_after_backprop(terms, input(), adjoint, value);
    return value;
  }

  const std::vector<double>& gradient(const std::vector<LossTerm>& terms) {
    complete_loss(terms);
    return adjoint.parameters.values;
  }

  /// Central difference of the loss by one parameter.
  double difference(const std::vector<LossTerm>& terms, std::size_t index) {
    constexpr double kStep = 1e-5;
    double& value = parameters.values[index];
    const double kept = value;
    value = kept + kStep;
    const double above = loss(terms);
    value = kept - kStep;
    const double below = loss(terms);
    value = kept;
    return (above - below) / (2 * kStep);
  }

 private:
  static void fill(RandomStream& random, std::vector<Bundle<double>>& bundles) {
    for (Bundle<double>& bundle : bundles) {
      for (int lane = 0; lane < 5; ++lane) bundle[lane] = static_cast<double>(random.normal());
    }
  }
};

/// The largest |analytic − numeric| over a tensor, relative to its largest |numeric|.
inline double worst_relative_error(SmallNetwork& network, const std::vector<LossTerm>& terms,
                                   Tensor tensor, const std::vector<double>& gradient,
                                   double* largest) {
  const std::size_t begin = network.parameters.sizes.offset(tensor);
  double worst = 0;
  *largest = 0;
  for (std::size_t k = begin; k < begin + network.parameters.sizes.count(tensor); ++k) {
    const double numeric = network.difference(terms, k);
    worst = std::max(worst, std::abs(gradient[k] - numeric));
    *largest = std::max(*largest, std::abs(numeric));
  }
  return worst / std::max(*largest, 1e-12);
}

}  // namespace nn4n::test

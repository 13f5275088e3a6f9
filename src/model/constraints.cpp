#include "model/constraints.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace nn4n {

namespace {

constexpr double kLeastAlpha = 0.001;

struct Range {
  double least = 0;
  double span = 0;  // 0 = values are used as they are
};

/// NN4N 1.2 maps all plasticity values together to 0..1.
Range plasticity_range(const Network& network) {
  double least = std::numeric_limits<double>::infinity();
  double most = -least;
  for (const Weights* layer :
       {&network.input_weights, &network.recurrent_weights, &network.readout_weights}) {
    for (const std::vector<double>& row : layer->synapse_plasticity) {
      for (const double value : row) least = std::min(least, value), most = std::max(most, value);
    }
  }
  return {least, most > least ? most - least : 0};
}

/// One layer of weights, with its mask and signs.
struct Layer {
  const Weights& weights;
  Tensor weight;
  Tensor bias;
  const std::vector<std::uint8_t>& present;
  const std::vector<std::int8_t>& sign;
};

/// Collects the bounds and factors tensor by tensor, in the order of the parameters.
template <class Real>
class Builder {
 public:
  Builder(const Network& network, const Masks& masks)
      : network_(network),
        masks_(masks),
        sizes_(sizes_of(network, masks)),
        quirks_(network.compatibility != Compatibility::none) {
    made_.rectified = network.connectivity.sign_constraint == SignConstraint::rectify;
    made_.scale_gradient = network.compatibility == Compatibility::nn4n_1_2;
    if (made_.scale_gradient) range_ = plasticity_range(network);
  }

  Constraints<Real> build() {
    add_layer({.weights = network_.input_weights,
               .weight = Tensor::input_weight,
               .bias = Tensor::input_bias,
               .present = masks_.input,
               .sign = masks_.input_sign});
    add_layer({.weights = network_.recurrent_weights,
               .weight = Tensor::recurrent_weight,
               .bias = Tensor::recurrent_bias,
               .present = masks_.recurrent,
               .sign = masks_.recurrent_sign});
    add_layer({.weights = network_.readout_weights,
               .weight = Tensor::readout_weight,
               .bias = Tensor::readout_bias,
               .present = masks_.readout,
               .sign = masks_.readout_sign});
    const bool learnt = network_.initial_state == InitialState::learnt;
    for (int n = 0; n < sizes_.units; ++n) add(-kLimit, kLimit, learnt ? 1 : 0);
    const bool bounded = network_.compatibility != Compatibility::nn4n_1_2;
    for (int n = 0; n < (sizes_.learn_alpha ? sizes_.units : 0); ++n)
      add(bounded ? kLeastAlpha : -kLimit, bounded ? 1 : kLimit, 1);
    return std::move(made_);
  }

 private:
  static constexpr double kLimit = std::numeric_limits<Real>::max();

  void add(double lower, double upper, double update) {
    made_.lower.push_back(static_cast<Real>(lower));
    made_.upper.push_back(static_cast<Real>(upper));
    made_.update.push_back(static_cast<Real>(update));
  }

  void add_layer(const Layer& layer) {
    for (std::size_t k = 0; k < layer.present.size(); ++k) {
      const bool present = layer.present[k] != 0;
      const int sign = layer.sign[k];
      add(!present || sign > 0 ? 0 : -kLimit, !present || sign < 0 ? 0 : kLimit,
          present || quirks_ ? factor(layer, k) : 0);
    }
    const bool learns = layer.weights.trained && layer.weights.bias_trained &&
                        layer.weights.bias != BiasDistribution::none;
    for (int n = 0; n < sizes_.rows(layer.bias); ++n) {
      // A layer without a bias has none, even when weights are read that have one.
      add(layer.weights.bias == BiasDistribution::none ? 0 : -kLimit,
          layer.weights.bias == BiasDistribution::none ? 0 : kLimit, learns ? 1 : 0);
    }
  }

  double factor(const Layer& layer, std::size_t k) const {
    if (!layer.weights.trained) return 0;
    double factor = layer.weights.plasticity;
    const std::size_t columns = static_cast<std::size_t>(sizes_.columns(layer.weight));
    const std::size_t row = k / columns;
    const std::size_t column = k % columns;
    const auto& listed = layer.weights.synapse_plasticity;
    if (row < listed.size() && column < listed[row].size())
      factor *= normalised(listed[row][column]);
    const int block = layer.weight == Tensor::recurrent_weight ? masks_.recurrent_block[k] : -1;
    if (block < 0) return factor;
    const Block& own = network_.connectivity.blocks[static_cast<std::size_t>(block)];
    return own.trained ? factor * own.plasticity : 0;
  }

  double normalised(double value) const {
    if (!made_.scale_gradient) return value;
    return range_.span > 0 ? (value - range_.least) / range_.span : 1;
  }

  const Network& network_;
  const Masks& masks_;
  Sizes sizes_;
  bool quirks_;
  Range range_;
  Constraints<Real> made_;
};

}  // namespace

template <class Real>
Constraints<Real> make_constraints(const Network& network, const Masks& masks) {
  return Builder<Real>(network, masks).build();
}

template <class Real>
void enforce(const Constraints<Real>& constraints, Parameters<Real>& parameters) {
  assert(constraints.lower.size() == parameters.values.size());
  for (std::size_t i = 0; i < parameters.values.size(); ++i) {
    parameters.values[i] =
        std::min(std::max(parameters.values[i], constraints.lower[i]), constraints.upper[i]);
  }
}

template <class Real>
void mask_gradient(const Constraints<Real>& constraints, const Parameters<Real>& parameters,
                   Parameters<Real>& gradient) {
  for (std::size_t i = 0; i < gradient.values.size(); ++i) {
    const Real value = parameters.values[i];
    const bool dead =
        constraints.rectified && (value <= constraints.lower[i] || value >= constraints.upper[i]);
    const bool learns = constraints.update[i] != 0 && !dead;
    gradient.values[i] = learns ? gradient.values[i] : Real(0);
    if (learns && constraints.scale_gradient) gradient.values[i] *= constraints.update[i];
  }
}

template Constraints<float> make_constraints(const Network&, const Masks&);
template Constraints<double> make_constraints(const Network&, const Masks&);
template void enforce(const Constraints<float>&, Parameters<float>&);
template void enforce(const Constraints<double>&, Parameters<double>&);
template void mask_gradient(const Constraints<float>&, const Parameters<float>&,
                            Parameters<float>&);
template void mask_gradient(const Constraints<double>&, const Parameters<double>&,
                            Parameters<double>&);

}  // namespace nn4n

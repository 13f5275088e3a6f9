#include "parity/drawn_networks.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

namespace {

const std::vector<std::uint8_t>& present_of(const Masks& masks, std::size_t layer) {
  return layer == 0 ? masks.input : layer == 1 ? masks.recurrent : masks.readout;
}

double largest_fraction(const std::vector<std::uint8_t>& present, std::size_t columns) {
  double most = 0;
  for (std::size_t row = 0; row < present.size() / columns; ++row) {
    double count = 0;
    for (std::size_t j = 0; j < columns; ++j) count += present[row * columns + j];
    most = std::max(most, count / static_cast<double>(columns));
  }
  return most;
}

double slightly_more(double value) { return value + 1e-8 * std::fabs(value); }

void add_by_source(std::span<const float> weights, const Masks& masks, Drawn& drawn) {
  std::vector<float> kinds[2];
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const int sign = masks.unit_sign[k % static_cast<std::size_t>(masks.units)];
    if (sign != 0) kinds[sign < 0].push_back(weights[k]);
  }
  drawn.excitatory.add(kinds[0], INFINITY, -INFINITY);
  drawn.inhibitory.add(kinds[1], INFINITY, -INFINITY);
}

}  // namespace

const Weights& weights_of(const Network& network, std::size_t layer) {
  return layer == 0   ? network.input_weights
         : layer == 1 ? network.recurrent_weights
                      : network.readout_weights;
}

double bound_of(const Network& network, const Masks& masks, std::size_t i) {
  const Weights& layer = weights_of(network, i);
  if (layer.distribution == WeightDistribution::zero) return 0;
  if (layer.distribution != WeightDistribution::uniform) return INFINITY;
  const std::size_t sources = static_cast<std::size_t>(i == 0 ? masks.inputs : masks.units);
  double bound = 1 / std::sqrt(static_cast<double>(sources));
  const bool older = network.compatibility == Compatibility::nn4n_1_0_3;
  const double fraction = largest_fraction(present_of(masks, i), sources);
  if (older && layer.sparse && i != 1 && fraction > 0) bound *= 1 / fraction;
  if (older && layer.dales_law && i == 1) bound *= 0.1;
  return static_cast<double>(static_cast<float>(bound * std::fabs(layer.gain)));
}

void add_network(const Parameters<float>& parameters, const Masks& masks,
                 const std::array<Marks, 3>& marks, Stage& stage) {
  for (std::size_t i = 0; i < kLayers.size(); ++i) {
    const auto weights = parameters.of(kLayers[i].weight);
    const Marks& mark = marks[i];
    stage[i].weights.add(weights, slightly_more(mark.most), -slightly_more(-mark.least));
    const double bias = slightly_more(mark.bias);
    stage[i].bias.add(parameters.of(kLayers[i].bias), bias, -bias);
    if (i > 0) add_by_source(weights, masks, stage[i]);
    if (i != 1) continue;
    std::vector<float> diagonal;
    for (std::size_t k = 0; k < weights.size(); k += static_cast<std::size_t>(masks.units) + 1)
      diagonal.push_back(weights[k]);
    const double most = slightly_more(mark.diagonal);
    stage[i].diagonal.add(diagonal, most, -most);
  }
}

}  // namespace nn4n

// The weights of many fresh networks, pooled as those of NN4N were when they were recorded.
#pragma once

#include <array>

#include "model/initialise.h"
#include "parity/sample_statistics.h"

namespace nn4n {

/// A layer of weights under the name that the files give it.
struct LayerName {
  std::string_view name;
  Tensor weight;
  Tensor bias;
};
inline constexpr std::array<LayerName, 3> kLayers{
    {{"in", Tensor::input_weight, Tensor::input_bias},
     {"hid", Tensor::recurrent_weight, Tensor::recurrent_bias},
     {"out", Tensor::readout_weight, Tensor::readout_bias}}};

/// The weights of kLayers[i].
const Weights& weights_of(const Network& network, std::size_t i);

/// What has been drawn of one layer.
struct Drawn {
  Pool weights;
  Pool diagonal;
  Pool excitatory;  // weights from excitatory units
  Pool inhibitory;
  Pool bias;
};
using Stage = std::array<Drawn, 3>;

/// The recorded extremes of a layer. They are known before the networks are drawn, so that the
/// entries beyond them can be counted.
struct Marks {
  double least = 0;
  double most = 0;
  double diagonal = 0;
  double bias = 0;
};

/// Adds the layers of one network to what has been drawn.
void add_network(const Parameters<float>& parameters, const Masks& masks,
                 const std::array<Marks, 3>& marks, Stage& stage);

/// The largest size that a weight of layer i may have under a uniform distribution, after all that
/// the package does to the weights once they are drawn. It is infinite for other distributions.
double bound_of(const Network& network, const Masks& masks, std::size_t i);

}  // namespace nn4n

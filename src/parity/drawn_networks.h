// Fresh networks and the statistics of their weights, as NN4N's starts were recorded.
#pragma once

#include <array>

#include "model/initialise.h"
#include "parity/sample_statistics.h"

namespace nn4n {

/// A layer of weights by the name that records give it.
struct LayerName {
  std::string_view name;
  Tensor weight;
  Tensor bias;
};
inline constexpr std::array<LayerName, 3> kLayers{
    {{"in", Tensor::input_weight, Tensor::input_bias},
     {"hid", Tensor::recurrent_weight, Tensor::recurrent_bias},
     {"out", Tensor::readout_weight, Tensor::readout_bias}}};

/// The i-th layer of kLayers.
const Weights& weights_of(const Network& network, std::size_t i);

/// What has been drawn of one layer.
struct Drawn {
  Pool weights;
  Pool diagonal;
  Pool excitatory;  // by the sign of the source
  Pool inhibitory;
  Pool bias;
};
using Stage = std::array<Drawn, 3>;

/// The recorded extremes, known beforehand so that what lies beyond them can be counted.
struct Marks {
  double least = 0;
  double most = 0;
  double diagonal = 0;
  double bias = 0;
};

/// Adds the layers of one network.
void add_network(const Parameters<float>& parameters, const Masks& masks,
                 const std::array<Marks, 3>& marks, Stage& stage);

/// No weight of layer i under a uniform law is larger than this; infinite for other laws. What the
/// package does to the weights after the draw is in it.
double bound_of(const Network& network, const Masks& masks, std::size_t i);

}  // namespace nn4n

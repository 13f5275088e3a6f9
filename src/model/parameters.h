// The parameters of a continuous-time RNN, in one flat array.
//
// Gradients, the moments of optimisers and bounds have the same layout, so that an optimiser is
// one pass over the array, and a loss term finds its tensor by name. `Real` is float where a
// network learns and double where tests check it. Axes: N units, I inputs, O outputs; row =
// target, column = source.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "structure/masks.h"

namespace nn4n {

enum class Tensor {
  input_weight,       ///< W_in, N x I
  input_bias,         ///< b_in, N; NN4N's second bias, 0 and untrained here unless asked for
  recurrent_weight,   ///< W, N x N
  recurrent_bias,     ///< b, N
  readout_weight,     ///< W_out, O x N
  readout_bias,       ///< b_out, O
  initial_potential,  ///< v_0, N
  alpha,              ///< dt / tau, N; absent (no values) unless it is learnt
};
inline constexpr int kTensors = 8;
inline constexpr std::array<Tensor, kTensors> kAllTensors{
    Tensor::input_weight,   Tensor::input_bias,   Tensor::recurrent_weight,  Tensor::recurrent_bias,
    Tensor::readout_weight, Tensor::readout_bias, Tensor::initial_potential, Tensor::alpha};

struct Sizes {
  int units = 0;    // N
  int inputs = 0;   // I
  int outputs = 0;  // O
  bool learn_alpha = false;

  int rows(Tensor tensor) const {
    const bool out = tensor == Tensor::readout_weight || tensor == Tensor::readout_bias;
    if (tensor == Tensor::alpha && !learn_alpha) return 0;
    return out ? outputs : units;
  }
  int columns(Tensor tensor) const {
    if (tensor == Tensor::input_weight) return inputs;
    return tensor == Tensor::recurrent_weight || tensor == Tensor::readout_weight ? units : 1;
  }
  std::size_t count(Tensor tensor) const {
    return static_cast<std::size_t>(rows(tensor)) * static_cast<std::size_t>(columns(tensor));
  }
  std::size_t offset(Tensor tensor) const {
    std::size_t sum = 0;
    for (int t = 0; t < static_cast<int>(tensor); ++t) sum += count(static_cast<Tensor>(t));
    return sum;
  }
  std::size_t total() const { return offset(Tensor::alpha) + count(Tensor::alpha); }
  bool operator==(const Sizes&) const = default;
};

inline Sizes sizes_of(const Network& network, const Masks& masks) {
  return {.units = masks.units,
          .inputs = masks.inputs,
          .outputs = masks.outputs,
          .learn_alpha = network.learn_alpha};
}

template <class Real>
struct Parameters {
  Sizes sizes;
  std::vector<Real> values;

  Parameters() = default;
  explicit Parameters(const Sizes& s) : sizes(s), values(s.total()) {}
  std::span<Real> of(Tensor tensor) {
    return std::span<Real>(values).subspan(sizes.offset(tensor), sizes.count(tensor));
  }
  std::span<const Real> of(Tensor tensor) const {
    return std::span<const Real>(values).subspan(sizes.offset(tensor), sizes.count(tensor));
  }
};

}  // namespace nn4n

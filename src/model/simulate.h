// Forward in time (Song, Yang & Wang 2016, eqs. 3 to 5). Its mirror image is backprop.h.
//
//   v_t = (1−α) v_{t−1} + α (W r_{t−1} + b + W_in u_t + b_in) + s ξ_t
//   r_t = f(v_t) + σ_r ζ_t
//   y_t = W_out r_t + b_out                                              t = 1 .. T
//
// In a stack of layers a unit receives the rates of lower layers at step t, not t − 1 (NN4N 1.2
// RNNLayer). A multilayer perceptron is T = 1, α = 1 without synapses within layers.
#pragma once

#include <vector>

#include "base/random.h"
#include "model/activation.h"
#include "model/batch.h"

namespace nn4n {

/// The constants of the dynamics.
template <class Real>
struct Dynamics {
  std::vector<Real>
      alpha;  // N, dt / tau, in (0, 1] (NN4N accepts more); not used when it is learnt
  std::vector<ActivationKind> activation;  // N
  Corner corner = Corner::zero;
  std::vector<int> layer_begin{0};        // first unit of every layer
  bool rate_starts_as_potential = false;  ///< r_0 = v_0, not f(v_0): NN4N 1.2's RNNLayer
};

/// α, f and the layers of a network.
template <class Real>
Dynamics<Real> make_dynamics(const Network& network, const Masks& masks);

/// Recurrent noise: s_i ξ is added to v_i and σ_r ζ to r_i at every step. Panel p draws from the
/// stream of `key` with p added to its last index. An empty `scale` is a network without the first.
struct RecurrentNoise {
  ThreefryKey key{};
  std::vector<float> scale = {};  // N, s
  std::vector<float> slope = {};  // N, ds/dα; only read when alpha is learnt
  float rate_scale = 0;           // σ_r
};

/// s of every unit: √(2α) σ or α σ. NN4N's `preact_noise` of √(2/α) σ is Song et al.'s σ.
RecurrentNoise make_noise(const ThreefryKey& key, const Network& network,
                          std::span<const float> alpha);

/// Fills `episode` from `batch`. The sizes of all four must agree.
template <class Real>
void simulate(const Parameters<Real>& parameters, const Dynamics<Real>& dynamics,
              const Batch<Real>& batch, const RecurrentNoise& noise, Episode<Real>& episode);

/// The α in force: learnt or constant.
template <class Real>
std::span<const Real> alpha_of(const Parameters<Real>& parameters, const Dynamics<Real>& dynamics) {
  return parameters.sizes.learn_alpha ? parameters.of(Tensor::alpha)
                                      : std::span<const Real>(dynamics.alpha);
}

/// The units [begin, end) of a layer.
template <class Real>
std::pair<int, int> layer_range(const Dynamics<Real>& dynamics, std::size_t layer, int units) {
  const bool last = layer + 1 == dynamics.layer_begin.size();
  return {dynamics.layer_begin[layer], last ? units : dynamics.layer_begin[layer + 1]};
}

}  // namespace nn4n

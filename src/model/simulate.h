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
#include "model/acts.h"
#include "model/batch.h"
#include "model/kernels.h"

namespace nn4n {

/// How the products of one layer are taken. The columns are [r; u; 1] forwards and
/// [q; dy] backwards.
struct LayerPlan {
  ProductPlan drive;      // rows: the layer's units
  ProductPlan transpose;  // rows: the layer's units, as sources
  GradientPlan lower;     // the columns of lower layers, which are seen in the same step
  GradientPlan others;    // all other columns; in the last layer also the rows of the readouts
};

/// The constants of the dynamics.
template <class Real>
struct Dynamics {
  std::vector<Real>
      alpha;  // N, dt / tau, in (0, 1] (NN4N accepts more); not used when it is learnt
  std::vector<ActivationKind> activation;  // N
  Corner corner = Corner::zero;
  std::vector<int> layer_begin{0};        // first unit of every layer
  std::vector<LayerPlan> plans = {};      // one per layer; empty = everything is dense
  bool rate_starts_as_potential = false;  ///< r_0 = v_0, not f(v_0): NN4N 1.2's RNNLayer
};

/// Plans in which every layer is dense.
std::vector<LayerPlan> dense_plans(const Sizes& sizes, const std::vector<int>& layer_begin);

/// The plans of least cost for a network's masks. In the compatibility modes absent synapses have a
/// gradient, so everything is dense.
std::vector<LayerPlan> make_plans(const Network& network, const Masks& masks);

/// α, f, the layers and the plans of a network.
template <class Real>
Dynamics<Real> make_dynamics(const Network& network, const Masks& masks);

/// Recurrent noise: s_i ξ is added to v_i and σ_r ζ to r_i at every step. Bundle p draws from the
/// stream of `key` with p added to its last index. An empty `scale` means no noise on v.
struct RecurrentNoise {
  ThreefryKey key{};
  std::vector<float> scale = {};  // N, s
  std::vector<float> slope = {};  // N, ds/dα; only read when alpha is learnt
  float rate_scale = 0;           // σ_r
};

/// s of every unit: √(2α) σ or α σ. NN4N's `preact_noise` of √(2/α) σ is Song et al.'s σ.
RecurrentNoise make_noise(const ThreefryKey& key, const Network& network,
                          std::span<const float> alpha);

/// The weights of a network, packed as the products need them. They are packed once for a
/// step of training, so that the parts of a batch share that work. The parameters and
/// dynamics must outlive this.
template <class Real>
struct PackedNetwork {
  const Parameters<Real>& parameters;
  const Dynamics<Real>& dynamics;
  std::vector<LayerPlan> dense;                    // used when the dynamics have no plans
  std::vector<PackedMatrix<Real>> drive = {};      // one per layer, rows of [W | W_in | b + b_in]
  std::vector<PackedMatrix<Real>> transpose = {};  // one per layer, rows of [Wᵀ | W_outᵀ]
  ProductPlan readout_plan;
  PackedMatrix<Real> readout = {};  // W_out, whose sums start from b_out
  GradientPlan lower_readout;       // of W_out from all layers but the last

  PackedNetwork(const Parameters<Real>& p, const Dynamics<Real>& d);
  PackedNetwork(const PackedNetwork&) = delete;  // the packed matrices point at the plans
  PackedNetwork& operator=(const PackedNetwork&) = delete;
  const std::vector<LayerPlan>& plans() const {
    return dynamics.plans.empty() ? dense : dynamics.plans;
  }
};

/// Runs the trials of `batch` and fills `episode`. The sizes of parameters, dynamics, batch and
/// noise must agree. `acts` are interventions; without any, no bit is other than without them.
template <class Real>
void simulate(const PackedNetwork<Real>& network, const Batch<Real>& batch,
              const RecurrentNoise& noise, Episode<Real>& episode, const Acts& acts = {});
template <class Real>
void simulate(const Parameters<Real>& parameters, const Dynamics<Real>& dynamics,
              const Batch<Real>& batch, const RecurrentNoise& noise, Episode<Real>& episode);

/// f'(v) after step `t`, 0 <= t <= T, of all N units: as stored, or computed from the
/// rates into `own`.
template <class Real>
const Bundle<Real>* slopes_at(const Episode<Real>& episode, int bundle, int t,
                              std::vector<Bundle<Real>>& own);

/// The α in force: learnt or constant.
template <class Real>
std::span<const Real> alpha_of(const Parameters<Real>& parameters, const Dynamics<Real>& dynamics) {
  return parameters.sizes.learn_alpha ? parameters.of(Tensor::alpha)
                                      : std::span<const Real>(dynamics.alpha);
}

/// The units [begin, end) of a layer.
inline std::pair<int, int> layer_range(const std::vector<int>& layer_begin, std::size_t layer,
                                       int units) {
  const bool last = layer + 1 == layer_begin.size();
  return {layer_begin[layer], last ? units : layer_begin[layer + 1]};
}

}  // namespace nn4n

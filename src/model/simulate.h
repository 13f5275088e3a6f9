// Forward in time (Song, Yang & Wang 2016, eqs. 3 to 5). Its mirror image is backprop.h.
//
//   v_t = (1−α) v_{t−1} + α (W r_{t−1} + b + W_in u_t + b_in) + s ξ_t
//   r_t = f(v_t)
//   y_t = W_out r_t + b_out                                              t = 1 .. T
#pragma once

#include <vector>

#include "base/random.h"
#include "model/activation.h"
#include "model/batch.h"

namespace nn4n {

/// The constants of the dynamics.
template <class Real>
struct Dynamics {
  std::vector<Real> alpha;  // N, dt / tau, in (0, 1] (NN4N accepts more)
  ActivationKind activation = ActivationKind::relu;
  Corner corner = Corner::zero;
};

/// Recurrent noise: s_i ξ is added to v_i at every step. Panel p draws from the stream of `key`
/// with p added to its last index. An empty `scale` is a network without noise.
struct RecurrentNoise {
  ThreefryKey key{};
  std::vector<float> scale;  // N, s
};

/// s = α √(2/α) σ for every unit.
template <class Real>
std::vector<float> noise_scale(const Dynamics<Real>& dynamics, double sigma);

/// Fills `episode` from `batch`. The sizes of all four must agree.
template <class Real>
void simulate(const Parameters<Real>& parameters, const Dynamics<Real>& dynamics,
              const Batch<Real>& batch, const RecurrentNoise& noise, Episode<Real>& episode);

}  // namespace nn4n

// Backward in time: the mirror image of simulate.h. With a_t = dL/dv_t and q_t = α a_t,
//
//   dr_t = W_outᵀ dy_t + (direct dL/dr_t) + Wᵀ q_{t+1}
//   a_t  = f'(v_t) dr_t + (1−α) a_{t+1}                                  t = T .. 1
//   d[W | W_in | b] = Σ q_t [r_{t−1}; u_t; 1]ᵀ     dW_out = Σ dy_t r_tᵀ     dv_0 = a_0
//   dα = Σ a_t (drive_t − v_{t−1} + ds/dα ξ_t)
//
// A layer sees q_t, not q_{t+1}, of the layers above it, and they its r_t.
#pragma once

#include "model/acts.h"
#include "model/simulate.h"

namespace nn4n {

/// Adds the gradient of everything `adjoint.output` and `adjoint.rate` hold to
/// `adjoint.parameters`. Both biases of the drive receive the same gradient. In float, adjoints
/// below 1e-30 count as 0 (base/elementary.h). `acts` are those with which the episode was
/// simulated.
template <class Real>
void backprop(const PackedNetwork<Real>& network, const Episode<Real>& episode,
              Adjoint<Real>& adjoint, const Acts& acts = {});
template <class Real>
void backprop(const Parameters<Real>& parameters, const Dynamics<Real>& dynamics,
              const Episode<Real>& episode, Adjoint<Real>& adjoint);

}  // namespace nn4n

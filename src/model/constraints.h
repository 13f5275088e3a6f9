// Sparsity, Dale's law and plasticity, as bounds on and factors of every parameter.
//
// An absent synapse lives in [0, 0], an excitatory one in [0, inf), an inhibitory one in (−inf, 0],
// everything else anywhere: enforcing both constraints is one clamp (NN4N clamps too; a weight at
// exactly 0 may leave it again because its gradient is kept). Under the rectified rule of Song et
// al. 2016 the same clamp is applied where the weights are used, and what is trained is free.
#pragma once

#include "model/parameters.h"
#include "structure/masks.h"

namespace nn4n {

template <class Real>
struct Constraints {
  std::vector<Real> lower;      // as Parameters::values
  std::vector<Real> upper;      // as Parameters::values
  std::vector<Real> update;     // as Parameters::values, factor of each step; 0 = absent or frozen
  bool rectified = false;       ///< the network clamps where it uses a weight, the step does not
  bool scale_gradient = false;  ///< `update` multiplies the gradient, not the step (NN4N 1.2)
};

/// The constraints of a network: its masks and signs, what is trained, and how fast. Alpha stays in
/// [0.001, 1] (NN4N 1.2: anywhere). In the compatibility modes absent synapses keep their gradient,
/// and plasticity is normalised to 0..1 over all layers that list it.
template <class Real>
Constraints<Real> make_constraints(const Network& network, const Masks& masks);

/// Clamps every value into its bounds.
template <class Real>
void enforce(const Constraints<Real>& constraints, Parameters<Real>& parameters);

/// Sets the gradient of everything that does not learn to 0, so that sparse and dense code agree to
/// the bit and absent synapses count neither in the norm nor in the optimiser. Under the rectified
/// rule, weights of the wrong sign and weights at 0 do not learn either.
template <class Real>
void mask_gradient(const Constraints<Real>& constraints, const Parameters<Real>& parameters,
                   Parameters<Real>& gradient);

}  // namespace nn4n

// Sparsity and Dale's law as bounds on every parameter.
//
// An absent synapse lives in [0, 0], an excitatory one in [0, inf), an inhibitory one in (−inf, 0],
// everything else anywhere: enforcing both constraints is one clamp (NN4N clamps too; a weight at
// exactly 0 may leave it again because its gradient is kept).
#pragma once

#include "model/parameters.h"
#include "structure/masks.h"

namespace nn4n {

template <class Real>
struct Constraints {
  std::vector<Real> lower;    // as Parameters::values
  std::vector<Real> upper;    // as Parameters::values
  std::vector<Real> trained;  // as Parameters::values, 1 = learns, 0 = absent or frozen
};

/// The constraints of a network: recurrent weights keep their masks and, with signs, Dale's law;
/// input and readout weights keep their masks. The input bias is frozen: it duplicates the
/// recurrent one.
template <class Real>
Constraints<Real> make_constraints(const Masks& masks);

/// Clamps every value into its bounds.
template <class Real>
void enforce(const Constraints<Real>& constraints, Parameters<Real>& parameters);

/// Zeroes the gradient of what does not learn, so that sparse and dense code agree to the bit and
/// absent synapses count neither in the norm nor in the optimiser.
template <class Real>
void mask_gradient(const Constraints<Real>& constraints, Parameters<Real>& gradient);

}  // namespace nn4n

// Optimisers: from a gradient to a step, over the flat array of all parameters.
#pragma once

#include "experiment/experiment.h"
#include "model/parameters.h"

namespace nn4n {

/// Shortens a gradient to `limit` (Euclidean norm) when it is longer and `limit` > 0 (Pascanu et
/// al. 2013). Returns the norm before; not finite when any entry is not.
template <class Real>
double clip_norm(Parameters<Real>& gradient, double limit);

/// SGD with momentum:  u ← μ u + g,  w ← w − η u.
/// Adam (Kingma & Ba 2015):  m ← 0.9 m + 0.1 g,  n ← 0.999 n + 0.001 g²,
///   w ← w − η (m / (1 − 0.9^k)) / (√(n / (1 − 0.999^k)) + 1e-8).
template <class Real>
struct Optimiser {
  OptimiserKind kind = OptimiserKind::adam;
  std::vector<Real> first;   // u or m, as Parameters::values
  std::vector<Real> second;  // n, as Parameters::values; empty for SGD
  double first_decay = 1;    // 0.9^k
  double second_decay = 1;   // 0.999^k

  Optimiser() = default;
  Optimiser(OptimiserKind kind_, std::size_t count) : kind(kind_), first(count) {
    if (kind == OptimiserKind::adam) second.resize(count);
  }
  /// One step. `factors` (as Parameters::values) multiply what is subtracted, so that plasticity
  /// works under Adam, which does not feel the gradient's scale; empty = all 1.
  void step(double learning_rate, double momentum, const Parameters<Real>& gradient,
            const std::vector<Real>& factors, Parameters<Real>& parameters);
};

}  // namespace nn4n

// Optimisers: what a gradient does to the flat array of all parameters.
//
// To add one, write its choice in experiment/optimisation.h, its formula below, and its pass
// in optimiser.cpp.
#pragma once

#include "experiment/experiment.h"
#include "model/parameters.h"

namespace nn4n {

/// Shortens a gradient to the Euclidean norm `limit` when it is longer and `limit` > 0 (Pascanu et
/// al. 2013). Returns the norm that it had, which is not finite when any entry is not.
template <class Real>
double clip_norm(Parameters<Real>& gradient, double limit);

/// Limits every entry to −limit .. limit; a limit of 0 changes nothing.
template <class Real>
void clip_value(Parameters<Real>& gradient, double limit);

/// NonFinite::shrink replaces gradients that are longer than this (Song et al. 2016).
inline constexpr double kLongestGradient = 1e10;

/// Replaces a gradient that is not finite: by 0.02 W for the recurrent weights and by 0 for all
/// else, so that the recurrent weights shrink until the loss is finite again (Song et al. 2016).
template <class Real>
void replace_gradient(const Parameters<Real>& parameters, Parameters<Real>& gradient);

/// μ, β₁, β₂, ε, λ, ρ: fields of Training. η: the learning rate of this step.
/// SGD:      u ← μ u + g,  w ← w − η u;  Nesterov (Sutskever et al. 2013):  w ← w − η (g + μ u).
/// Adam (Kingma & Ba 2015):  m ← β₁ m + (1 − β₁) g,  n ← β₂ n + (1 − β₂) g²,
///   w ← w − η (m / (1 − β₁^k)) / (√(n / (1 − β₂^k)) + ε).
/// AdamW (Loshchilov & Hutter 2019): the same, and w ← w − η λ w for weights, as they were before.
/// RMSprop (Hinton 2012):  n ← ρ n + (1 − ρ) g²,  u ← μ u + g / (√n + ε),  w ← w − η u.
template <class Real>
struct Optimiser {
  OptimiserKind kind = OptimiserKind::adam;
  std::vector<Real> first;   // u or m, as Parameters::values
  std::vector<Real> second;  // n, as Parameters::values; empty for SGD
  double first_decay = 1;    // β₁^k, a product over the steps: the betas may change
  double second_decay = 1;   // β₂^k

  Optimiser() = default;
  Optimiser(OptimiserKind kind_, std::size_t count) : kind(kind_), first(count) {
    if (kind != OptimiserKind::sgd) second.resize(count);
  }
  /// Takes one step. `factors` (as Parameters::values; empty = all 1) multiply what is subtracted.
  /// This makes plasticity work under Adam, for which the scale of a gradient makes no difference.
  void step(const Training& training, double learning_rate, const Parameters<Real>& gradient,
            const std::vector<Real>& factors, Parameters<Real>& parameters);
};

}  // namespace nn4n

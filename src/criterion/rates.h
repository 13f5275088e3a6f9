// Walks over the firing rates of an episode, for the loss terms that look at them.
#pragma once

#include "criterion/term.h"

namespace nn4n {

/// Calls visit(panel, unit, rates, their adjoints) for every panel, step and unit.
template <class Real, class Visit>
void for_each_rate(const Episode<Real>& episode, Adjoint<Real>& adjoint, Visit&& visit) {
  adjoint.need_rates(episode);
  for (int panel = 0; panel < episode.panels(); ++panel) {
    for (int t = 1; t <= episode.steps; ++t) {
      const Panel<Real>* rates = episode.state_at(panel, t);
      Panel<Real>* gradient = adjoint.rate_at(panel, t);
      for (int n = 0; n < episode.sizes.units; ++n) visit(panel, n, rates[n], gradient[n]);
    }
  }
}

/// `value` in the lanes in use, 0 in idle ones.
template <class Real>
Panel<Real> in_use(Panel<Real> value, int lanes) {
  for (int lane = lanes; lane < kLanes; ++lane) value[lane] = 0;
  return value;
}

/// Trials times steps: over how many values a unit's mean rate is taken.
template <class Real>
double samples(const Episode<Real>& episode) {
  return static_cast<double>(episode.trials) * episode.steps;
}

}  // namespace nn4n

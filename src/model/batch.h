// What goes into a pass over a batch of trials and what comes out of it, in bundles of 8 trials.
//
// Axes: P bundles, T steps, N units, I inputs, O outputs; the last axis is always the lane, and
// each lane holds one trial. When a batch does not fill its last bundle, that bundle has idle
// lanes: their masks are 0, and `lanes` says how many lanes hold trials.
#pragma once

#include <algorithm>
#include <vector>

#include "base/bundle.h"
#include "model/activation.h"
#include "model/parameters.h"

namespace nn4n {

/// Inputs, targets and loss masks of a batch.
template <class Real>
struct Batch {
  int trials = 0;  // B
  int steps = 0;   // T
  int inputs = 0;
  int outputs = 0;
  std::vector<Bundle<Real>> input;              // P x T x I
  std::vector<Bundle<Real>> target;             // P x T x O
  std::vector<Bundle<Real>> mask;               // P x T x O, weight of each error
  std::vector<Bundle<Real>> initial_potential;  // P x N, v_0 of every trial; empty = the parameter

  void resize(int trials_, int steps_, int inputs_, int outputs_) {
    trials = trials_, steps = steps_, inputs = inputs_, outputs = outputs_;
    const std::size_t rows = static_cast<std::size_t>(bundles()) * static_cast<std::size_t>(steps);
    input.assign(rows * static_cast<std::size_t>(inputs), Bundle<Real>{});
    target.assign(rows * static_cast<std::size_t>(outputs), Bundle<Real>{});
    mask.assign(rows * static_cast<std::size_t>(outputs), Bundle<Real>{});
  }
  int bundles() const { return bundles_for(trials); }
  int lanes(int bundle) const { return std::min(kLanes, trials - bundle * kLanes); }
  std::size_t row(int bundle, int step, int channels) const {
    return (static_cast<std::size_t>(bundle) * static_cast<std::size_t>(steps) +
            static_cast<std::size_t>(step)) *
           static_cast<std::size_t>(channels);
  }
};

/// The history of a forward pass. The extended state [r; u; 1] of step t holds the rates after step
/// t and the input of step t + 1, so one product with [W | W_in | b] advances it.
template <class Real>
struct Episode {
  Sizes sizes;
  int trials = 0;
  int steps = 0;
  std::vector<Bundle<Real>> state;            // P x (T + 1) x (N + I + 1)
  std::vector<Bundle<Real>> slope;            // P x (T + 1) x N, f'(v); empty = follows the rates
  std::vector<ActivationRun> activation;      // of all N units, f
  std::vector<Bundle<Real>> output;           // P x T x O, y_1 .. y_T
  std::vector<Bundle<Real>> final_potential;  // P x N, v_T
  std::vector<Bundle<Real>> alpha_slope;      // P x T x N, dv_t/dα; empty unless alpha is learnt

  void resize(const Sizes& s, int trials_, int steps_, bool stores_slopes = true) {
    sizes = s, trials = trials_, steps = steps_;
    const std::size_t bundles = static_cast<std::size_t>(bundles_for(trials));
    const std::size_t rows = bundles * static_cast<std::size_t>(steps + 1);
    state.resize(rows * static_cast<std::size_t>(extended()));
    slope.resize(stores_slopes ? rows * static_cast<std::size_t>(s.units) : 0);
    output.resize(bundles * static_cast<std::size_t>(steps) * static_cast<std::size_t>(s.outputs));
    final_potential.resize(bundles * static_cast<std::size_t>(s.units));
    alpha_slope.resize(s.learn_alpha ? bundles * static_cast<std::size_t>(steps * s.units) : 0);
  }
  int bundles() const { return bundles_for(trials); }
  int lanes(int bundle) const { return std::min(kLanes, trials - bundle * kLanes); }
  int extended() const { return sizes.units + sizes.inputs + 1; }

  /// Extended state after step `t`, 0 <= t <= T; its first N bundles are the rates.
  Bundle<Real>* state_at(int bundle, int t) {
    return state.data() + row(bundle, t) * static_cast<std::size_t>(extended());
  }
  const Bundle<Real>* state_at(int bundle, int t) const {
    return state.data() + row(bundle, t) * static_cast<std::size_t>(extended());
  }
  /// f'(v) after step `t`, 0 <= t <= T; null when it follows from the rates.
  Bundle<Real>* slope_at(int bundle, int t) {
    if (slope.empty()) return nullptr;
    return slope.data() + row(bundle, t) * static_cast<std::size_t>(sizes.units);
  }
  const Bundle<Real>* slope_at(int bundle, int t) const {
    return const_cast<Episode*>(this)->slope_at(bundle, t);
  }
  /// dv_t/dα of step `t`, 1 <= t <= T; only when alpha is learnt.
  Bundle<Real>* alpha_slope_at(int bundle, int t) {
    return alpha_slope.data() + (bundle * steps + t - 1) * sizes.units;
  }
  const Bundle<Real>* alpha_slope_at(int bundle, int t) const {
    return alpha_slope.data() + (bundle * steps + t - 1) * sizes.units;
  }
  /// Outputs of step `t`, 1 <= t <= T.
  Bundle<Real>* output_at(int bundle, int t) { return output.data() + output_row(bundle, t); }
  const Bundle<Real>* output_at(int bundle, int t) const {
    return output.data() + output_row(bundle, t);
  }

 private:
  std::size_t row(int bundle, int t) const {
    return static_cast<std::size_t>(bundle) * static_cast<std::size_t>(steps + 1) +
           static_cast<std::size_t>(t);
  }
  std::size_t output_row(int bundle, int t) const {
    return (static_cast<std::size_t>(bundle) * static_cast<std::size_t>(steps) +
            static_cast<std::size_t>(t - 1)) *
           static_cast<std::size_t>(sizes.outputs);
  }
};

/// The gradients of the loss. The loss terms write dL/dy and the direct parts of dL/dr and of
/// the parameters' gradient; backprop completes the latter, and fills in the potentials when
/// they are asked for.
template <class Real>
struct Adjoint {
  Sizes sizes;
  int steps = 0;
  std::vector<Bundle<Real>> output;     // P x T x O, dL/dy
  std::vector<Bundle<Real>> rate;       // P x T x N, direct dL/dr; empty = no term looks at rates
  Parameters<Real> parameters;          // dL/dparameter
  std::vector<Bundle<Real>> potential;  // P x T x N, dL/dv of v_1 .. v_T; empty = not asked for
  std::vector<Bundle<Real>> drive;      // q of a stretch of a bundle: scratch of backprop

  void reset(const Episode<Real>& episode) {
    sizes = episode.sizes, steps = episode.steps;
    output.assign(rows(episode) * static_cast<std::size_t>(sizes.outputs), Bundle<Real>{});
    rate.clear();
    potential.clear();
    parameters.sizes = sizes;
    parameters.values.assign(sizes.total(), Real(0));
  }
  /// Must be called before a term writes to `rate`.
  void need_rates(const Episode<Real>& episode) {
    if (rate.empty())
      rate.assign(rows(episode) * static_cast<std::size_t>(sizes.units), Bundle<Real>{});
  }
  /// Must be called before backprop when the adjoints of the potentials are needed afterwards.
  void need_potentials(const Episode<Real>& episode) {
    potential.resize(rows(episode) * static_cast<std::size_t>(sizes.units));
  }
  /// The adjoints of step `t`, 1 <= t <= T.
  Bundle<Real>* output_at(int bundle, int t) {
    return output.data() + row(bundle, t) * static_cast<std::size_t>(sizes.outputs);
  }
  const Bundle<Real>* output_at(int bundle, int t) const {
    return output.data() + row(bundle, t) * static_cast<std::size_t>(sizes.outputs);
  }
  Bundle<Real>* rate_at(int bundle, int t) {
    return rate.data() + row(bundle, t) * static_cast<std::size_t>(sizes.units);
  }
  const Bundle<Real>* rate_at(int bundle, int t) const {
    return rate.data() + row(bundle, t) * static_cast<std::size_t>(sizes.units);
  }
  Bundle<Real>* potential_at(int bundle, int t) {
    return potential.data() + row(bundle, t) * static_cast<std::size_t>(sizes.units);
  }
  const Bundle<Real>* potential_at(int bundle, int t) const {
    return potential.data() + row(bundle, t) * static_cast<std::size_t>(sizes.units);
  }

 private:
  static std::size_t rows(const Episode<Real>& episode) {
    return static_cast<std::size_t>(episode.bundles()) * static_cast<std::size_t>(episode.steps);
  }
  std::size_t row(int bundle, int t) const {
    return static_cast<std::size_t>(bundle) * static_cast<std::size_t>(steps) +
           static_cast<std::size_t>(t - 1);
  }
};

}  // namespace nn4n

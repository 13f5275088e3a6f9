// What goes into a pass over a batch of trials and what comes out of it, in panels of 8 trials.
//
// Axes: P panels, T steps, N units, I inputs, O outputs; the last axis is always the lane, and each
// lane holds one trial. When a batch does not fill its last panel, that panel has idle lanes: their
// masks are 0, and `lanes` says how many lanes hold trials.
#pragma once

#include <algorithm>
#include <vector>

#include "base/panel.h"
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
  std::vector<Panel<Real>> input;              // P x T x I
  std::vector<Panel<Real>> target;             // P x T x O
  std::vector<Panel<Real>> mask;               // P x T x O, weight of each error
  std::vector<Panel<Real>> initial_potential;  // P x N, v_0 of every trial; empty = the parameter

  void resize(int trials_, int steps_, int inputs_, int outputs_) {
    trials = trials_, steps = steps_, inputs = inputs_, outputs = outputs_;
    const std::size_t rows = static_cast<std::size_t>(panels()) * static_cast<std::size_t>(steps);
    input.assign(rows * static_cast<std::size_t>(inputs), Panel<Real>{});
    target.assign(rows * static_cast<std::size_t>(outputs), Panel<Real>{});
    mask.assign(rows * static_cast<std::size_t>(outputs), Panel<Real>{});
  }
  int panels() const { return panels_for(trials); }
  int lanes(int panel) const { return std::min(kLanes, trials - panel * kLanes); }
  std::size_t row(int panel, int step, int channels) const {
    return (static_cast<std::size_t>(panel) * static_cast<std::size_t>(steps) +
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
  std::vector<Panel<Real>> state;            // P x (T + 1) x (N + I + 1)
  std::vector<Panel<Real>> slope;            // P x (T + 1) x N, f'(v); empty = follows the rates
  std::vector<ActivationRun> activation;     // of all N units, f
  std::vector<Panel<Real>> output;           // P x T x O, y_1 .. y_T
  std::vector<Panel<Real>> final_potential;  // P x N, v_T
  std::vector<Panel<Real>> alpha_slope;      // P x T x N, dv_t/dα; empty unless alpha is learnt

  void resize(const Sizes& s, int trials_, int steps_, bool stores_slopes = true) {
    sizes = s, trials = trials_, steps = steps_;
    const std::size_t panels = static_cast<std::size_t>(panels_for(trials));
    const std::size_t rows = panels * static_cast<std::size_t>(steps + 1);
    state.resize(rows * static_cast<std::size_t>(extended()));
    slope.resize(stores_slopes ? rows * static_cast<std::size_t>(s.units) : 0);
    output.resize(panels * static_cast<std::size_t>(steps) * static_cast<std::size_t>(s.outputs));
    final_potential.resize(panels * static_cast<std::size_t>(s.units));
    alpha_slope.resize(s.learn_alpha ? panels * static_cast<std::size_t>(steps * s.units) : 0);
  }
  int panels() const { return panels_for(trials); }
  int lanes(int panel) const { return std::min(kLanes, trials - panel * kLanes); }
  int extended() const { return sizes.units + sizes.inputs + 1; }

  /// Extended state after step `t`, 0 <= t <= T; its first N panels are the rates.
  Panel<Real>* state_at(int panel, int t) {
    return state.data() + row(panel, t) * static_cast<std::size_t>(extended());
  }
  const Panel<Real>* state_at(int panel, int t) const {
    return state.data() + row(panel, t) * static_cast<std::size_t>(extended());
  }
  /// f'(v) after step `t`, 0 <= t <= T; null when it follows from the rates.
  Panel<Real>* slope_at(int panel, int t) {
    if (slope.empty()) return nullptr;
    return slope.data() + row(panel, t) * static_cast<std::size_t>(sizes.units);
  }
  const Panel<Real>* slope_at(int panel, int t) const {
    return const_cast<Episode*>(this)->slope_at(panel, t);
  }
  /// dv_t/dα of step `t`, 1 <= t <= T; only when alpha is learnt.
  Panel<Real>* alpha_slope_at(int panel, int t) {
    return alpha_slope.data() + (panel * steps + t - 1) * sizes.units;
  }
  const Panel<Real>* alpha_slope_at(int panel, int t) const {
    return alpha_slope.data() + (panel * steps + t - 1) * sizes.units;
  }
  /// Outputs of step `t`, 1 <= t <= T.
  Panel<Real>* output_at(int panel, int t) { return output.data() + output_row(panel, t); }
  const Panel<Real>* output_at(int panel, int t) const {
    return output.data() + output_row(panel, t);
  }

 private:
  std::size_t row(int panel, int t) const {
    return static_cast<std::size_t>(panel) * static_cast<std::size_t>(steps + 1) +
           static_cast<std::size_t>(t);
  }
  std::size_t output_row(int panel, int t) const {
    return (static_cast<std::size_t>(panel) * static_cast<std::size_t>(steps) +
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
  std::vector<Panel<Real>> output;     // P x T x O, dL/dy
  std::vector<Panel<Real>> rate;       // P x T x N, direct dL/dr; empty = no term looks at rates
  Parameters<Real> parameters;         // dL/dparameter
  std::vector<Panel<Real>> potential;  // P x T x N, dL/dv of v_1 .. v_T; empty = not asked for
  std::vector<Panel<Real>> drive;      // q of a stretch of a panel: scratch of backprop

  void reset(const Episode<Real>& episode) {
    sizes = episode.sizes, steps = episode.steps;
    output.assign(rows(episode) * static_cast<std::size_t>(sizes.outputs), Panel<Real>{});
    rate.clear();
    potential.clear();
    parameters.sizes = sizes;
    parameters.values.assign(sizes.total(), Real(0));
  }
  /// Must be called before a term writes to `rate`.
  void need_rates(const Episode<Real>& episode) {
    if (rate.empty())
      rate.assign(rows(episode) * static_cast<std::size_t>(sizes.units), Panel<Real>{});
  }
  /// Must be called before backprop when the adjoints of the potentials are needed afterwards.
  void need_potentials(const Episode<Real>& episode) {
    potential.resize(rows(episode) * static_cast<std::size_t>(sizes.units));
  }
  /// The adjoints of step `t`, 1 <= t <= T.
  Panel<Real>* output_at(int panel, int t) {
    return output.data() + row(panel, t) * static_cast<std::size_t>(sizes.outputs);
  }
  const Panel<Real>* output_at(int panel, int t) const {
    return output.data() + row(panel, t) * static_cast<std::size_t>(sizes.outputs);
  }
  Panel<Real>* rate_at(int panel, int t) {
    return rate.data() + row(panel, t) * static_cast<std::size_t>(sizes.units);
  }
  const Panel<Real>* rate_at(int panel, int t) const {
    return rate.data() + row(panel, t) * static_cast<std::size_t>(sizes.units);
  }
  Panel<Real>* potential_at(int panel, int t) {
    return potential.data() + row(panel, t) * static_cast<std::size_t>(sizes.units);
  }
  const Panel<Real>* potential_at(int panel, int t) const {
    return potential.data() + row(panel, t) * static_cast<std::size_t>(sizes.units);
  }

 private:
  static std::size_t rows(const Episode<Real>& episode) {
    return static_cast<std::size_t>(episode.panels()) * static_cast<std::size_t>(episode.steps);
  }
  std::size_t row(int panel, int t) const {
    return static_cast<std::size_t>(panel) * static_cast<std::size_t>(steps) +
           static_cast<std::size_t>(t - 1);
  }
};

}  // namespace nn4n

// Runs a recorded network in the engine, one pass or one training step at a time. What comes out is
// compared in compare_forward.cpp and recorded_stack.cpp.
#pragma once

#include <algorithm>
#include <vector>

#include "model/backprop.h"
#include "parity/given_activity.h"
#include "parity/recorded_network.h"
#include "training/optimiser.h"

namespace nn4n {

template <class Real>
std::vector<Real> converted(const std::vector<double>& values) {
  return {values.begin(), values.end()};
}

template <class Real, class From>
Parameters<Real> converted(const Parameters<From>& parameters) {
  Parameters<Real> out(parameters.sizes);
  std::transform(parameters.values.begin(), parameters.values.end(), out.values.begin(),
                 [](From value) { return static_cast<Real>(value); });
  return out;
}

template <class Real>
class RecordedRun {
 public:
  explicit RecordedRun(const RecordedNetwork& recorded)
      : recorded_(recorded),
        dynamics_{.alpha = converted<Real>(recorded.dynamics.alpha),
                  .activation = recorded.dynamics.activation,
                  .corner = recorded.dynamics.corner,
                  .layer_begin = recorded.dynamics.layer_begin,
                  .rate_starts_as_potential = recorded.dynamics.rate_starts_as_potential},
        constraints_{.lower = converted<Real>(recorded.constraints.lower),
                     .upper = converted<Real>(recorded.constraints.upper),
                     .update = converted<Real>(recorded.constraints.update),
                     .rectified = recorded.constraints.rectified,
                     .scale_gradient = recorded.constraints.scale_gradient} {
    for (const RecordedTerm& part : recorded.loss) {
      loss_.push_back(part.term);
      if (part.axes != Axes::as_meant) loss_.back().weight = 0;  // on_other_axes evaluates it
    }
    fill_batch();
  }

  const Constraints<Real>& constraints() const { return constraints_; }
  void enforce_constraints(Parameters<Real>& parameters) const {
    enforce(constraints_, parameters);
  }

  /// The outputs and rates of the last forward pass, T x B x O and T x B x N.
  std::vector<double> outputs() const {
    return take(recorded_.sizes.outputs, [&](int p, int t) { return episode_.output_at(p, t); });
  }
  std::vector<double> rates() const {
    return take(recorded_.sizes.units, [&](int p, int t) { return episode_.state_at(p, t); });
  }

  void forward(const Parameters<Real>& parameters) {
    episode_.resize(recorded_.sizes, recorded_.trials, recorded_.steps);
    simulate(parameters, dynamics_, batch_, RecurrentNoise{}, episode_);
  }

  /// The recorded initial parameters with their constraints enforced.
  Parameters<Real> enforced_start() const {
    Parameters<Real> parameters = converted<Real>(recorded_.initial);
    enforce(constraints_, parameters);
    return parameters;
  }

  /// Runs forward and backward. gradient() then holds that of every parameter, trained or not.
  LossValue loss_and_gradient(const Parameters<Real>& parameters) {
    forward(parameters);
    LossValue loss = evaluate_loss<Real>(loss_, {batch_, episode_, parameters}, adjoint_);
    for (std::size_t i = 0; i < recorded_.loss.size(); ++i) {
      const RecordedTerm& part = recorded_.loss[i];
      if (part.axes == Axes::as_meant) continue;
      loss.terms[i] = on_other_axes(part, part.term.weight);
      loss.total += part.term.weight * loss.terms[i];
    }
    backprop(parameters, dynamics_, episode_, adjoint_);
    return loss;
  }

  /// The value of a term before its weight. Nothing is added to the gradient.
  double unweighted(const RecordedTerm& part, const Parameters<Real>& parameters) {
    if (part.axes != Axes::as_meant) return on_other_axes(part, 0);
    const Selection<TermCatalogue>& term = part.term.term;
    const auto* entry = static_cast<const Term*>(TermCatalogue::registry().find(term.name()));
    return entry->evaluate(term, {batch_, episode_, parameters}, 0, adjoint_);
  }

  /// Leaves in gradient() what an optimiser gets: that of trainable parameters, times their
  /// plasticity.
  void mask_gradient_of(const Parameters<Real>& parameters) {
    mask_gradient(constraints_, parameters, adjoint_.parameters);
  }

  /// One step as NN4N takes it: constraints first, then the full gradient of what is trainable.
  double train_step(const Training& training, Optimiser<Real>& optimiser,
                    Parameters<Real>& parameters) {
    enforce(constraints_, parameters);
    const double loss = loss_and_gradient(parameters).total;
    mask_gradient_of(parameters);
    optimiser.step(training, training.learning_rate, adjoint_.parameters, {}, parameters);
    return loss;
  }

  /// The gradient of the last backward pass.
  const Parameters<Real>& gradient() const { return adjoint_.parameters; }

 private:
  void fill_batch() {
    const Sizes& sizes = recorded_.sizes;
    batch_.resize(recorded_.trials, recorded_.steps, sizes.inputs, sizes.outputs);
    put(recorded_.inputs, sizes.inputs, batch_.input);
    put(recorded_.targets, sizes.outputs, batch_.target);
    put(std::vector<double>(recorded_.targets.size(), 1), sizes.outputs, batch_.mask);
    fill_initial_potential();
  }

  void fill_initial_potential() {
    if (recorded_.initial_potential.empty()) return;
    const std::size_t units = static_cast<std::size_t>(recorded_.sizes.units);
    batch_.initial_potential.resize(static_cast<std::size_t>(batch_.bundles()) * units);
    for (std::size_t k = 0; k < recorded_.initial_potential.size(); ++k) {
      const std::size_t trial = k / units;
      batch_.initial_potential[trial / kLanes * units + k % units][trial % kLanes] =
          static_cast<Real>(recorded_.initial_potential[k]);
    }
  }

  /// The value of a term on rates whose axes are exchanged. Adds `weight` times its gradient.
  double on_other_axes(const RecordedTerm& part, double weight) {
    const bool transposed = part.axes == Axes::trials_as_steps;
    const int units = recorded_.sizes.units;
    GivenActivity<Real> activity(transposed ? recorded_.steps : units,
                                 transposed ? recorded_.trials : recorded_.steps,
                                 {transposed ? units : 1, 1, 1});
    // Calls visit(trial, step, unit, and the three of its place in `activity`) for every rate.
    const auto for_each = [&](auto&& visit) {
      for (int t = 0; t < recorded_.steps; ++t) {
        for (int b = 0; b < recorded_.trials; ++b) {
          for (int n = 0; n < units; ++n)
            transposed ? visit(b, t, n, t, b, n) : visit(b, t, n, n, t, 0);
        }
      }
    };
    for_each([&](int b, int t, int n, int trial, int step, int unit) {
      const Real rate = episode_.state_at(b / kLanes, t + 1)[n][b % kLanes];
      activity.set_rate(trial, step, unit, static_cast<double>(rate));
    });
    const double value = activity.evaluate({part.term.term, weight == 0 ? 1 : weight});
    if (weight == 0) return value;
    adjoint_.need_rates(episode_);
    for_each([&](int b, int t, int n, int trial, int step, int unit) {
      adjoint_.rate_at(b / kLanes, t + 1)[n][b % kLanes] +=
          static_cast<Real>(activity.by_rate(trial, step, unit));
    });
    return value;
  }

  /// From T x B x channel to bundles.
  void put(const std::vector<double>& values, int channels, std::vector<Bundle<Real>>& bundles) {
    std::size_t k = 0;
    for (int t = 0; t < recorded_.steps; ++t) {
      for (int b = 0; b < recorded_.trials; ++b) {
        const std::size_t row = batch_.row(b / kLanes, t, channels);
        for (int c = 0; c < channels; ++c) {
          bundles[row + static_cast<std::size_t>(c)][b % kLanes] = static_cast<Real>(values[k++]);
        }
      }
    }
  }

  /// From bundles to T x B x channel; `row(bundle, t)` gives the bundles of step t = 1..T.
  template <class Row>
  std::vector<double> take(int channels, Row&& row) const {
    std::vector<double> values;
    for (int t = 1; t <= recorded_.steps; ++t) {
      for (int b = 0; b < recorded_.trials; ++b) {
        const Bundle<Real>* bundles = row(b / kLanes, t);
        for (int c = 0; c < channels; ++c) {
          values.push_back(static_cast<double>(bundles[c][b % kLanes]));
        }
      }
    }
    return values;
  }

  const RecordedNetwork& recorded_;
  std::vector<LossTerm> loss_;
  Dynamics<Real> dynamics_;
  Constraints<Real> constraints_;
  Batch<Real> batch_;
  Episode<Real> episode_;
  Adjoint<Real> adjoint_;
};

}  // namespace nn4n

// The engine on a recorded case: its parameters, its trials, one pass or one step at a time. What
// the numbers are compared with: cli/replay.cpp.
#pragma once

#include <algorithm>
#include <vector>

#include "cli/golden_case.h"
#include "criterion/term.h"
#include "model/backprop.h"
#include "training/optimiser.h"

namespace nn4n {

template <class Real>
std::vector<Real> converted(const std::vector<double>& values) {
  return {values.begin(), values.end()};
}

template <class Real>
Parameters<Real> converted(const Parameters<double>& parameters) {
  Parameters<Real> out(parameters.sizes);
  std::transform(parameters.values.begin(), parameters.values.end(), out.values.begin(),
                 [](double value) { return static_cast<Real>(value); });
  return out;
}

template <class Real>
class Rerun {
 public:
  explicit Rerun(const GoldenCase& golden)
      : golden_(golden),
        dynamics_{.alpha = converted<Real>(golden.dynamics.alpha),
                  .activation = golden.dynamics.activation,
                  .corner = golden.dynamics.corner},
        constraints_{converted<Real>(golden.constraints.lower),
                     converted<Real>(golden.constraints.upper),
                     converted<Real>(golden.constraints.update)} {
    fill_batch();
  }

  const Constraints<Real>& constraints() const { return constraints_; }
  void enforce_constraints(Parameters<Real>& parameters) const {
    enforce(constraints_, parameters);
  }

  /// Of the last forward pass, T x B x O and T x B x N.
  std::vector<double> outputs() const {
    return take(golden_.sizes.outputs, [&](int p, int t) { return episode_.output_at(p, t); });
  }
  std::vector<double> rates() const {
    return take(golden_.sizes.units, [&](int p, int t) { return episode_.state_at(p, t); });
  }

  void forward(const Parameters<Real>& parameters) {
    episode_.resize(golden_.sizes, golden_.trials, golden_.steps);
    simulate(parameters, dynamics_, batch_, RecurrentNoise{}, episode_);
  }

  /// The recorded start within its constraints.
  Parameters<Real> enforced_start() const {
    Parameters<Real> parameters = converted<Real>(golden_.initial);
    enforce(constraints_, parameters);
    return parameters;
  }

  /// Forward, loss, backward; gradient() holds the gradient of everything, trained or not.
  LossValue loss_and_gradient(const Parameters<Real>& parameters) {
    forward(parameters);
    const LossValue loss =
        evaluate_loss<Real>(golden_.loss, {batch_, episode_, parameters}, adjoint_);
    backprop(parameters, dynamics_, episode_, adjoint_);
    return loss;
  }

  /// A term's value before its weight; adds nothing to the gradient.
  double unweighted(const LossTerm& term, const Parameters<Real>& parameters) {
    const auto* entry = static_cast<const Term*>(TermCatalogue::registry().find(term.term.name()));
    return entry->evaluate(term.term, {batch_, episode_, parameters}, 0, adjoint_);
  }

  /// One step as NN4N takes it: constraints first, then the full gradient of what is trainable.
  double train_step(const ExpectedSequence& sequence, Optimiser<Real>& optimiser,
                    Parameters<Real>& parameters) {
    enforce(constraints_, parameters);
    const double loss = loss_and_gradient(parameters).total;
    mask_gradient(constraints_, parameters, adjoint_.parameters);
    optimiser.step(sequence.learning_rate, sequence.momentum, adjoint_.parameters, {}, parameters);
    return loss;
  }

  /// Of the last backward pass.
  const Parameters<Real>& gradient() const { return adjoint_.parameters; }

 private:
  void fill_batch() {
    const Sizes& sizes = golden_.sizes;
    batch_.resize(golden_.trials, golden_.steps, sizes.inputs, sizes.outputs);
    put(golden_.inputs, sizes.inputs, batch_.input);
    put(golden_.targets, sizes.outputs, batch_.target);
    put(std::vector<double>(golden_.targets.size(), 1), sizes.outputs, batch_.mask);
  }

  /// From T x B x channel to panels.
  void put(const std::vector<double>& values, int channels, std::vector<Panel<Real>>& panels) {
    std::size_t k = 0;
    for (int t = 0; t < golden_.steps; ++t) {
      for (int b = 0; b < golden_.trials; ++b) {
        const std::size_t row = batch_.row(b / kLanes, t, channels);
        for (int c = 0; c < channels; ++c) {
          panels[row + static_cast<std::size_t>(c)][b % kLanes] = static_cast<Real>(values[k++]);
        }
      }
    }
  }

  /// From panels to T x B x channel; `row(panel, t)` gives the panels of step t = 1..T.
  template <class Row>
  std::vector<double> take(int channels, Row&& row) const {
    std::vector<double> values;
    for (int t = 1; t <= golden_.steps; ++t) {
      for (int b = 0; b < golden_.trials; ++b) {
        const Panel<Real>* panels = row(b / kLanes, t);
        for (int c = 0; c < channels; ++c) {
          values.push_back(static_cast<double>(panels[c][b % kLanes]));
        }
      }
    }
    return values;
  }

  const GoldenCase& golden_;
  Dynamics<Real> dynamics_;
  Constraints<Real> constraints_;
  Batch<Real> batch_;
  Episode<Real> episode_;
  Adjoint<Real> adjoint_;
};

}  // namespace nn4n

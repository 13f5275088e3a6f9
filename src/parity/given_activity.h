// Rates and outputs that are given, not computed by a network, and loss terms evaluated on them.
// Steps count from 0 here.
#pragma once

#include <vector>

#include "criterion/term.h"

namespace nn4n {

template <class Real>
class GivenActivity {
 public:
  /// At first all rates, outputs, targets and weights are 0, and every output counts.
  GivenActivity(int trials, int steps, const Sizes& sizes) : parameters_(sizes) {
    batch_.resize(trials, steps, sizes.inputs, sizes.outputs);
    for (Bundle<Real>& mask : batch_.mask) mask = Bundle<Real>{} + Real(1);
    episode_.resize(sizes, trials, steps);
  }

  void set_rate(int trial, int step, int unit, double value) {
    episode_.state_at(trial / kLanes, step + 1)[unit][trial % kLanes] = static_cast<Real>(value);
  }
  void set_output(int trial, int step, int output, double value) {
    episode_.output_at(trial / kLanes, step + 1)[output][trial % kLanes] = static_cast<Real>(value);
  }
  void set_target(int trial, int step, int output, double value) {
    const std::size_t row = batch_.row(trial / kLanes, step, batch_.outputs);
    batch_.target[row + static_cast<std::size_t>(output)][trial % kLanes] =
        static_cast<Real>(value);
  }
  void set_recurrent_weights(const std::vector<double>& values) {
    const auto weights = parameters_.of(Tensor::recurrent_weight);
    for (std::size_t k = 0; k < values.size(); ++k) weights[k] = static_cast<Real>(values[k]);
  }
  void set_areas(std::vector<std::uint8_t> unit_area) { unit_area_ = std::move(unit_area); }

  /// Returns the value of the term before its weight. The gradients below include the weight.
  double evaluate(const LossTerm& term) {
    const LossInput<Real> input{batch_, episode_, parameters_, unit_area_};
    return evaluate_loss({term}, input, adjoint_).terms[0];
  }
  double by_rate(int trial, int step, int unit) const {
    if (adjoint_.rate.empty()) return 0;
    return static_cast<double>(adjoint_.rate_at(trial / kLanes, step + 1)[unit][trial % kLanes]);
  }
  double by_output(int trial, int step, int output) const {
    return static_cast<double>(
        adjoint_.output_at(trial / kLanes, step + 1)[output][trial % kLanes]);
  }
  std::vector<double> by_recurrent_weight() const {
    const auto weights = adjoint_.parameters.of(Tensor::recurrent_weight);
    return {weights.begin(), weights.end()};
  }

 private:
  Parameters<Real> parameters_;
  Batch<Real> batch_;
  Episode<Real> episode_;
  Adjoint<Real> adjoint_;
  std::vector<std::uint8_t> unit_area_;
};

}  // namespace nn4n

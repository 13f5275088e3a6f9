// The norms of weights, for the terms that look at one or several layers.
#pragma once

#include <cmath>

#include "criterion/term.h"

namespace nn4n {

enum class WeightNorm { mean_square, mean_absolute, fro, l1 };
template <>
struct Choices<WeightNorm> {
  static constexpr std::array<Choice, 4> list{
      Choice{"mean_square", "Mean of w²",
             "The norm is Σ w² / (rows · columns) (RNNLoss; Song et al.'s λ2)."},
      Choice{"mean_absolute", "Mean of |w|",
             "The norm is Σ |w| / (rows · columns) (Song et al.'s λ1)."},
      Choice{"fro", "Frobenius",
             "The norm is √Σ w²; it is not divided by the size (CompositeLoss)."},
      Choice{"l1", "Sum of |w|",
             "The norm is Σ |w|; it is not divided by the size (CompositeLoss)."}};
};

struct WeightParameters {
  WeightNorm norm = WeightNorm::mean_square;
};
template <>
struct Fields<WeightParameters> {
  static constexpr std::string_view name = "size of weights";
  static constexpr std::array list{field<&WeightParameters::norm>(
      "norm", {.label = "Norm of weights",
               .help = "This says how the size of a layer's weights is measured."})};
};

/// Returns the norm of the weights of one layer, and adds `weight` times its
/// gradient to `gradient`.
template <class Real>
double layer_norm(WeightNorm norm, std::span<const Real> values, double weight,
                  std::span<Real> gradient) {
  const bool squared = norm == WeightNorm::mean_square || norm == WeightNorm::fro;
  double sum = 0;
  for (const Real w : values) {
    const double x = static_cast<double>(w);
    sum += squared ? x * x : std::abs(x);
  }
  const bool mean = norm == WeightNorm::mean_square || norm == WeightNorm::mean_absolute;
  const double length = std::sqrt(sum);
  const double size = mean ? static_cast<double>(values.size()) : 1;
  const double slope = norm != WeightNorm::fro ? (squared ? 2 : 1) * weight / size
                       : length == 0           ? 0
                                               : weight / length;
  const Real factor = static_cast<Real>(slope);
  for (std::size_t k = 0; k < values.size(); ++k) {
    const Real w = values[k];
    gradient[k] += squared ? factor * w : w > 0 ? factor : w < 0 ? -factor : Real(0);
  }
  return norm == WeightNorm::fro ? length : sum / size;
}

/// A loss term that is the sum of the norms of one or several layers.
class WeightTerm : public TermOf<WeightTerm> {
 public:
  WeightTerm(std::vector<Tensor> layers, const Entry& entry)
      : TermOf(entry), layers_(std::move(layers)) {}

  Share share() const override { return Share::parameters; }

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const WeightNorm norm = chosen.as<WeightParameters>().norm;
    double sum = 0;
    for (const Tensor layer : layers_) {
      sum +=
          layer_norm<Real>(norm, input.parameters.of(layer), weight, adjoint.parameters.of(layer));
    }
    return sum;
  }

 private:
  std::vector<Tensor> layers_;
};

}  // namespace nn4n

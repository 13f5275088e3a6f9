#include <cmath>

#include "criterion/term.h"

namespace nn4n {

enum class Layer { all, input, hidden, readout };
template <>
struct Choices<Layer> {
  static constexpr std::array<Choice, 4> list{
      Choice{"all", "All", "The sum of the three norms."}, Choice{"input", "Input"},
      Choice{"hidden", "Recurrent"}, Choice{"readout", "Readout"}};
};

enum class Norm { fro, l1, mean_l1 };
template <>
struct Choices<Norm> {
  static constexpr std::array<Choice, 3> list{
      Choice{"fro", "Frobenius", "√Σ w², not squared and not divided by the size."},
      Choice{"l1", "Sum of |w|"}, Choice{"mean_l1", "Mean of |w|", "Song et al. 2016's λ1."}};
};

struct WeightNormParameters {
  Layer layer = Layer::all;
  Norm norm = Norm::fro;
};
template <>
struct Fields<WeightNormParameters> {
  static constexpr std::string_view name = "weight norm";
  static constexpr std::array list{field<&WeightNormParameters::layer>("layer", {.label = "Layer"}),
                                   field<&WeightNormParameters::norm>("norm", {.label = "Norm"})};
};

namespace {

class WeightNorm : public TermOf<WeightNorm> {
 public:
  WeightNorm()
      : TermOf({.key = "weight_norm",
                .label = "Norm of weights",
                .help = "Length of the weights of a layer; unlike the mean squares it is neither "
                        "squared nor divided by the size.",
                .source = "NN4N 1.2 CompositeLoss rnn_conn; Song et al. 2016, eq. 11 (mean |w|)",
                .parameters = &record_of<WeightNormParameters>}) {}

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const auto& [layer, norm] = chosen.as<WeightNormParameters>();
    double sum = 0;
    const bool all = layer == Layer::all;
    if (all || layer == Layer::input)
      sum += one(Tensor::input_weight, norm, input, weight, adjoint);
    if (all || layer == Layer::hidden)
      sum += one(Tensor::recurrent_weight, norm, input, weight, adjoint);
    if (all || layer == Layer::readout)
      sum += one(Tensor::readout_weight, norm, input, weight, adjoint);
    return sum;
  }

 private:
  template <class Real>
  static double one(Tensor tensor, Norm norm, const LossInput<Real>& input, double weight,
                    Adjoint<Real>& adjoint) {
    const auto values = input.parameters.of(tensor);
    const auto gradient = adjoint.parameters.of(tensor);
    double sum = 0;
    for (const Real w : values) {
      const double x = static_cast<double>(w);
      sum += norm == Norm::fro ? x * x : std::abs(x);
    }
    const double value = norm == Norm::fro  ? std::sqrt(sum)
                         : norm == Norm::l1 ? sum
                                            : sum / static_cast<double>(values.size());
    for (std::size_t k = 0; k < values.size(); ++k) {
      const double w = static_cast<double>(values[k]);
      const double sign = w > 0 ? 1 : w < 0 ? -1 : 0;
      const double slope = norm == Norm::fro  ? (value > 0 ? w / value : 0)
                           : norm == Norm::l1 ? sign
                                              : sign / static_cast<double>(values.size());
      gradient[k] += static_cast<Real>(weight * slope);
    }
    return value;
  }
};

const RegisteredTerm<WeightNorm> registered;

}  // namespace

}  // namespace nn4n

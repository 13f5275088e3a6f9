#include "criterion/rates.h"

namespace nn4n {

enum class MeanRateNorm { l2, l1 };
template <>
struct Choices<MeanRateNorm> {
  static constexpr std::array<Choice, 2> list{
      Choice{"l2", "Mean of m²", "Σ m² / N over units (NN4N 1.0.3 to 1.2)."},
      Choice{"l1", "Mean of |m|", "Σ |m| / N over units (NN4N 1.2 fr with metric l1)."}};
};

struct MeanRateParameters {
  MeanRateNorm norm = MeanRateNorm::l2;
};
template <>
struct Fields<MeanRateParameters> {
  static constexpr std::string_view name = "mean firing rate";
  static constexpr std::array list{field<&MeanRateParameters::norm>(
      "norm", {.label = "Norm of mean rates",
               .help = "This norm of m is made small. Here m is a unit's rate, averaged over time and trials."})};
};

namespace {

class MeanRate : public TermOf<MeanRate> {
 public:
  MeanRate()
      : TermOf({.key = "mean_rate",
                .label = "Mean firing rate",
                .help = "This is the mean of m² or |m| over the units, where m is a unit's rate, averaged over time and trials.",
                .source = "NN4N lambda_fr; NN4N 1.2 CompositeLoss fr",
                .parameters = &record_of<MeanRateParameters>}) {}

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const bool squared = chosen.as<MeanRateParameters>().norm == MeanRateNorm::l2;
    const double units = input.episode.sizes.units;
    double sum = 0;
    std::vector<double> slopes;
    for (const double m : averages(input.episode, adjoint)) {
      sum += squared ? m * m : std::abs(m);
      slopes.push_back(weight * (squared ? 2 * m : sign_of(m)) / units);
    }
    add_slopes(input.episode, adjoint, {}, slopes);
    return sum / units;
  }
};

const RegisteredTerm<MeanRate> registered_mean_rate;

}  // namespace

}  // namespace nn4n

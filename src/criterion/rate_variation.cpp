#include "criterion/spread.h"

namespace nn4n {

enum class VariationMeasure { absolute, by_trial, signed_mean };
template <>
struct Choices<VariationMeasure> {
  static constexpr std::array<Choice, 3> list{
      Choice{"absolute", "Mean |r| of units",
             "Each unit has one q, the mean of |r| over time and trials (NN4N 1.2)."},
      Choice{"by_trial", "Mean |r| of units in trials",
             "Each unit has one q in each trial, the mean of |r| over time; the SD is taken over all of them (NN4N 1.0.3 and 1.1)."},
      Choice{"signed", "Mean r of units",
             "Each unit has one q, the mean of r over time and trials. Rates below 0 may bring the mean of q close to 0 (NN4N 1.2 fr_dist cv)."}};
};

struct VariationParameters {
  VariationMeasure measure = VariationMeasure::absolute;
};
template <>
struct Fields<VariationParameters> {
  static constexpr std::string_view name = "variation of rates";
  static constexpr std::array list{field<&VariationParameters::measure>(
      "measure", {.label = "Measure of variation",
                  .help = "This says which numbers q are used; their standard deviation (SD) is divided by their mean."})};
};

namespace {

/// Returns SD / M, or 0 when M is 0.
Measured variation(const std::vector<double>& values) {
  const double mean = mean_of(values);
  Measured sd = sample_deviation(values);
  if (mean == 0) return {0, std::vector<double>(values.size())};
  const double by_mean = -sd.value / (mean * mean * static_cast<double>(values.size()));
  for (double& slope : sd.slopes) slope = slope / mean + by_mean;
  sd.value /= mean;
  return sd;
}

class RateVariation : public TermOf<RateVariation> {
 public:
  RateVariation()
      : TermOf({.key = "rate_cv",
                .label = "Variation of firing rates",
                .help = "This is SD / M over the units, with SD = √(Σ (q − M)² / (N − 1)) and M = mean of q. Here q is a unit's |r|, averaged over time and trials.",
                .source = "NN4N lambda_fr_cv; NN4N 1.2 CompositeLoss fr_dist cv",
                .parameters = &record_of<VariationParameters>}) {}

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const VariationMeasure measure = chosen.as<VariationParameters>().measure;
    const Average average{.absolute = measure != VariationMeasure::signed_mean,
                          .by_trial = measure == VariationMeasure::by_trial};
    Measured spread = variation(averages(input.episode, adjoint, average));
    for (double& slope : spread.slopes) slope *= weight;
    add_slopes(input.episode, adjoint, average, spread.slopes);
    return spread.value;
  }
};

const RegisteredTerm<RateVariation> registered_rate_variation;

}  // namespace

}  // namespace nn4n

#include "criterion/spread.h"

namespace nn4n {

enum class DeviationMeasure { sd, population_sd, squares_sd, absolute_sd, mean_ad, max_ad };
template <>
struct Choices<DeviationMeasure> {
  static constexpr std::array<Choice, 6> list{
      Choice{"sd", "SD", "√(Σ (m − M)² / (N − 1)), M = mean of m (NN4N 1.2)."},
      Choice{"population_sd", "Population SD",
             "√(Σ (m − M)² / N), M = mean of m (NN4N's documentation)."},
      Choice{"squares_sd", "SD of m²",
             "√(Σ (m² − M)² / (N − 1)), M = mean of m² (NN4N 1.0.3 and 1.1)."},
      Choice{"absolute_sd", "SD of mean |r|",
             "√(Σ (q − M)² / (N − 1)), q = mean of |r| over time and trials, M = mean of q "
             "(NN4N 1.0.2)."},
      Choice{"mean_ad", "Mean |m − M|", "Σ |m − M| / N, M = mean of m (NN4N 1.2 fr_dist mean_ad)."},
      Choice{"max_ad", "Largest |m − M|",
             "max |m − M| over units, M = mean of m (NN4N 1.2 fr_dist max_ad)."}};
};

struct DeviationParameters {
  DeviationMeasure measure = DeviationMeasure::sd;
};
template <>
struct Fields<DeviationParameters> {
  static constexpr std::string_view name = "spread of rates";
  static constexpr std::array list{field<&DeviationParameters::measure>(
      "measure", {.label = "Measure of spread",
                  .help = "This says how the spread over units is measured. Here m is a unit's rate, averaged over time and trials."})};
};

namespace {

/// Returns the mean of |x − M|, where M is the mean of the values x.
Measured mean_distance(const std::vector<double>& values) {
  const double n = static_cast<double>(values.size());
  const double mean = mean_of(values);
  Measured distance;
  double signs = 0;  // the part of the derivative that comes from M
  for (const double x : values) signs += sign_of(x - mean) / n;
  for (const double x : values) {
    distance.value += std::abs(x - mean) / n;
    distance.slopes.push_back((sign_of(x - mean) - signs) / n);
  }
  return distance;
}

/// Returns the largest |x − M|. If several values are equally far from M, only the first one of
/// them gets the derivative.
Measured largest_distance(const std::vector<double>& values) {
  const double mean = mean_of(values);
  std::size_t farthest = 0;
  for (std::size_t n = 1; n < values.size(); ++n) {
    if (std::abs(values[n] - mean) > std::abs(values[farthest] - mean)) farthest = n;
  }
  const double sign = sign_of(values[farthest] - mean);
  Measured distance{std::abs(values[farthest] - mean), {}};
  distance.slopes.assign(values.size(), -sign / static_cast<double>(values.size()));
  distance.slopes[farthest] += sign;
  return distance;
}

Measured measure(DeviationMeasure kind, const std::vector<double>& values) {
  switch (kind) {
    case DeviationMeasure::population_sd:
      return deviation(values, static_cast<double>(values.size()));
    case DeviationMeasure::mean_ad:
      return mean_distance(values);
    case DeviationMeasure::max_ad:
      return largest_distance(values);
    default:
      return sample_deviation(values);
  }
}

class RateDeviation : public TermOf<RateDeviation> {
 public:
  RateDeviation()
      : TermOf({.key = "rate_sd",
                .label = "Spread of firing rates",
                .help = "This measures how much m, a unit's rate averaged over time and trials, differs between units: √(Σ (m − M)² / (N − 1)), where M is the mean of m, or another measure.",
                .source = "NN4N lambda_fr_sd; NN4N 1.2 CompositeLoss fr_dist",
                .parameters = &record_of<DeviationParameters>}) {}

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const DeviationMeasure kind = chosen.as<DeviationParameters>().measure;
    const Average average{.absolute = kind == DeviationMeasure::absolute_sd};
    const std::vector<double> means = averages(input.episode, adjoint, average);
    const bool squared = kind == DeviationMeasure::squares_sd;
    std::vector<double> values = means;
    for (double& x : values) x = squared ? x * x : x;
    Measured spread = measure(kind, values);
    for (std::size_t n = 0; n < means.size(); ++n) {
      spread.slopes[n] *= weight * (squared ? 2 * means[n] : 1);
    }
    add_slopes(input.episode, adjoint, average, spread.slopes);
    return spread.value;
  }
};

const RegisteredTerm<RateDeviation> registered_rate_deviation;

}  // namespace

}  // namespace nn4n

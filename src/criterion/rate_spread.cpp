#include <cmath>

#include "criterion/rates.h"

namespace nn4n {

/// Over what the spread is taken.
enum class SpreadOf { mean_rates, nn4n_1_0_3 };
template <>
struct Choices<SpreadOf> {
  static constexpr std::array<Choice, 2> list{
      Choice{"mean_rates", "Mean rates", "Each unit's rate averaged over time and trials."},
      Choice{"nn4n_1_0_3", "As in NN4N 1.0.3",
             "The deviation of squared mean rates; the variation over units and trials together."}};
};

struct SpreadParameters {
  SpreadOf of = SpreadOf::mean_rates;
};
template <>
struct Fields<SpreadParameters> {
  static constexpr std::string_view name = "spread of rates";
  static constexpr std::array list{field<&SpreadParameters::of>(
      "of", {.label = "Spread of", .help = "What differs from unit to unit."})};
};

namespace {

/// Sample standard deviation (n − 1) and mean.
struct Spread {
  double mean = 0;
  double deviation = 0;
};

Spread spread_of(const std::vector<double>& values) {
  const double n = static_cast<double>(values.size());
  Spread spread;
  for (const double value : values) spread.mean += value / n;
  double squares = 0;
  for (const double value : values) {
    squares += (value - spread.mean) * (value - spread.mean);
  }
  if (n > 1) spread.deviation = std::sqrt(squares / (n - 1));
  return spread;
}

/// d deviation / d value; 0 where all values are equal.
double deviation_slope(const Spread& spread, double value, std::size_t count) {
  if (spread.deviation == 0) return 0;
  return (value - spread.mean) / (static_cast<double>(count - 1) * spread.deviation);
}

/// The mean rate, or mean |rate|, of every unit; or of every trial's every unit.
struct Groups {
  bool absolute = false;
  bool by_trial = false;
  std::size_t index(int trial, int unit, int units) const {
    return static_cast<std::size_t>((by_trial ? trial * units : 0) + unit);
  }
};

template <class Real>
std::vector<double> means_of(const LossInput<Real>& input, Adjoint<Real>& adjoint, Groups groups) {
  const Episode<Real>& episode = input.episode;
  const int units = episode.sizes.units;
  const double count = groups.by_trial ? episode.steps : samples(episode);
  std::vector<double> means(
      static_cast<std::size_t>(groups.by_trial ? episode.trials * units : units));
  for_each_rate(episode, adjoint, [&](int panel, int n, const Panel<Real>& rate, Panel<Real>&) {
    for (int lane = 0; lane < episode.lanes(panel); ++lane) {
      const double r = static_cast<double>(rate[lane]);
      means[groups.index(panel * kLanes + lane, n, units)] +=
          (groups.absolute ? std::abs(r) : r) / count;
    }
  });
  return means;
}

/// Adds the gradient of a loss whose derivative with respect to each mean is `slopes`.
template <class Real>
void add_gradient(const LossInput<Real>& input, Adjoint<Real>& adjoint, Groups groups,
                  const std::vector<double>& slopes) {
  const Episode<Real>& episode = input.episode;
  const double count = groups.by_trial ? episode.steps : samples(episode);
  for_each_rate(
      episode, adjoint, [&](int panel, int n, const Panel<Real>& rate, Panel<Real>& gradient) {
        for (int lane = 0; lane < episode.lanes(panel); ++lane) {
          const Real r = rate[lane];
          const double sign = !groups.absolute ? 1 : r > 0 ? 1 : r < 0 ? -1 : 0;
          const double slope = slopes[groups.index(panel * kLanes + lane, n, episode.sizes.units)];
          gradient[lane] += static_cast<Real>(sign * slope / count);
        }
      });
}

class RateDeviation : public TermOf<RateDeviation> {
 public:
  RateDeviation()
      : TermOf({.key = "rate_sd",
                .label = "Spread of firing rates",
                .help = "Standard deviation over units of their mean rates.",
                .source = "NN4N lambda_fr_sd",
                .parameters = &record_of<SpreadParameters>}) {}

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const bool squared = chosen.as<SpreadParameters>().of == SpreadOf::nn4n_1_0_3;
    const std::vector<double> means = means_of(input, adjoint, {});
    std::vector<double> values = means;
    if (squared) {
      for (double& value : values) value *= value;
    }
    const Spread spread = spread_of(values);
    std::vector<double> slopes;
    for (std::size_t n = 0; n < values.size(); ++n) {
      const double outer = weight * deviation_slope(spread, values[n], values.size());
      slopes.push_back(outer * (squared ? 2 * means[n] : 1));
    }
    add_gradient(input, adjoint, {}, slopes);
    return spread.deviation;
  }
};

class RateVariation : public TermOf<RateVariation> {
 public:
  RateVariation()
      : TermOf({.key = "rate_cv",
                .label = "Variation of firing rates",
                .help = "Standard deviation over units of their mean |r|, divided by its mean.",
                .source = "NN4N lambda_fr_cv",
                .parameters = &record_of<SpreadParameters>}) {}

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const bool by_trial = chosen.as<SpreadParameters>().of == SpreadOf::nn4n_1_0_3;
    const Groups groups{.absolute = true, .by_trial = by_trial};
    const std::vector<double> means = means_of(input, adjoint, groups);
    const Spread spread = spread_of(means);
    if (spread.mean == 0) return 0;  // all silent
    const double count = static_cast<double>(means.size());
    std::vector<double> slopes;
    for (const double value : means) {
      const double slope = deviation_slope(spread, value, means.size()) / spread.mean -
                           spread.deviation / (spread.mean * spread.mean * count);
      slopes.push_back(weight * slope);
    }
    add_gradient(input, adjoint, groups, slopes);
    return spread.deviation / spread.mean;
  }
};

const RegisteredTerm<RateDeviation> registered_deviation;
const RegisteredTerm<RateVariation> registered_variation;

}  // namespace

}  // namespace nn4n

#include "criterion/exp_log.h"
#include "criterion/rates.h"

namespace nn4n {

enum class PairReduction { mean, sum };
template <>
struct Choices<PairReduction> {
  static constexpr std::array<Choice, 2> list{Choice{"mean", "Mean over pairs"},
                                              Choice{"sum", "Sum over pairs"}};
};

struct PopulationKlParameters {
  int first = 0;
  int second = 1;
  bool symmetric = true;
  double rate_cost = 1e-3;
  PairReduction reduction = PairReduction::mean;
};
template <>
struct Fields<PopulationKlParameters> {
  static constexpr std::string_view name = "divergence of areas";
  static constexpr std::array list{
      field<&PopulationKlParameters::first>(
          "first", {.label = "First area",
                    .min = 0,
                    .max = kMaxAreas - 1,
                    .step = 1,
                    .help = "This is area 0 of the formula, given by its position in the list of areas, counted from 0."}),
      field<&PopulationKlParameters::second>(
          "second", {.label = "Second area",
                     .min = 0,
                     .max = kMaxAreas - 1,
                     .step = 1,
                     .help = "This is area 1 of the formula, given by its position in the list of areas, counted from 0. The term is 0 when there is no such area."}),
      field<&PopulationKlParameters::symmetric>(
          "symmetric",
          {.label = "Both directions",
           .help =
               "When this is on, the mean (k(0, 1) + k(1, 0)) / 2 is used instead of k(0, 1)."}),
      field<&PopulationKlParameters::rate_cost>(
          "rate_cost",
          {.label = "Rate cost",
           .min = 0,
           .max = 1000,
           .logarithmic = true,
           .help = "The sum of r² over all paired units, averaged over time and trials, is multiplied by this number and added to the divergence."}),
      field<&PopulationKlParameters::reduction>(
          "reduction",
          {.label = "Reduction over pairs",
           .help =
               "This says how the values of the pairs of units are combined into one number."})};
};

namespace {

/// A smaller variance of a unit is replaced by this one. NN4N has no such limit, and divides by 0
/// where a rate does not change.
constexpr double kLeastVariance = 1e-8;

/// The rates of one unit over time and trials as a Gaussian, and the derivatives of the loss with
/// respect to its mean and variance.
struct Gaussian {
  double mean = 0;
  double variance = 0;  // over the number of samples
  double by_mean = 0;
  double by_variance = 0;

  double width() const { return variance < kLeastVariance ? kLeastVariance : variance; }
  void add_by_width(double slope) { by_variance += variance < kLeastVariance ? 0 : slope; }
};

template <class Real>
std::vector<Gaussian> gaussians(const Episode<Real>& episode, Adjoint<Real>& adjoint) {
  std::vector<Gaussian> units;
  for (const double mean : averages(episode, adjoint)) units.push_back({.mean = mean});
  const double count = samples(episode);
  for_each_rate(episode, adjoint, [&](int bundle, int n, const Bundle<Real>& rate, Bundle<Real>&) {
    Gaussian& unit = units[static_cast<std::size_t>(n)];
    for (int lane = 0; lane < episode.lanes(bundle); ++lane) {
      const double d = static_cast<double>(rate[lane]) - unit.mean;
      unit.variance += d * d / count;
    }
  });
  return units;
}

template <class Real>
void add_gradient(const Episode<Real>& episode, Adjoint<Real>& adjoint, double weight,
                  const std::vector<Gaussian>& units) {
  const double factor = weight / samples(episode);
  for_each_rate(episode, adjoint,
                [&](int bundle, int n, const Bundle<Real>& rate, Bundle<Real>& gradient) {
                  const Gaussian& unit = units[static_cast<std::size_t>(n)];
                  for (int lane = 0; lane < episode.lanes(bundle); ++lane) {
                    const double d = static_cast<double>(rate[lane]) - unit.mean;
                    const double slope = unit.by_mean + 2 * d * unit.by_variance;
                    gradient[lane] += static_cast<Real>(factor * slope);
                  }
                });
}

/// Returns `share` times the divergence of a from b, and adds its derivatives to both.
template <class Real>
double divergence(Gaussian& a, Gaussian& b, double share) {
  const double va = a.width();
  const double vb = b.width();
  const double d = a.mean - b.mean;
  a.by_mean += share * d / vb;
  b.by_mean -= share * d / vb;
  a.add_by_width(share * (1 / vb - 1 / va) / 2);
  b.add_by_width(share * (1 - (va + d * d) / vb) / vb / 2);
  return share * (log_of<Real>(vb / va) + (va + d * d) / vb - 1) / 2;
}

/// Returns `cost` times the unit's mean of r², and adds its derivatives.
double mean_square(Gaussian& unit, double cost) {
  unit.by_mean += cost * 2 * unit.mean;
  unit.by_variance += cost;
  return cost * (unit.variance + unit.mean * unit.mean);
}

/// Returns the units of one area in ascending order. When the areas are not known, all units are in
/// area 0.
std::vector<std::size_t> units_of(std::span<const std::uint8_t> unit_area, int area, int units) {
  std::vector<std::size_t> list;
  for (std::size_t n = 0; n < static_cast<std::size_t>(units); ++n) {
    if ((unit_area.empty() ? 0 : unit_area[n]) == area) list.push_back(n);
  }
  return list;
}

class PopulationKl : public TermOf<PopulationKl> {
 public:
  PopulationKl()
      : TermOf(
            {.key = "population_kl",
             .label = "Divergence of areas",
             .help = "This is the Kullback-Leibler divergence of paired units of two areas, k(0, 1) = ½ (log(V1 / V0) + (V0 + (μ0 − μ1)²) / V1 − 1), plus the rate cost. Here μ and V are the mean and the variance of a unit's rate over time and trials, and V is at least 1e-8. The k-th unit of one area is paired with the k-th unit of the other; units of the larger area that are left over do not count.",
             .source = "NN4N 1.2 PopulationKL",
             .parameters = &record_of<PopulationKlParameters>}) {}

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const auto& choice = chosen.as<PopulationKlParameters>();
    const int units = input.episode.sizes.units;
    const std::vector<std::size_t> first = units_of(input.unit_area, choice.first, units);
    const std::vector<std::size_t> second = units_of(input.unit_area, choice.second, units);
    const std::size_t pairs = std::min(first.size(), second.size());
    if (pairs == 0) return 0;
    const bool mean = choice.reduction == PairReduction::mean;
    const double share = (choice.symmetric ? 0.5 : 1) / (mean ? static_cast<double>(pairs) : 1);
    std::vector<Gaussian> all = gaussians(input.episode, adjoint);
    double value = 0;
    for (std::size_t k = 0; k < pairs; ++k) {
      Gaussian& a = all[first[k]];
      Gaussian& b = all[second[k]];
      value += divergence<Real>(a, b, share);
      if (choice.symmetric) value += divergence<Real>(b, a, share);
      value += mean_square(a, choice.rate_cost) + mean_square(b, choice.rate_cost);
    }
    add_gradient(input.episode, adjoint, weight, all);
    return value;
  }
};

const RegisteredTerm<PopulationKl> registered_population_kl;

}  // namespace

}  // namespace nn4n

#include "criterion/exp_log.h"
#include "criterion/rates.h"

namespace nn4n {

struct EntropyParameters {
  double rate_cost = 10;
};
template <>
struct Fields<EntropyParameters> {
  static constexpr std::string_view name = "entropy";
  static constexpr std::array list{field<&EntropyParameters::rate_cost>(
      "rate_cost", {.label = "Rate cost",
                    .min = 0,
                    .max = 1000,
                    .logarithmic = true,
                    .help = "The mean of Σ r² is multiplied by this number and added to the entropy. This cost keeps the rates bounded."})};
};

namespace {

constexpr double kSmall = 1e-8;

class RateEntropy : public TermOf<RateEntropy> {
 public:
  RateEntropy()
      : TermOf(
            {.key = "entropy",
             .label = "Entropy of rates",
             .help = "This is the mean over time and trials of −Σ p log(p + 1e-8), where p = |r| / (Σ |r| + 1e-8), plus the rate cost times Σ r². It is small when few units carry the activity.",
             .source = "NN4N 1.2 CompositeLoss entropy (whose p = r / Σ r needs rates from 0 on)",
             .parameters = &record_of<EntropyParameters>}) {}

  Share share() const override { return Share::trials; }

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const double cost = chosen.as<EntropyParameters>().rate_cost;
    const Episode<Real>& episode = input.episode;
    const double count = samples(episode);
    double sum = 0;
    for_each_population(
        episode, adjoint, [&](int bundle, int, const Bundle<Real>* rates, Bundle<Real>* gradient) {
          for (int lane = 0; lane < episode.lanes(bundle); ++lane) {
            sum +=
                population<Real>(rates, gradient, episode.sizes.units, lane, cost, weight / count);
          }
        });
    return sum / count;
  }

 private:
  /// Returns the value for one trial at one step, and adds `weight` times its gradient.
  template <class Real>
  static double population(const Bundle<Real>* rates, Bundle<Real>* gradient, int units, int lane,
                           double cost, double weight) {
    double total = kSmall;
    for (int n = 0; n < units; ++n) total += std::abs(static_cast<double>(rates[n][lane]));
    double value = 0;
    double inner = 0;  // Σ p dH/dp
    for (int n = 0; n < units; ++n) {
      const double r = static_cast<double>(rates[n][lane]);
      const double p = std::abs(r) / total;
      value += -p * log_of<Real>(p + kSmall) + cost * r * r;
      inner += p * slope<Real>(p);
    }
    for (int n = 0; n < units; ++n) {
      const double r = static_cast<double>(rates[n][lane]);
      const double side = r < 0 ? -1 : 1;  // at 0, the derivative for r > 0 is used
      const double by_rate = side * (slope<Real>(std::abs(r) / total) - inner) / total;
      gradient[n][lane] += static_cast<Real>(weight * (by_rate + 2 * cost * r));
    }
    return value;
  }

  /// Returns d(−p log(p + ε)) / dp, where ε is kSmall.
  template <class Real>
  static double slope(double p) {
    return -log_of<Real>(p + kSmall) - p / (p + kSmall);
  }
};

const RegisteredTerm<RateEntropy> registered_entropy;

}  // namespace

}  // namespace nn4n

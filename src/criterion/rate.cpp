#include "criterion/rates.h"

namespace nn4n {

namespace {

class MeanSquareRate : public TermOf<MeanSquareRate> {
 public:
  MeanSquareRate()
      : TermOf({.key = "rate",
                .label = "Firing rate",
                .help = "Mean of r² over units, time and trials: the metabolic cost of activity.",
                .source = "Song et al. 2016, eq. 12",
                .parameters = &record_of<NoParameters>}) {}

  template <class Real>
  double compute(const SelectionBase&, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const double count = samples(input.episode) * input.episode.sizes.units;
    const Real factor = static_cast<Real>(2 * weight / count);
    double sum = 0;
    for_each_rate(input.episode, adjoint,
                  [&](int panel, int, const Panel<Real>& rate, Panel<Real>& gradient) {
                    const Panel<Real> r = in_use<Real>(rate, input.episode.lanes(panel));
                    gradient += factor * r;
                    sum += static_cast<double>(sum_lanes<Real>(r * r));
                  });
    return sum / count;
  }
};

class SquareMeanRate : public TermOf<SquareMeanRate> {
 public:
  SquareMeanRate()
      : TermOf({.key = "mean_rate",
                .label = "Mean firing rate",
                .help = "Mean over units of the square of each unit's rate averaged over time and "
                        "trials.",
                .source = "NN4N lambda_fr",
                .parameters = &record_of<NoParameters>}) {}

  template <class Real>
  double compute(const SelectionBase&, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const Episode<Real>& episode = input.episode;
    const double count = samples(episode);
    std::vector<double> mean(static_cast<std::size_t>(episode.sizes.units));
    for_each_rate(episode, adjoint, [&](int panel, int n, const Panel<Real>& rate, Panel<Real>&) {
      mean[static_cast<std::size_t>(n)] +=
          static_cast<double>(sum_lanes<Real>(rate, episode.lanes(panel))) / count;
    });
    const double factor = 2 * weight / (count * episode.sizes.units);
    for_each_rate(
        episode, adjoint, [&](int panel, int n, const Panel<Real>&, Panel<Real>& gradient) {
          const Panel<Real> slope =
              Panel<Real>{} + static_cast<Real>(factor * mean[static_cast<std::size_t>(n)]);
          gradient += in_use<Real>(slope, episode.lanes(panel));
        });
    double sum = 0;
    for (const double m : mean) sum += m * m;
    return sum / episode.sizes.units;
  }
};

const RegisteredTerm<MeanSquareRate> registered_rate;
const RegisteredTerm<SquareMeanRate> registered_mean_rate;

}  // namespace

}  // namespace nn4n

#include <cmath>

#include "criterion/rates.h"

namespace nn4n {

namespace {

class Hebbian : public TermOf<Hebbian> {
 public:
  Hebbian()
      : TermOf({.key = "hebbian",
                .label = "Hebbian coupling",
                .help =
                    "Mean over time and trials of |rᵀ W r|: how much the recurrent weights join "
                    "units that are active together.",
                .source = "NN4N 1.2 CompositeLoss hebbian",
                .parameters = &record_of<NoParameters>}) {}

  template <class Real>
  double compute(const SelectionBase&, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const Episode<Real>& episode = input.episode;
    adjoint.need_rates(episode);
    const double count = samples(episode);
    double sum = 0;
    for (int panel = 0; panel < episode.panels(); ++panel) {
      for (int t = 1; t <= episode.steps; ++t) {
        sum += step(input, adjoint, panel, t, static_cast<Real>(weight / count));
      }
    }
    return sum / count;
  }

 private:
  /// Σ over trials of |rᵀ W r| at one step; adds `weight` times its gradient.
  template <class Real>
  static double step(const LossInput<Real>& input, Adjoint<Real>& adjoint, int panel, int t,
                     Real weight) {
    const int units = input.episode.sizes.units;
    const Real* w = input.parameters.of(Tensor::recurrent_weight).data();
    const Panel<Real>* r = input.episode.state_at(panel, t);
    std::vector<Panel<Real>> forward(static_cast<std::size_t>(units));   // W r
    std::vector<Panel<Real>> backward(static_cast<std::size_t>(units));  // Wᵀ r
    Panel<Real> coupling{};
    for (int i = 0; i < units; ++i) {
      for (int j = 0; j < units; ++j) {
        forward[static_cast<std::size_t>(i)] += w[i * units + j] * r[j];
        backward[static_cast<std::size_t>(j)] += w[i * units + j] * r[i];
      }
      coupling += r[i] * forward[static_cast<std::size_t>(i)];
    }
    const Panel<Real> zero{};
    const Panel<Real> plus = in_use<Real>(zero + weight, input.episode.lanes(panel));
    const Panel<Real> signed_weight = coupling > zero ? plus : coupling < zero ? -plus : zero;
    Real* gradient = adjoint.parameters.of(Tensor::recurrent_weight).data();
    for (int i = 0; i < units; ++i) {
      const std::size_t n = static_cast<std::size_t>(i);
      adjoint.rate_at(panel, t)[i] += signed_weight * (forward[n] + backward[n]);
      const Panel<Real> left = signed_weight * r[i];
      for (int j = 0; j < units; ++j) gradient[i * units + j] += sum_lanes<Real>(left * r[j]);
    }
    double sum = 0;
    for (int lane = 0; lane < input.episode.lanes(panel); ++lane) {
      sum += std::abs(static_cast<double>(coupling[lane]));
    }
    return sum;
  }
};

const RegisteredTerm<Hebbian> registered;

}  // namespace

}  // namespace nn4n

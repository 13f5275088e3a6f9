#include "criterion/rates.h"

namespace nn4n {

namespace {

class Hebbian : public TermOf<Hebbian> {
 public:
  Hebbian()
      : TermOf(
            {.key = "hebbian",
             .label = "Hebbian coupling",
             .help =
                 "This is the mean over time and trials of |Σ w(i, j) r(i) r(j)|. It measures how strongly the recurrent weights connect units that are active at the same time.",
             .source = "NN4N 1.2 CompositeLoss hebbian",
             .parameters = &record_of<NoParameters>}) {}

  Share share() const override { return Share::trials; }

  template <class Real>
  double compute(const SelectionBase&, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const double count = samples(input.episode);
    double sum = 0;
    for_each_population(input.episode, adjoint,
                        [&](int bundle, int, const Bundle<Real>* rates, Bundle<Real>* gradient) {
                          const int lanes = input.episode.lanes(bundle);
                          sum += step(input.parameters, rates, lanes,
                                      static_cast<Real>(weight / count), gradient, adjoint);
                        });
    return sum / count;
  }

 private:
  /// Returns the sum over trials of |rᵀ W r| at one step, and adds `weight` times its gradient.
  template <class Real>
  static double step(const Parameters<Real>& parameters, const Bundle<Real>* r, int lanes,
                     Real weight, Bundle<Real>* by_rate, Adjoint<Real>& adjoint) {
    const int units = parameters.sizes.units;
    const Real* w = parameters.of(Tensor::recurrent_weight).data();
    std::vector<Bundle<Real>> forward(static_cast<std::size_t>(units));   // W r
    std::vector<Bundle<Real>> backward(static_cast<std::size_t>(units));  // Wᵀ r
    Bundle<Real> coupling{};
    for (int i = 0; i < units; ++i) {
      for (int j = 0; j < units; ++j) {
        forward[static_cast<std::size_t>(i)] += w[i * units + j] * r[j];
        backward[static_cast<std::size_t>(j)] += w[i * units + j] * r[i];
      }
      coupling += r[i] * forward[static_cast<std::size_t>(i)];
    }
    const Bundle<Real> zero{};
    const Bundle<Real> plus = in_use<Real>(zero + weight, lanes);
    const Bundle<Real> signed_weight = coupling > zero ? plus : coupling < zero ? -plus : zero;
    Real* gradient = adjoint.parameters.of(Tensor::recurrent_weight).data();
    for (int i = 0; i < units; ++i) {
      const std::size_t n = static_cast<std::size_t>(i);
      by_rate[i] += signed_weight * (forward[n] + backward[n]);
      const Bundle<Real> left = signed_weight * r[i];
      for (int j = 0; j < units; ++j) gradient[i * units + j] += sum_lanes<Real>(left * r[j]);
    }
    double sum = 0;
    for (int lane = 0; lane < lanes; ++lane) sum += std::abs(static_cast<double>(coupling[lane]));
    return sum;
  }
};

const RegisteredTerm<Hebbian> registered_hebbian;

}  // namespace

}  // namespace nn4n

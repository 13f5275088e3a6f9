#include <cassert>

#include "criterion/term.h"
#include "model/kernels.h"
#include "model/simulate.h"

namespace nn4n {

namespace {

/// A step does not count when |g|² is smaller than this.
constexpr double kLeastSquare = 1e-20;

/// Returns the sum of the squares of a vector over N units, for each lane that holds a trial.
template <class Real>
std::array<double, kLanes> squared_length(const Bundle<Real>* vector, int units, int lanes) {
  std::array<double, kLanes> sums{};
  for (int i = 0; i < units; ++i) {
    for (int lane = 0; lane < lanes; ++lane) {
      const double x = static_cast<double>(vector[i][lane]);
      sums[static_cast<std::size_t>(lane)] += x * x;
    }
  }
  return sums;
}

/// Returns the number of steps that count, over all trials.
template <class Real>
double counted_steps(const Episode<Real>& episode, const Adjoint<Real>& adjoint) {
  double count = 0;
  for (int bundle = 0; bundle < episode.bundles(); ++bundle) {
    for (int t = 1; t <= episode.steps; ++t) {
      for (const double square : squared_length<Real>(adjoint.potential_at(bundle, t),
                                                      episode.sizes.units, episode.lanes(bundle))) {
        count += square >= kLeastSquare ? 1 : 0;
      }
    }
  }
  return count;
}

/// Values of the steps of one bundle. With s = f'(v(t)), g = g(t + 1) and q = α g, the gradient one
/// step before is z = (1 − α) g + s Wᵀq, so that d|z|²/dw(i, j) = 2 q(i) s(j) z(j).
template <class Real>
struct Steps {
  std::vector<Bundle<Real>> drive;    // N, q
  std::vector<Bundle<Real>> back;     // N, padded: Wᵀq, then z
  std::vector<Bundle<Real>> targets;  // T x N, q times dΩ/d|z|² · 2
  std::vector<Bundle<Real>> sources;  // T x N, s z
  std::vector<Bundle<Real>> slope;    // N, s

  Steps(int units, int steps)
      : drive(static_cast<std::size_t>(units)),
        back(static_cast<std::size_t>(tiles_for(units) * kTile)),
        targets(static_cast<std::size_t>(units * steps)),
        sources(static_cast<std::size_t>(units * steps)) {}
};

class VanishingGradient : public TermOf<VanishingGradient> {
 public:
  VanishingGradient()
      : TermOf({.key = "vanishing_gradient",
                .label = "Vanishing gradient",
                .help =
                    "This term keeps the length of the error's gradient constant on its way back through time. It is the mean over trials and steps t = 0 .. T − 1 of (|z|² / |g(t + 1)|² − 1)², where z = (1 − α) g(t + 1) + f'(v(t)) · W^T α g(t + 1), and g(t) = dL/dv(t) of the other terms. Steps with |g|² < 1e-20 do not count. The gradient of this term changes only W; g and f' are treated as constants.",
                .source = "Pascanu et al. 2013; Song et al. 2016, λΩ = 2",
                .parameters = &record_of<NoParameters>}) {}

  bool after_backprop() const override { return true; }

  template <class Real>
  double compute(const SelectionBase&, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const Episode<Real>& episode = input.episode;
    const int units = episode.sizes.units;
    assert(!adjoint.potential.empty() && static_cast<int>(input.alpha.size()) == units);
    const double count = counted_steps(episode, adjoint);
    if (count == 0) return 0;
    const auto weights = input.parameters.of(Tensor::recurrent_weight);
    const ProductPlan dense = dense_product(units, units);
    PackedMatrix<Real> transpose;
    pack(
        dense, [&](int j, int i) { return weights[static_cast<std::size_t>(i * units + j)]; },
        transpose);
    const GradientPlan plan = dense_gradient(units, units);
    Steps<Real> steps(units, episode.steps);
    double sum = 0;
    for (int bundle = 0; bundle < episode.bundles(); ++bundle) {
      for (int t = 0; t < episode.steps; ++t) {
        sum += step(input, adjoint, transpose, bundle, t, weight / count, steps);
      }
      OuterSums<Real> sums(plan, kLanes);
      sums.add({steps.targets.data(), units}, {steps.sources.data(), units}, episode.steps);
      sums.add_to(adjoint.parameters.of(Tensor::recurrent_weight).data());
    }
    return sum / count;
  }

 private:
  /// Returns the sum over trials of (|z|² / |g|² − 1)² at one step, and fills the rows of `steps`
  /// that belong to it.
  template <class Real>
  static double step(const LossInput<Real>& input, const Adjoint<Real>& adjoint,
                     const PackedMatrix<Real>& transpose, int bundle, int t, double weight,
                     Steps<Real>& steps) {
    const std::size_t units = steps.drive.size();
    const int lanes = input.episode.lanes(bundle);
    const Bundle<Real>* g = adjoint.potential_at(bundle, t + 1);
    const Bundle<Real>* slope = slopes_at(input.episode, bundle, t, steps.slope);
    for (std::size_t i = 0; i < units; ++i) steps.drive[i] = input.alpha[i] * g[i];
    multiply(transpose, steps.drive.data(), steps.back.data());
    for (std::size_t i = 0; i < units; ++i) {
      steps.back[i] = (Real(1) - input.alpha[i]) * g[i] + slope[i] * steps.back[i];
    }
    const auto before = squared_length<Real>(g, static_cast<int>(units), lanes);
    const auto after = squared_length<Real>(steps.back.data(), static_cast<int>(units), lanes);
    Bundle<Real> factor{};
    double sum = 0;
    for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes); ++lane) {
      if (before[lane] < kLeastSquare) continue;
      const double excess = after[lane] / before[lane] - 1;
      sum += excess * excess;
      factor[lane] = static_cast<Real>(weight * 4 * excess / before[lane]);
    }
    const std::size_t row = static_cast<std::size_t>(t) * units;
    for (std::size_t i = 0; i < units; ++i) {
      steps.targets[row + i] = factor * steps.drive[i];
      steps.sources[row + i] = slope[i] * steps.back[i];
    }
    return sum;
  }
};

const RegisteredTerm<VanishingGradient> registered_vanishing_gradient;

}  // namespace

}  // namespace nn4n

#include "training/optimiser.h"

#include <cassert>
#include <cmath>

#include "base/elementary.h"

namespace nn4n {

namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;

template <class Real>
void adam_step(Optimiser<Real>& state, double learning_rate, const std::vector<Real>& gradient,
               const std::vector<Real>& factors, std::vector<Real>& values) {
  state.first_decay *= kBeta1;
  state.second_decay *= kBeta2;
  const Real first_scale = static_cast<Real>(1 / (1 - state.first_decay));
  const Real second_scale = static_cast<Real>(1 / (1 - state.second_decay));
  const Real rate = static_cast<Real>(learning_rate);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Real g = gradient[i];
    state.first[i] = without_denormals(Real(kBeta1) * state.first[i] + Real(1 - kBeta1) * g);
    state.second[i] =
        without_denormals(Real(kBeta2) * state.second[i] + Real(1 - kBeta2) * (g * g));
    const Real deviation = std::sqrt(state.second[i] * second_scale) + Real(kEpsilon);
    const Real step = rate * (state.first[i] * first_scale) / deviation;
    values[i] -= factors.empty() ? step : factors[i] * step;
  }
}

template <class Real>
void sgd_step(Optimiser<Real>& state, double learning_rate, double momentum,
              const std::vector<Real>& gradient, const std::vector<Real>& factors,
              std::vector<Real>& values) {
  const Real rate = static_cast<Real>(learning_rate);
  const Real mu = static_cast<Real>(momentum);
  for (std::size_t i = 0; i < values.size(); ++i) {
    state.first[i] = without_denormals(mu * state.first[i] + gradient[i]);
    const Real step = rate * state.first[i];
    values[i] -= factors.empty() ? step : factors[i] * step;
  }
}

}  // namespace

template <class Real>
double clip_norm(Parameters<Real>& gradient, double limit) {
  double squares = 0;
  for (const Real g : gradient.values) squares += static_cast<double>(g) * static_cast<double>(g);
  const double norm = std::sqrt(squares);
  if (limit > 0 && norm > limit) {
    const Real factor = static_cast<Real>(limit / norm);
    for (Real& g : gradient.values) g *= factor;
  }
  return norm;
}

template <class Real>
void Optimiser<Real>::step(double learning_rate, double momentum, const Parameters<Real>& gradient,
                           const std::vector<Real>& factors, Parameters<Real>& parameters) {
  assert(first.size() == gradient.values.size());
  assert(factors.empty() || factors.size() == first.size());
  if (kind == OptimiserKind::adam) {
    adam_step(*this, learning_rate, gradient.values, factors, parameters.values);
  } else {
    sgd_step(*this, learning_rate, momentum, gradient.values, factors, parameters.values);
  }
}

template double clip_norm(Parameters<float>&, double);
template double clip_norm(Parameters<double>&, double);
template struct Optimiser<float>;
template struct Optimiser<double>;

}  // namespace nn4n

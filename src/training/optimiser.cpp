#include "training/optimiser.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/elementary.h"

namespace nn4n {

namespace {

/// One pass over the parameters [begin, end): subtracts step(i) from parameter i, times its factor.
template <class Real, class Step>
void subtract(const std::vector<Real>& factors, std::vector<Real>& values, std::size_t begin,
              std::size_t end, Step step) {
  if (factors.empty()) {
    for (std::size_t i = begin; i < end; ++i) values[i] -= step(i);
  } else {
    for (std::size_t i = begin; i < end; ++i) values[i] -= factors[i] * step(i);
  }
}

bool is_weight(Tensor tensor) {
  return tensor == Tensor::input_weight || tensor == Tensor::recurrent_weight ||
         tensor == Tensor::readout_weight;
}

/// What a step of Adam, or of AdamW before its decay, subtracts from each parameter.
template <class Real>
class AdamPass {
 public:
  AdamPass(Optimiser<Real>& state, const Moments& moments, double learning_rate,
           const std::vector<Real>& gradient)
      : state_(state),
        gradient_(gradient),
        keep1_(static_cast<Real>(moments.beta1)),
        take1_(static_cast<Real>(1 - moments.beta1)),
        keep2_(static_cast<Real>(moments.beta2)),
        take2_(static_cast<Real>(1 - moments.beta2)),
        epsilon_(static_cast<Real>(moments.epsilon)),
        rate_(static_cast<Real>(learning_rate)) {
    state.first_decay *= moments.beta1;
    state.second_decay *= moments.beta2;
    first_scale_ = static_cast<Real>(1 / (1 - state.first_decay));
    second_scale_ = static_cast<Real>(1 / (1 - state.second_decay));
  }

  Real operator()(std::size_t i) const {
    const Real g = gradient_[i];
    state_.first[i] = without_denormals(keep1_ * state_.first[i] + take1_ * g);
    state_.second[i] = without_denormals(keep2_ * state_.second[i] + take2_ * (g * g));
    const Real deviation = std::sqrt(state_.second[i] * second_scale_) + epsilon_;
    return rate_ * (state_.first[i] * first_scale_) / deviation;
  }

 private:
  Optimiser<Real>& state_;
  const std::vector<Real>& gradient_;
  Real keep1_, take1_, keep2_, take2_, epsilon_, rate_;
  Real first_scale_ = 1, second_scale_ = 1;
};

template <class Real>
void adamw_step(const AdamPass<Real>& adam, Real decay, const std::vector<Real>& factors,
                Parameters<Real>& parameters) {
  std::vector<Real>& values = parameters.values;
  for (const Tensor tensor : kAllTensors) {
    const std::size_t begin = parameters.sizes.offset(tensor);
    const std::size_t end = begin + parameters.sizes.count(tensor);
    if (is_weight(tensor)) {
      subtract(factors, values, begin, end,
               [&](std::size_t i) { return decay * values[i] + adam(i); });
    } else {
      subtract(factors, values, begin, end, adam);
    }
  }
}

template <class Real>
void sgd_step(Optimiser<Real>& state, const Training& training, Real rate,
              const std::vector<Real>& gradient, const std::vector<Real>& factors,
              std::vector<Real>& values) {
  const Real mu = static_cast<Real>(training.momentum);
  const auto moved = [&](std::size_t i) {
    return state.first[i] = without_denormals(mu * state.first[i] + gradient[i]);
  };
  if (training.nesterov) {
    subtract(factors, values, 0, values.size(),
             [&](std::size_t i) { return rate * (gradient[i] + mu * moved(i)); });
  } else {
    subtract(factors, values, 0, values.size(), [&](std::size_t i) { return rate * moved(i); });
  }
}

template <class Real>
void rmsprop_step(Optimiser<Real>& state, const Training& training, Real rate,
                  const std::vector<Real>& gradient, const std::vector<Real>& factors,
                  std::vector<Real>& values) {
  const Real keep = static_cast<Real>(training.rmsprop.decay);
  const Real take = static_cast<Real>(1 - training.rmsprop.decay);
  const Real epsilon = static_cast<Real>(training.rmsprop.epsilon);
  const Real mu = static_cast<Real>(training.momentum);
  subtract(factors, values, 0, values.size(), [&](std::size_t i) {
    const Real g = gradient[i];
    state.second[i] = without_denormals(keep * state.second[i] + take * (g * g));
    const Real whitened = g / (std::sqrt(state.second[i]) + epsilon);
    state.first[i] = without_denormals(mu * state.first[i] + whitened);
    return rate * state.first[i];
  });
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
void clip_value(Parameters<Real>& gradient, double limit) {
  if (limit <= 0) return;
  const Real most = static_cast<Real>(limit);
  for (Real& g : gradient.values) g = std::clamp(g, -most, most);
}

template <class Real>
void replace_gradient(const Parameters<Real>& parameters, Parameters<Real>& gradient) {
  constexpr double kSong = 0.02;
  std::fill(gradient.values.begin(), gradient.values.end(), Real(0));
  const auto weights = parameters.of(Tensor::recurrent_weight);
  const auto replaced = gradient.of(Tensor::recurrent_weight);
  for (std::size_t i = 0; i < weights.size(); ++i) replaced[i] = Real(kSong) * weights[i];
}

template <class Real>
void Optimiser<Real>::step(const Training& training, double learning_rate,
                           const Parameters<Real>& gradient, const std::vector<Real>& factors,
                           Parameters<Real>& parameters) {
  assert(first.size() == gradient.values.size());
  assert(factors.empty() || factors.size() == first.size());
  const std::vector<Real>& g = gradient.values;
  std::vector<Real>& values = parameters.values;
  const Real rate = static_cast<Real>(learning_rate);
  switch (kind) {
    case OptimiserKind::sgd:
      return sgd_step(*this, training, rate, g, factors, values);
    case OptimiserKind::adam:
      return subtract(factors, values, 0, values.size(),
                      AdamPass<Real>(*this, training.adam, learning_rate, g));
    case OptimiserKind::adamw:
      return adamw_step(AdamPass<Real>(*this, training.adam, learning_rate, g),
                        static_cast<Real>(learning_rate * training.adam.weight_decay), factors,
                        parameters);
    case OptimiserKind::rmsprop:
      return rmsprop_step(*this, training, rate, g, factors, values);
  }
}

template double clip_norm(Parameters<float>&, double);
template double clip_norm(Parameters<double>&, double);
template void clip_value(Parameters<float>&, double);
template void clip_value(Parameters<double>&, double);
template void replace_gradient(const Parameters<float>&, Parameters<float>&);
template void replace_gradient(const Parameters<double>&, Parameters<double>&);
template struct Optimiser<float>;
template struct Optimiser<double>;

}  // namespace nn4n

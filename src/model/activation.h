// Firing rate and its slope as functions of the membrane potential, value and derivative together.
#pragma once

#include "base/elementary.h"
#include "experiment/experiment.h"

namespace nn4n {

/// The slope of rectified tanh at exactly v = 0. PyTorch, and with it NN4N, splits the gradient of
/// max(tanh v, 0) there and takes ½; 0 agrees with relu.
enum class Corner { zero, half };

/// r = f(v) and f'(v) for eight trials.
template <ActivationKind kind, class Real>
inline void activate_one(Corner corner, const Panel<Real>& v, Panel<Real>& rate,
                         Panel<Real>& slope) {
  const Panel<Real> zero{};
  const Panel<Real> one = zero + Real(1);
  if constexpr (kind == ActivationKind::relu) {
    rate = v > zero ? v : zero;
    slope = v > zero ? one : zero;
  } else if constexpr (kind == ActivationKind::tanh) {
    rate = tanh32(v);
    slope = one - rate * rate;
  } else if constexpr (kind == ActivationKind::sigmoid) {
    rate = sigmoid32(v);
    slope = rate * (one - rate);
  } else if constexpr (kind == ActivationKind::retanh) {
    const Panel<Real> t = tanh32(v);
    const Panel<Real> at_corner = zero + (corner == Corner::half ? Real(0.5) : Real(0));
    rate = v > zero ? t : zero;
    slope = v > zero ? one - t * t : zero;
    slope = v == zero ? at_corner : slope;
  } else if constexpr (kind == ActivationKind::softplus) {
    const Panel<Real> magnitude = v > zero ? v : -v;
    rate = (v > zero ? v : zero) + log32(one + exp32(-magnitude));
    slope = sigmoid32(v);
  } else if constexpr (kind == ActivationKind::rectified_power) {
    rate = v > zero ? v * v : zero;
    slope = v > zero ? v + v : zero;
  } else {
    static_assert(kind == ActivationKind::linear);
    rate = v;
    slope = one;
  }
}

/// The same for `count` units. A function for every kind: inlined into one, they spill each other's
/// registers.
template <ActivationKind kind, class Real>
[[gnu::noinline]] void activate_all(Corner corner, const Panel<Real>* v, int count,
                                    Panel<Real>* rate, Panel<Real>* slope) {
  for (int i = 0; i < count; ++i) activate_one<kind, Real>(corner, v[i], rate[i], slope[i]);
}

template <class Real>
void activate(ActivationKind kind, Corner corner, const Panel<Real>* v, int count,
              Panel<Real>* rate, Panel<Real>* slope) {
  switch (kind) {
    case ActivationKind::relu:
      return activate_all<ActivationKind::relu, Real>(corner, v, count, rate, slope);
    case ActivationKind::tanh:
      return activate_all<ActivationKind::tanh, Real>(corner, v, count, rate, slope);
    case ActivationKind::sigmoid:
      return activate_all<ActivationKind::sigmoid, Real>(corner, v, count, rate, slope);
    case ActivationKind::retanh:
      return activate_all<ActivationKind::retanh, Real>(corner, v, count, rate, slope);
    case ActivationKind::softplus:
      return activate_all<ActivationKind::softplus, Real>(corner, v, count, rate, slope);
    case ActivationKind::rectified_power:
      return activate_all<ActivationKind::rectified_power, Real>(corner, v, count, rate, slope);
    case ActivationKind::linear:
      return activate_all<ActivationKind::linear, Real>(corner, v, count, rate, slope);
  }
}

}  // namespace nn4n

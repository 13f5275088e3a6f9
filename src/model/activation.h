// Firing rate and its slope as functions of the membrane potential, value and derivative together.
#pragma once

#include "base/elementary.h"
#include "experiment/experiment.h"

namespace nn4n {

/// The slope of rectified tanh at exactly v = 0. PyTorch, and with it NN4N, splits the gradient of
/// max(tanh v, 0) there and takes ½; 0 agrees with relu.
enum class Corner { zero, half };

/// r = f(v) and f'(v) for eight trials.
template <class Real>
inline void activate(ActivationKind kind, Corner corner, const Panel<Real>& v, Panel<Real>& rate,
                     Panel<Real>& slope) {
  const Panel<Real> zero{};
  const Panel<Real> one = zero + Real(1);
  switch (kind) {
    case ActivationKind::relu:
      rate = v > zero ? v : zero;
      slope = v > zero ? one : zero;
      return;
    case ActivationKind::tanh:
      rate = tanh32(v);
      slope = one - rate * rate;
      return;
    case ActivationKind::sigmoid:
      rate = sigmoid32(v);
      slope = rate * (one - rate);
      return;
    case ActivationKind::retanh: {
      const Panel<Real> t = tanh32(v);
      const Panel<Real> at_corner = zero + (corner == Corner::half ? Real(0.5) : Real(0));
      rate = v > zero ? t : zero;
      slope = v > zero ? one - t * t : zero;
      slope = v == zero ? at_corner : slope;
      return;
    }
    case ActivationKind::softplus: {
      const Panel<Real> magnitude = v > zero ? v : -v;
      rate = (v > zero ? v : zero) + log32(one + exp32(-magnitude));
      slope = sigmoid32(v);
      return;
    }
    case ActivationKind::rectified_power:
      rate = v > zero ? v * v : zero;
      slope = v > zero ? v + v : zero;
      return;
    case ActivationKind::linear:
      rate = v;
      slope = one;
      return;
  }
}

}  // namespace nn4n

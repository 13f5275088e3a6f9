// Firing rate and its slope as functions of the membrane potential, value and derivative together.
#pragma once

#include <algorithm>
#include <type_traits>
#include <vector>

#include "base/elementary.h"
#include "experiment/experiment.h"

namespace nn4n {

/// The slope of rectified tanh at exactly v = 0. PyTorch, and with it NN4N, splits the gradient of
/// max(tanh v, 0) there and takes ½; 0 agrees with relu.
enum class Corner { zero, half };

/// Is f'(v) a function of f(v), to the bit?
constexpr bool slope_follows_rate(ActivationKind kind, Corner corner) {
  switch (kind) {
    case ActivationKind::relu:
    case ActivationKind::tanh:
    case ActivationKind::sigmoid:
    case ActivationKind::linear:
      return true;
    case ActivationKind::retanh:
      return corner == Corner::zero;  // otherwise a rate of 0 may have either slope
    case ActivationKind::softplus:
    case ActivationKind::rectified_power:
      return false;
  }
  return false;
}

/// f'(v) where f(v) = rate, for eight trials. Only for the kinds whose slope follows from the rate.
template <ActivationKind kind, class Real>
inline Bundle<Real> slope_at(const Bundle<Real>& rate) {
  const Bundle<Real> zero{};
  static constexpr Real kOne = 1;
  const Bundle<Real> one = constant<Bundle<Real>>(kOne);
  if constexpr (kind == ActivationKind::relu) return rate > zero ? one : zero;
  if constexpr (kind == ActivationKind::tanh) return one - rate * rate;
  if constexpr (kind == ActivationKind::sigmoid) return rate * (one - rate);
  if constexpr (kind == ActivationKind::retanh) return rate > zero ? one - rate * rate : zero;
  return one;
}

/// r = f(v) for eight trials.
template <ActivationKind kind, class Real>
inline Bundle<Real> rate_at(const Bundle<Real>& v) {
  const Bundle<Real> zero{};
  if constexpr (kind == ActivationKind::relu) return v > zero ? v : zero;
  if constexpr (kind == ActivationKind::tanh) return tanh32(v);
  if constexpr (kind == ActivationKind::sigmoid) return sigmoid32(v);
  if constexpr (kind == ActivationKind::retanh) return v > zero ? tanh32(v) : zero;
  if constexpr (kind == ActivationKind::softplus) {
    const Bundle<Real> magnitude = v > zero ? v : -v;
    return (v > zero ? v : zero) + log32(zero + Real(1) + exp32(-magnitude));
  }
  if constexpr (kind == ActivationKind::rectified_power) return v > zero ? v * v : zero;
  return v;
}

/// f'(v) for eight trials, with f(v) at hand.
template <ActivationKind kind, class Real>
inline Bundle<Real> slope_of(Corner corner, const Bundle<Real>& v, const Bundle<Real>& rate) {
  const Bundle<Real> zero{};
  if constexpr (kind == ActivationKind::softplus) return sigmoid32(v);
  if constexpr (kind == ActivationKind::rectified_power) return v > zero ? v + v : zero;
  const Bundle<Real> slope = slope_at<kind, Real>(rate);
  if constexpr (kind == ActivationKind::retanh) {
    const Bundle<Real> at_corner = zero + (corner == Corner::half ? Real(0.5) : Real(0));
    return v == zero ? at_corner : slope;
  }
  return slope;
}

/// Writes f and f' for `count` units; `slope` may be null. Every kind has a function of its own,
/// because in one large function they would run out of registers.
template <ActivationKind kind, class Real>
[[gnu::noinline]] void activate_all(Corner corner, const Bundle<Real>* v, int count,
                                    Bundle<Real>* __restrict rate, Bundle<Real>* __restrict slope) {
  if (!slope) {
    for (int i = 0; i < count; ++i) rate[i] = rate_at<kind, Real>(v[i]);
    return;
  }
  for (int i = 0; i < count; ++i) {
    rate[i] = rate_at<kind, Real>(v[i]);
    slope[i] = slope_of<kind, Real>(corner, v[i], rate[i]);
  }
}

/// Calls visit(constant), where the constant's value is `kind`.
template <class Visit>
decltype(auto) with_kind(ActivationKind kind, Visit&& visit) {
  using enum ActivationKind;
  switch (kind) {
    case relu:
      return visit(std::integral_constant<ActivationKind, relu>{});
    case tanh:
      return visit(std::integral_constant<ActivationKind, tanh>{});
    case sigmoid:
      return visit(std::integral_constant<ActivationKind, sigmoid>{});
    case retanh:
      return visit(std::integral_constant<ActivationKind, retanh>{});
    case softplus:
      return visit(std::integral_constant<ActivationKind, softplus>{});
    case rectified_power:
      return visit(std::integral_constant<ActivationKind, rectified_power>{});
    case linear:
      break;
  }
  return visit(std::integral_constant<ActivationKind, linear>{});
}

template <class Real>
void activate(ActivationKind kind, Corner corner, const Bundle<Real>* v, int count,
              Bundle<Real>* rate, Bundle<Real>* slope) {
  with_kind(kind, [&](auto constant) {
    activate_all<decltype(constant)::value, Real>(corner, v, count, rate, slope);
  });
}

/// Neighbouring units with the same activation.
struct ActivationRun {
  ActivationKind kind;
  int begin;
  int end;
};

/// Divides the units into runs with the same activation, each as long as possible.
inline std::vector<ActivationRun> runs_of(const std::vector<ActivationKind>& kinds) {
  std::vector<ActivationRun> runs;
  for (int i = 0; i < static_cast<int>(kinds.size()); ++i) {
    const ActivationKind kind = kinds[static_cast<std::size_t>(i)];
    if (runs.empty() || runs.back().kind != kind) runs.push_back({kind, i, i});
    runs.back().end = i + 1;
  }
  return runs;
}

/// Calls visit(kind, first unit, end) for the part of each run that lies within [begin, end).
template <class Visit>
void for_each_run(const std::vector<ActivationRun>& runs, int begin, int end, Visit&& visit) {
  for (const ActivationRun& run : runs) {
    const int first = std::max(run.begin, begin);
    const int stop = std::min(run.end, end);
    if (first < stop) visit(run.kind, first, stop);
  }
}

}  // namespace nn4n

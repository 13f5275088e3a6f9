#include "model/constraints.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace nn4n {

namespace {

template <class Real>
struct Bounds {
  Real lower;
  Real upper;
  Real trained;
};

template <class Real>
Bounds<Real> bounds_of(bool present, int sign) {
  constexpr Real limit = std::numeric_limits<Real>::max();
  if (!present) return {0, 0, 0};
  return {sign > 0 ? Real(0) : -limit, sign < 0 ? Real(0) : limit, 1};
}

template <class Real>
Bounds<Real> bounds_at(const Masks& masks, Tensor tensor, std::size_t index) {
  const std::size_t units = static_cast<std::size_t>(masks.units);
  switch (tensor) {
    case Tensor::input_weight:
      return bounds_of<Real>(masks.input[index], 0);
    case Tensor::recurrent_weight:
      return bounds_of<Real>(masks.recurrent[index], masks.unit_sign[index % units]);
    case Tensor::readout_weight:
      return bounds_of<Real>(masks.readout[index], 0);
    case Tensor::input_bias:
      return bounds_of<Real>(false, 0);
    default:
      return bounds_of<Real>(true, 0);
  }
}

}  // namespace

template <class Real>
Constraints<Real> make_constraints(const Masks& masks) {
  Constraints<Real> constraints;
  for (const Tensor tensor : kAllTensors) {
    for (std::size_t i = 0; i < sizes_of(masks).count(tensor); ++i) {
      const Bounds<Real> bounds = bounds_at<Real>(masks, tensor, i);
      constraints.lower.push_back(bounds.lower);
      constraints.upper.push_back(bounds.upper);
      constraints.trained.push_back(bounds.trained);
    }
  }
  return constraints;
}

template <class Real>
void enforce(const Constraints<Real>& constraints, Parameters<Real>& parameters) {
  assert(constraints.lower.size() == parameters.values.size());
  for (std::size_t i = 0; i < parameters.values.size(); ++i) {
    parameters.values[i] =
        std::min(std::max(parameters.values[i], constraints.lower[i]), constraints.upper[i]);
  }
}

template <class Real>
void mask_gradient(const Constraints<Real>& constraints, Parameters<Real>& gradient) {
  for (std::size_t i = 0; i < gradient.values.size(); ++i) {
    gradient.values[i] = constraints.trained[i] != 0 ? gradient.values[i] : Real(0);
  }
}

template Constraints<float> make_constraints(const Masks&);
template Constraints<double> make_constraints(const Masks&);
template void enforce(const Constraints<float>&, Parameters<float>&);
template void enforce(const Constraints<double>&, Parameters<double>&);
template void mask_gradient(const Constraints<float>&, Parameters<float>&);
template void mask_gradient(const Constraints<double>&, Parameters<double>&);

}  // namespace nn4n

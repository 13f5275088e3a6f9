// The exponential and the logarithm of numbers that loss terms keep in double.
//
// With Real = float these are the project's own functions (base/elementary.h), because those of the
// standard library differ from machine to machine.
#pragma once

#include "base/elementary.h"

namespace nn4n {

template <class Real>
double exp_of(double x) {
  return static_cast<double>(exp32(static_cast<Real>(x)));
}

/// `x` must be positive and, as a Real, not denormal.
template <class Real>
double log_of(double x) {
  return static_cast<double>(log32(static_cast<Real>(x)));
}

}  // namespace nn4n

// Exponential and logarithm of numbers that loss terms keep in double.
//
// With Real = float the project's own functions: the library's differ from machine to machine.
#pragma once

#include "base/elementary.h"

namespace nn4n {

template <class Real>
double exp_of(double x) {
  return static_cast<double>(exp32(static_cast<Real>(x)));
}

/// `x` must be positive and, as a Real, no denormal.
template <class Real>
double log_of(double x) {
  return static_cast<double>(log32(static_cast<Real>(x)));
}

}  // namespace nn4n

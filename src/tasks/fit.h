// How well outputs that vary all the time follow their targets: what tasks without a decision are
// judged by. Where the mask of an output is 0 nothing is compared.
#pragma once

#include <span>

#include "tasks/trial.h"

namespace nn4n {

/// Sums over what is compared; those of several trials add up to a measure over all of them.
struct FitSums {
  double count = 0;
  double output = 0;
  double target = 0;
  double output_squared = 0;
  double target_squared = 0;
  double product = 0;
  double error_squared = 0;

  void add(double y, double wanted);
  void add(const FitSums& other);
  /// The square of the correlation of output and target, 0 to 1: what a linear readout of the
  /// output could explain. 0 where either does not vary.
  double squared_correlation() const;
  /// 1 − Σ (y − target)² / Σ (target − its mean)²; 1 = equal, 0 = as good as the mean, else below.
  double explained() const;
};

/// Of one output of a trial, in T x O outputs.
FitSums fit_of(const Trial& trial, std::span<const float> outputs, int output);

}  // namespace nn4n

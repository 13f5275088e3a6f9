// These functions measure how well outputs follow targets that vary all the time. Tasks without a
// decision are judged by this. Steps where the mask of an output is 0 are left out.
#pragma once

#include <span>

#include "tasks/trial.h"

namespace nn4n {

/// Sums over the steps that are compared. The sums of several trials can be added, which gives a
/// measure over all of these trials.
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
  /// Returns the square of the correlation of output and target, 0 to 1. This is the part of the
  /// variance that a linear readout of the output could explain. It is 0 if one of the two does not
  /// vary.
  double squared_correlation() const;
  /// Returns 1 − Σ (y − target)² / Σ (target − M)², where M is the mean of the target. It is 1 if
  /// output and target are equal, and 0 if the output is only as good as the constant M. A worse
  /// output gives a negative value.
  double explained() const;
};

/// Returns the sums of one output of a trial; `outputs` is T x O.
FitSums fit_of(const Trial& trial, std::span<const float> outputs, int output);

}  // namespace nn4n

// Produced against measured intervals. A line of slope 1 through the origin is perfect
// timing; a slope below 1 is the regression to the mean that a prior over intervals brings
// (Jazayeri & Shadlen 2010).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/interval.h"
#include "training/behaviour.h"

namespace nn4n {

/// y = intercept + slope x, by least squares.
struct LineFit {
  double slope = 0;
  double intercept = 0;
  Interval slope_interval;  ///< Student's t with n − 2 degrees of freedom
  double scatter = 0;       ///< standard deviation around the line, with n − 2
};

/// Fits a line to points; nothing when there are fewer than three or all have the same x.
std::optional<LineFit> fit_line(std::span<const double> xs, std::span<const double> ys);

/// What was produced after one measured interval [ms].
struct ProducedPoint {
  double measured_ms = 0;
  double mean_ms = 0;
  double deviation_ms = 0;  ///< standard deviation over trials; 0 with fewer than two
  int trials = 0;
};

struct Production {
  std::vector<ProducedPoint> points;  ///< ascending
  std::optional<LineFit> line;        ///< through single trials
  double bias_ms = 0;                 ///< mean of produced − measured
  int missing = 0;                    ///< trials in which nothing was produced
};

/// How the produced intervals follow the measured ones. The record must have a timed condition:
/// behaviour.timed_condition >= 0.
Production production(const Behaviour& behaviour);

}  // namespace nn4n

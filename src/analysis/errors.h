// Errors of answers that are a quantity, such as the direction of a saccade: their mean (a bias)
// and their standard deviation, against what was drawn for a trial. The standard deviation grows
// with the delay over which a direction is remembered (White, Sparks & Stanford 1994; Wimmer et al.
// 2014).
#pragma once

#include <optional>
#include <vector>

#include "analysis/interval.h"
#include "analysis/production.h"
#include "training/behaviour.h"

namespace nn4n {

struct ErrorPoint {
  double value = 0;      ///< mean of the condition in these trials
  double mean = 0;       ///< of the signed errors
  double deviation = 0;  ///< their standard deviation; 0 with fewer than two trials
  Interval interval;     ///< of the standard deviation
  int trials = 0;
};

/// The errors at each value of a condition, ascending. When there are more than `most` different
/// values, neighbours are put together in `most` bins of about equally many trials. Trials without
/// an answer are left out.
std::vector<ErrorPoint> errors_by(const Behaviour& behaviour, std::size_t condition,
                                  std::size_t most = 6);

/// How |error| changes with a condition: a line through the single trials. Its slope has an
/// interval, which is above 0 where errors grow.
std::optional<LineFit> growth_of_errors(const Behaviour& behaviour, std::size_t condition);

/// How much produced intervals scatter around the line through them, against the measured interval.
/// It grows with the interval where timing is scalar (Gibbon 1977; Jazayeri & Shadlen 2010).
std::vector<ErrorPoint> spread_of_production(const Behaviour& behaviour, std::size_t most = 6);

/// A line through the distances of single trials from the line of produced intervals.
std::optional<LineFit> growth_of_spread(const Behaviour& behaviour);

/// The 95 % interval of a standard deviation that was estimated from so many normally distributed
/// numbers (Wilson & Hilferty 1931, for χ²).
Interval interval_of_deviation(double deviation, int trials);

}  // namespace nn4n

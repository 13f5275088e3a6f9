// A range in which a number lies with 95 % confidence.
#pragma once

namespace nn4n {

/// The 97.5 % quantile of the standard normal distribution: 2.5 % lie outside on either side.
inline constexpr double kNormalQuantile = 1.959964;

/// Half of the 95 % quantile of χ² with one degree of freedom: a profile likelihood may be lower by
/// so much within the interval (Wilks 1938).
inline constexpr double kHalfOfChiSquare = 1.920729;

struct Interval {
  double low = 0;
  double high = 1;
};

/// The 95 % interval of a proportion (Wilson 1927). It lies within 0..1 even when none or all of
/// the trials are successes.
Interval wilson(int successes, int trials);

/// The 97.5 % quantile of Student's t distribution with so many degrees of freedom (at least 3),
/// with a relative error below 1 % (Abramowitz & Stegun 1964, eq. 26.7.5).
double student_quantile(int degrees_of_freedom);

}  // namespace nn4n

// A range in which a number lies with 95 % confidence.
#pragma once

namespace nn4n {

/// 97.5 % of the standard normal: what is left outside on either side is 2.5 %.
inline constexpr double kNormalQuantile = 1.959964;

struct Interval {
  double low = 0;
  double high = 1;
};

/// The 95 % interval of a proportion (Wilson 1927): within 0..1 also at 0 and at all of the trials.
Interval wilson(int successes, int trials);

/// 97.5 % of Student's t with so many degrees of freedom, at least 3, to 1 % (Abramowitz & Stegun
/// 1964, eq. 26.7.5).
double student_quantile(int degrees_of_freedom);

}  // namespace nn4n

// Weber's law: is the threshold for telling two quantities apart proportional to their size?
//
// The choice between two quantities that differ by x and are m on average is taken to be logistic,
//   p = 1 / (1 + exp(−(a + b x / (m/M)^γ))),  M = the geometric mean of all m,
// so that the threshold is proportional to m^γ. Weber's law is γ = 1 (Weber 1834; for durations
// Gibbon 1977, "scalar expectancy"); a threshold that does not depend on the size is γ = 0. All
// three numbers are those of maximum likelihood; the interval of γ is the one of its profile.
#pragma once

#include <optional>
#include <vector>

#include "analysis/interval.h"
#include "training/behaviour.h"

namespace nn4n {

/// The threshold for 75 % of the choices, in trials whose sizes are alike.
struct ThresholdPoint {
  double size = 0;  ///< mean of the condition
  double threshold = 0;
  Interval interval;
  int trials = 0;
};

/// γ with its 95 % interval, which ends at the limits of what is tried where the trials say
/// nothing.
struct SizeExponent {
  double exponent = 0;
  Interval interval;
};
inline constexpr double kLeastExponent = -2;
inline constexpr double kMostExponent = 4;

struct SizeLaw {
  std::vector<ThresholdPoint> points;  ///< ascending; a group without a threshold is left out
  std::optional<SizeExponent> law;     ///< nothing if no curve can be fitted
};

/// Sorts the trials by behaviour.size_condition (which must be there) into `groups` of about
/// equally many, and fits the law to all of them.
SizeLaw size_law(const Behaviour& behaviour, std::size_t groups = 4);

/// "Threshold ∝ duration^0.9 (0.6 to 1.2): Weber's law (exponent 1) fits."
std::string law_words(const SizeExponent& law);

}  // namespace nn4n

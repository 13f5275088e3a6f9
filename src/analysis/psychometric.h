// Statistics of a psychometric curve: Wilson's interval and a logistic fit.
#pragma once

#include <optional>
#include <span>

#include "training/snapshot.h"

namespace nn4n {

struct Interval {
  double low = 0;
  double high = 1;
};

/// The 95 % interval of a proportion (Wilson 1927): within 0..1 also at 0 and at all of the trials.
Interval wilson(int chosen, int trials);

/// p(x) = 1 / (1 + exp(−slope (x − bias)))
struct Logistic {
  double bias = 0;
  double slope = 0;
  double at(double x) const;
};

/// Maximum likelihood by Newton's method, held back by a weak prior so that perfectly separated
/// points still have one. Nothing when there are fewer than two different stimuli with trials.
std::optional<Logistic> fit_logistic(std::span<const PsychometricPoint> points);

}  // namespace nn4n

// The psychometric curve: how often one choice is made at each strength of the stimulus, and the
// logistic function through it, with intervals.
//
//   p(x) = 1 / (1 + exp(−slope (x − bias)))
//
// Fitted by maximum likelihood (Wichmann & Hill 2001, without lapses), held back by a weak prior so
// that perfectly separated points still have a curve. The curvature of the log likelihood gives the
// covariance of a and b in p = 1 / (1 + exp(−(a + b x))); from it come the interval of the slope b
// (normal) and that of the bias −a/b (Fieller 1954: all x at which a + b x may be 0).
#pragma once

#include <optional>
#include <span>

#include "analysis/conditions.h"
#include "analysis/interval.h"

namespace nn4n {

/// How often the network made the choice that the curve shows, at one strength of the stimulus.
struct PsychometricPoint {
  double stimulus = 0;  ///< signed, e.g. coherence in % (negative = left)
  int chosen = 0;
  int trials = 0;
};

struct Logistic {
  double bias = 0;   ///< the stimulus at which both choices are equally frequent
  double slope = 0;  ///< per unit of the stimulus
  double at(double x) const;
  /// From the bias to where the choice is made in 75 % of the trials: ln 3 / |slope|.
  double threshold() const;
};

struct LogisticFit {
  Logistic curve;
  Interval bias;  ///< ±infinity when the slope may be 0
  Interval slope;
  Interval threshold;  ///< high = infinity when the slope may be 0
};

/// The stimulus itself as an axis; other axes are indices of conditions.
inline constexpr int kStimulus = -1;

/// The points of some trials (indices) against the stimulus or a condition, ascending. Trials
/// without a choice are left out.
std::vector<PsychometricPoint> psychometric_points(const Behaviour& behaviour, int axis,
                                                   std::span<const std::size_t> trials);

/// Puts neighbouring points together, each at the mean of its trials, until `most` are left. It is
/// for a picture of a stimulus that takes many values.
std::vector<PsychometricPoint> thinned_out(std::span<const PsychometricPoint> points,
                                           std::size_t most);

/// Fits the curve; nothing when there are fewer than two different stimuli with trials.
std::optional<LogisticFit> fit_logistic(std::span<const PsychometricPoint> points);

}  // namespace nn4n

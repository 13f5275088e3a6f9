// The psychometric curve: how often one choice is made at each strength of the stimulus, and the
// logistic function through it, with intervals.
//
//   p(x) = λ/2 + (1 − λ) / (1 + exp(−slope (x − bias)))
//
// λ is the lapse rate: the part of the trials in which the choice does not depend on the stimulus.
// It is 0 unless it is asked for. The fit is that of maximum likelihood (Wichmann & Hill 2001),
// without a prior: points that are perfectly separated have an infinite slope. The 95 % intervals
// are those of the profile likelihood (Venzon & Moolgavkar 1988): all values of one parameter at
// which the likelihood, maximised over the others, is not significantly less than its maximum.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "analysis/conditions.h"
#include "analysis/interval.h"

namespace nn4n {

/// How often the network made the choice that the curve shows, at one strength of the stimulus.
struct PsychometricPoint {
  double stimulus = 0;  ///< signed, e.g. coherence in % (negative = left)
  int chosen = 0;
  int trials = 0;
  /// In which share of these trials, 0 to 1, the task's ideal observer makes the choice that the
  /// curve shows (tasks/ideal_observer.h). Nothing if the task states none.
  std::optional<double> ideal = {};
};

struct Logistic {
  double bias = 0;   ///< the stimulus at which both choices are equally frequent
  double slope = 0;  ///< per unit of the stimulus; ±infinity = a step at the bias
  double lapse = 0;  ///< λ, 0 to kMostLapses
  double at(double x) const;
  /// From the bias to where the choice is made in 75 % of the trials without a lapse:
  /// ln 3 / |slope|.
  double threshold() const;
};

/// The largest lapse rate that a fit looks for.
inline constexpr double kMostLapses = 0.2;

struct LogisticFit {
  Logistic curve;
  /// Do the points say where the curve is? At least one of them lies between 10 and 90 %, and 0 is
  /// not in the interval of the slope. Otherwise bias and threshold are numbers without a meaning,
  /// which are shown nowhere.
  bool located = false;
  Interval bias;  ///< ±infinity when the slope may be 0
  Interval slope;
  Interval threshold;  ///< high = infinity when the slope may be 0
  Interval lapse{0, 0};
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

/// What the curve of evidence that is shown together should be, if each part of it is weighted by
/// how reliable it is alone (Ernst & Banks 2002): slope² = Σ slopeₖ², in other words d² = Σ dₖ²,
/// and the bias is the mean of those alone, weighted by slopeₖ². Nothing if all slopes are 0.
std::optional<Logistic> predicted_together(std::span<const Logistic> alone);

enum class Lapses { none, fitted };

/// Fits the curve; nothing when there are fewer than two different stimuli with trials, or when
/// the same choice was made in all trials.
std::optional<LogisticFit> fit_logistic(std::span<const PsychometricPoint> points,
                                        Lapses lapses = Lapses::none);

/// May the curve be flat: is 0 in the interval of its slope?
bool may_be_flat(const LogisticFit& fit);

/// What a reader must know of a fit that has not all of its numbers, as a sentence; empty when it
/// has them all.
std::string fit_note(const LogisticFit& fit);

}  // namespace nn4n

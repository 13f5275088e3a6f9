// The log likelihood of a logistic curve with lapses, and its maximum when some of the parameters
// are held. Fits and their intervals (analysis/psychometric.h) are made of nothing else.
#pragma once

#include <optional>
#include <vector>

namespace nn4n {

/// What was chosen at one stimulus. Counts may be fractions.
struct LogisticCounts {
  double x = 0;  ///< the stimulus, −1 to 1
  double chosen = 0;
  double other = 0;
};
/// At least two different stimuli, and both choices made.
using LogisticData = std::vector<LogisticCounts>;

/// Parameters that are held at a value, and whether there are lapses.
struct Held {
  bool lapses = false;
  std::optional<double> slope = {};
  std::optional<double> bias = {};  ///< not together with `slope`
  std::optional<double> lapse = {};
};

struct LogisticMaximum {
  double intercept = 0;
  double slope = 0;  ///< within ± steepest(data)
  double lapse = 0;
  double log_likelihood = 0;
  double bias() const { return -intercept / slope; }
};

/// A slope so large that the curve is a step between, or at, any two of the stimuli.
double steepest(const LogisticData& data);

/// Without lapses the likelihood is log-concave, and its maximum is found by Newton's method within
/// a bracket. With lapses it is that of a mixture, which is climbed by the EM algorithm (Dempster,
/// Laird & Rubin 1977).
LogisticMaximum maximise(const LogisticData& data, const Held& held);

}  // namespace nn4n

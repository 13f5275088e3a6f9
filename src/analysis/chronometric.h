// The chronometric curve: how long the network takes to answer at each strength of the stimulus,
// apart for right and wrong answers (Roitman & Shadlen 2002; Palmer, Huk & Shadlen 2005).
#pragma once

#include <vector>

#include "training/behaviour.h"

namespace nn4n {

/// The times of some trials.
struct Times {
  double mean_ms = 0;         ///< 0 without trials
  double standard_error = 0;  ///< of the mean; 0 with fewer than two trials
  int trials = 0;
};

struct ChronometricPoint {
  double strength = 0;  ///< of the stimulus, without its sign
  Times correct;
  Times error;
};

/// The points of the curve, by ascending strength. Trials without a time (misses) are left out.
std::vector<ChronometricPoint> chronometric(const Behaviour& behaviour);

/// The number of trials in which no answer came.
int misses(const Behaviour& behaviour);

}  // namespace nn4n

// The chronometric curve: how long the network takes to answer at each strength of the stimulus,
// apart for right and wrong answers (Roitman & Shadlen 2002; Palmer, Huk & Shadlen 2005).
#pragma once

#include <vector>

#include "training/behaviour.h"

namespace nn4n {

/// Of some trials.
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

/// Ascending strength. Trials without a time (misses) are left out.
std::vector<ChronometricPoint> chronometric(const Behaviour& behaviour);

/// Trials in which no answer came.
int misses(const Behaviour& behaviour);

}  // namespace nn4n

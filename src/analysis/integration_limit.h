// For how long is evidence integrated? Where the duration of the evidence varies, accuracy rises
// with it until the observer has stopped to integrate (Kiani, Hanks & Shadlen 2008). Evidence of
// strength c that lasts t is taken to be answered correctly with probability
//   p = Φ(k c √min(t, T)),
// which is a perfect integrator up to the limit T. Both numbers are those of maximum likelihood;
// the interval of T is the one of its profile.
#pragma once

#include <optional>

#include "analysis/interval.h"
#include "training/behaviour.h"

namespace nn4n {

struct IntegrationLimit {
  double limit_ms = 0;
  Interval interval;
  bool reached =
      true;  ///< false: the longest durations are still used, so the limit is beyond them
  double at_limit = 0;  ///< k √T, the d' of strength 1 that is gained by the limit, halved
};

/// Fits the limit to all trials. The record must have a duration_condition. Nothing if all
/// durations are alike, or if there are fewer than 30 trials with evidence.
std::optional<IntegrationLimit> integration_limit(const Behaviour& behaviour);

}  // namespace nn4n

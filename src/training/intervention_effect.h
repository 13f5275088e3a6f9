// The network beside itself: what it does in fresh trials as it is, and with the interventions of
// the experiment, in the same trials and with the same noise.
#pragma once

#include <cstdint>

#include "training/behaviour.h"

namespace nn4n {

class Trainer;

/// Trials of a measurement in the page.
inline constexpr int kComparedTrials = 256;

struct InterventionEffect {
  std::int32_t iteration = 0;  ///< of the weights
  std::int32_t trials = 0;     ///< 0 = no intervention acts, and nothing was measured
  float intact_accuracy = 0;   ///< 0..1; 0 when no trial counts
  float altered_accuracy = 0;  ///< with the interventions
  Behaviour intact;
  Behaviour altered;
  bool operator==(const InterventionEffect&) const = default;
};

/// Measures both in so many fresh trials (training/fresh_trials.h). The run is not touched.
InterventionEffect effect_of_interventions(const Trainer& trainer, int trials);

/// The share of the judged trials' scores, 0..1; 0 when there are none.
double accuracy_of(const Behaviour& behaviour);

}  // namespace nn4n

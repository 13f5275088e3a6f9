// Fresh trials: what a network does now in trials that it has never seen, for analyses that need
// more of them than a validation has. The run itself is not touched.
#pragma once

#include <functional>

#include "training/behaviour.h"
#include "training/trainer.h"

namespace nn4n {

/// One fresh trial. Axes: N units, T steps of this trial.
struct FreshTrial {
  const Trial& trial;
  const Outcome& outcome;
  std::span<const float> rates;  // N x T, row-major
};

/// With what the network is looked at.
enum class With {
  interventions,  ///< those of the experiment that are on
  nothing         ///< intact, also where training goes on with an intervention
};

/// Runs `count` trials with the weights and settings that are in force, as a validation would (with
/// noise, unless validation_noise is off), and calls `see` with each, in order. They are trials of
/// the task as it is, whatever the stage of the curriculum. They have a stream of random numbers of
/// their own and depend on the seed alone, so that two networks are asked the same questions;
/// `seed` stands in the place of the experiment's, for networks that grew from different ones.
void run_fresh_trials(const Trainer& trainer, int count,
                      const std::function<void(const FreshTrial&)>& see,
                      With with = With::interventions,
                      std::optional<std::uint32_t> seed = std::nullopt);

/// The record of `count` fresh trials, without those that do not count.
Behaviour measure_behaviour(const Trainer& trainer, int count, With with = With::interventions);

}  // namespace nn4n

// What all passes over trials have in common, whether the run learns from them (split_batch.h) or
// they are only looked at (evaluator.h).
#pragma once

#include "model/simulate.h"
#include "tasks/draw.h"

namespace nn4n {

/// What a pass writes; kept from pass to pass only to keep the memory.
struct Workspace {
  Batch<float> batch;
  Episode<float> episode;
  Adjoint<float> adjoint;
};

/// The recurrent noise of trials of which `source.first` is the first, a multiple of kLanes.
/// `alpha`: N, dt / tau of each unit.
RecurrentNoise noise_of(const TrialSource& source, const Network& network,
                        std::span<const float> alpha);

}  // namespace nn4n

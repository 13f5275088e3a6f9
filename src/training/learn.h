// One step of learning: what the gradient of a batch does to the parameters. The constraints are
// enforced afterwards, by the trainer.
#pragma once

#include <span>

#include "model/constraints.h"
#include "training/run_state.h"
#include "training/split_batch.h"

namespace nn4n {

/// Masks and clips the gradient of `sum` in place, and takes one step of the optimiser at this
/// iteration. Where the loss or its gradient is not finite, `training.non_finite` decides: a step
/// without an update, or one that shrinks the recurrent weights, or none at all. False = none:
/// nothing was done and the run is to go back. The parameters at the indices `frozen` keep their
/// values, and count neither in the norm nor in the optimiser.
/// `norm` becomes that of the gradient before it was clipped.
bool take_gradient_step(const Training& training, const Constraints<float>& constraints,
                        std::span<const std::size_t> frozen, int iteration, ShardSum& sum,
                        Trained& trained, double& norm);

/// Ridge regression of the readout on the batch that was just simulated in `space`. False when its
/// loss is not finite: nothing was done.
bool solve_readout(const Experiment& now, const Masks& masks, const Workspace& space, double loss,
                   Trained& trained);

/// Writes where the next batch goes on (InitialState::kept), P bundles x N units. Lanes that hold
/// no trial stay at rest; so does a trial whose potentials are not finite, when its step was
/// skipped.
void keep_potentials(const Episode<float>& episode, std::vector<Bundle<float>>& kept);

}  // namespace nn4n

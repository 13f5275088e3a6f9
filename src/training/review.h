// What a validation decides: the next stage of the curriculum, whether the run may have learnt,
// which weights to keep, and whether to draw new ones. A function of the experiment and of where
// the run stands; the trainer acts on it.
#pragma once

#include "experiment/experiment.h"
#include "training/run_state.h"

namespace nn4n {

/// What is to happen after a validation; at most one of redraw, next_stage and best.
struct ReviewDecision {
  bool redraw = false;      ///< the weights stay at chance: draw them again, in the first stage
  bool next_stage = false;  ///< this stage of the curriculum has ended
  std::optional<double> best = {};  ///< these weights are to be kept; their mean accuracy, 0..1
  bool confirm = false;  ///< they may be the first to have learnt: ask fresh trials at once
};

/// `stages` of the curriculum; the last validation is at `state.iteration`.
ReviewDecision review(const Experiment& experiment, const RunState& state, int stages);

/// Do fresh trials confirm that these weights have learnt the task? Their accuracy there may be two
/// percent below the wanted one.
bool is_confirmed(const Experiment& experiment, const BestWeights& best);

}  // namespace nn4n

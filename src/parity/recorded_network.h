// A recorded network of NN4N with its data and its loss, which is all that is needed to run it
// again. What must come out of the run is in recorded_forward.h and recorded_stack.h.
//
// Axes: T steps, B trials, N units, I inputs, O outputs; arrays are T x B x channel whatever the
// file's layout. Numbers are doubles; the decimal literal is the truth.
#pragma once

#include <string>
#include <vector>

#include "experiment/experiment.h"
#include "model/constraints.h"
#include "model/simulate.h"

namespace nn4n {

/// On which axes of the rates a term works. In two places the package takes others than it means.
enum class Axes {
  as_meant,
  trials_as_steps,  ///< 1.2's state_pred slices trials, not time
  units_as_trials   ///< RNNLoss without a batch axis averages over units, not trials
};

/// A term of the loss under the name that NN4N, or the configuration of a CompositeLoss, gives it.
struct RecordedTerm {
  std::string name;
  LossTerm term;
  Axes axes = Axes::as_meant;
};

struct RecordedNetwork {
  std::string name;
  bool in_double = false;  ///< the package ran in double
  Sizes sizes;
  int steps = 0;
  int trials = 0;
  Dynamics<double> dynamics;
  Parameters<double> initial;
  Constraints<double> constraints;
  std::vector<double> initial_potential;  // B x N; empty = the parameter in `initial`
  std::vector<double> inputs;             // T x B x I
  std::vector<double> targets;            // T x B x O
  std::vector<RecordedTerm> loss;
};

}  // namespace nn4n

// Where a run stands: all that does not follow from its experiment. There is no generator of random
// numbers in it: they are functions of the seed and the iteration (base/random.h). The way through
// a file is checkpoint.h.
//
// Axes: P bundles of 8 trials, N units.
#pragma once

#include <optional>
#include <vector>

#include "training/optimiser.h"
#include "training/snapshot.h"

namespace nn4n {

/// What training moves and a divergence takes back. To add a field: here, and a line in the walk of
/// checkpoint.cpp.
struct Trained {
  Parameters<float> parameters;
  Optimiser<float> optimiser;
  std::vector<float> losses;            // one for each iteration
  std::vector<Validation> validations;  // all so far
  Behaviour behaviour;                  // in the trials of the last validation
  std::vector<Bundle<float>> kept;  // P x N, where the last batch ended; only InitialState::kept
  int stage = 0;                    ///< of the curriculum, 0 .. stages − 1
  int draw = 1;                     ///< which draw of the weights, from 1; 0 = they were given
};

/// The best weights of a run: those at the end of the three validations with the best mean, in the
/// last stage of the curriculum.
struct BestWeights {
  int iteration = 0;             ///< 0 = there are none yet
  double accuracy = 0;           ///< that mean, 0..1
  double confirmed = 0;          ///< on fresh trials, 0..1; 0 = not measured yet
  Parameters<float> parameters;  // as trained; empty while there are none
};

struct RunState {
  int iteration = 0;
  Trained trained;
  int last_good_iteration = 0;
  Trained last_good;               // as it was at the last validation, or at the start
  std::optional<int> diverged_at;  ///< where the last step met a loss that is not finite
  BestWeights best;
  int passed_at = 0;  ///< where the task was first learnt; 0 = not yet
};

/// How often the weights were drawn again because they stayed at chance.
constexpr int redraws_of(int draw) { return draw > 0 ? draw - 1 : 0; }

}  // namespace nn4n

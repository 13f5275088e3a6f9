// The batches that a run works on: the one of its present iteration, and the next one when there
// was time to draw it ahead.
#pragma once

#include <optional>

#include "training/split_batch.h"

namespace nn4n {

/// A batch is a function of the experiment in force, the iteration and the stage of the curriculum.
/// Iteration and stage are compared here; when the experiment changes, forget() must be called.
class Batches {
 public:
  /// The batch of an iteration of a stage, drawn now unless it has been. Holds until the next call.
  /// `now`: the experiment as it is in force there.
  const DrawnBatch& at(const Experiment& now, int iteration, int stage);

  /// Draws the batch of a later iteration, while there is nothing else to do.
  void draw_ahead(const Experiment& then, int iteration, int stage);

  void forget();

 private:
  struct StageBatch {
    int stage;
    DrawnBatch batch;
  };
  static StageBatch draw(const Experiment& experiment, int iteration, int stage);

  std::optional<StageBatch> present_;
  std::optional<StageBatch> ahead_;
};

}  // namespace nn4n

// The best weights of a run, and the way back to them.
//
// Every run keeps its best weights (BestWeights in run_state.h), at no cost but a copy at some
// validations. `with_best_weights` makes a run of them for whatever reads weights: files, links,
// analyses, views. BestRun keeps the whole state instead, from which training goes on to the same
// bits as it did before.
#pragma once

#include <optional>

#include "training/trainer.h"

namespace nn4n {

/// A run that stands where this one had its best weights: these weights, the histories up to there,
/// and the behaviour in the trials of that validation. Changes that were recorded from then on are
/// not in it. Its optimiser knows nothing of the steps before. Nothing while the run has no best
/// weights, which is before the third validation of the last stage.
std::optional<Trainer> with_best_weights(const Trainer& run);

class BestRun {
 public:
  /// To be called after each iteration. Copies the run's state when its weights have just become
  /// its best ones, which is at most once for each validation.
  void look_at(const Trainer& trainer);

  /// A run that stands there again. Changes that were recorded from then on are taken off its tape,
  /// because they may be why it became worse. Nothing while no state has been kept.
  std::optional<Trainer> back(const Experiment& experiment) const;

  void forget() { state_.reset(); }

 private:
  std::optional<RunState> state_;
};

}  // namespace nn4n

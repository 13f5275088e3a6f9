// The way back to the best weights: the whole state of a run as it was when it had them, so that it
// goes on from there to the same bits as it did before.
#pragma once

#include <optional>

#include "training/trainer.h"

namespace nn4n {

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

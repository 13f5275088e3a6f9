// From a run to what a view may know of it. Apart from snapshot.h, which the page includes, too:
// the page shows snapshots and never trains.
#pragma once

#include "training/pass.h"
#include "training/snapshot.h"
#include "training/trainer.h"

namespace nn4n {

/// How many sample trials there are; each is a function of the experiment's seed and its index.
inline constexpr int kSampleTrials = 64;

/// What of a run a snapshot shows.
struct SnapshotView {
  int history_from = 0;  ///< losses from this iteration on
  int sample = 0;        ///< which sample trial, 0 .. kSampleTrials − 1; others wrap around
  /// The run of best weights (with_best_weights) whose weights, sample trial and behaviour are
  /// shown; null = those of the run now.
  const Trainer* best = nullptr;
  /// What the interventions do; null = it is measured now.
  const InterventionEffect* effect = nullptr;
};

/// What a view may know of a run now. The run is not touched; what the workspace held is
/// overwritten.
Snapshot take_snapshot(const Trainer& trainer, const SnapshotView& view, Workspace& space);

/// The same with a workspace of its own, for who takes few.
Snapshot take_snapshot(const Trainer& trainer, const SnapshotView& view = {});

/// What a diagnosis reads of a run: a snapshot without its trial and its weights.
Snapshot measures_of(const Trainer& trainer);

/// How far a run is.
Progress progress_of(const Trainer& trainer);

}  // namespace nn4n

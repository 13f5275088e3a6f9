// The gradient of one batch, by parts.
//
// A batch is cut into a fixed number of shards, whatever machine works on them; each gives its
// share of the loss and the gradient, and they are added up in a fixed tree: [0, n) is the sum of
// its two halves. So the bits do not depend on who computed which shard, and Workers can share a
// batch.
#pragma once

#include <span>

#include "criterion/term.h"
#include "model/simulate.h"
#include "tasks/draw.h"

namespace nn4n {

/// Most shards of a batch, and so most Workers that can share one.
inline constexpr int kMaxShards = 8;

/// Shards of the batches of an experiment: one for every panel of 8 trials, at most kMaxShards; 1
/// when a loss term looks at all trials together, trials go on from the batch before, or the
/// readout is solved for at once.
int shards_of(const Experiment& experiment);

/// The first of the panels of a shard; of the one after the last: their number.
constexpr int first_panel(int panels, int shards, int index) { return panels * index / shards; }

/// The loss and its gradient over the shards [first, last).
struct ShardSum {
  int first = 0;
  int last = 0;
  double loss = 0;
  std::vector<double> terms;  // unweighted, in the order of the experiment's list
  Parameters<float> gradient;
};

/// Where a run stands, for whoever sums shards of its next batch.
struct Position {
  int iteration = 0;
  int stage = 0;  ///< of the curriculum
  Parameters<float> parameters;
};

/// Adds the shards that follow.
void add(ShardSum& sum, const ShardSum& next);

/// What a pass over trials writes; kept from step to step only to keep the memory.
struct Workspace {
  Batch<float> batch;
  Episode<float> episode;
  Adjoint<float> adjoint;
};

class SplitBatch {
 public:
  /// Draws the batch. `kept` is where its trials start, empty = at the initial potential. All
  /// arguments must outlive this.
  SplitBatch(const Experiment& experiment, const Masks& masks, const PackedNetwork<float>& network,
             const TrialSource& source, const std::vector<Panel<float>>& kept, Workspace& space);

  /// The sum over the shards [first, last), first < last.
  ShardSum sum(int first, int last);

 private:
  ShardSum shard(int index);
  Portion portion_of(std::span<const Trial> trials) const;

  const Experiment& experiment_;
  const Masks& masks_;
  const PackedNetwork<float>& network_;
  TrialSource source_;
  const std::vector<Panel<float>>& kept_;
  Workspace& space_;
  std::vector<Trial> trials_;
  int steps_ = 0;
  Portion all_;  // sums over the batch, not fractions
};

}  // namespace nn4n

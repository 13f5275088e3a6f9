// The gradient of one batch, by parts.
//
// A batch is divided into a number of shards that does not depend on the machine. Each shard gives
// its share of the loss and of the gradient, and these are added up in a fixed tree, in which [0,
// n) is the sum of its two halves. So the bits do not depend on who computed which shard, and
// several Workers can share a batch.
#pragma once

#include <functional>
#include <span>

#include "criterion/term.h"
#include "training/pass.h"

namespace nn4n {

/// The most shards of a batch, and so the most Workers that can share one.
inline constexpr int kMaxShards = 8;

/// The number of shards of an experiment's batches: one for every bundle of 8 trials, at most
/// kMaxShards. It is 1 when a loss term looks at all trials together, when trials go on where those
/// of the batch before ended, or when the readout is solved for by ridge regression.
int shards_of(const Experiment& experiment);

/// The first bundle of shard `index`; for index = shards, the number of bundles.
constexpr int first_bundle(int bundles, int shards, int index) { return bundles * index / shards; }

/// Divides the shards among Workers, 1 <= workers <= shards_of(experiment). Worker k sums the
/// shards [parts[k], parts[k + 1]). The Worker with the most to do has as little as possible, and
/// the first, who also has to add up the sums, gets what the others leave. No part is empty.
std::vector<int> parts_of(const Experiment& experiment, int workers);

/// The loss and its gradient over the shards [first, last).
struct ShardSum {
  int first = 0;
  int last = 0;
  double loss = 0;
  std::vector<double> terms;  // unweighted, in the order of the experiment's list
  Parameters<float> gradient;
};

/// Where a run stands, for a Worker that sums shards of its next batch.
struct Position {
  int iteration = 0;
  int stage = 0;  ///< of the curriculum
  Parameters<float> parameters;
};

/// Adds the sum over the shards that follow: next.first == sum.last.
void add(ShardSum& sum, const ShardSum& next);

/// The sum over the shards [first, last), a node of the tree, made of `parts`: sums of nodes in any
/// order, which are moved from. What is missing comes from `compute(first, last)`.
ShardSum sum_of_parts(std::vector<ShardSum>& parts, int first, int last,
                      const std::function<ShardSum(int, int)>& compute);

/// The trials of a batch. They do not depend on the weights, so that they can be drawn ahead of
/// their iteration.
struct DrawnBatch {
  DrawnBatch(const Experiment& experiment, const TrialSource& source);

  TrialSource source;
  std::vector<Trial> trials;
  int steps = 0;  // of the longest trial
  Portion all;    // sums over the whole batch, not fractions
};

class SplitBatch {
 public:
  /// `kept` (P bundles x N units) is where the trials start; empty = at the initial potential. All
  /// arguments must outlive this.
  SplitBatch(const Experiment& experiment, const Masks& masks, const PackedNetwork<float>& network,
             const DrawnBatch& drawn, const std::vector<Bundle<float>>& kept, Workspace& space);

  /// The sum over the shards [first, last), first < last; a node of the tree.
  ShardSum sum(int first, int last);
  /// The sums of the largest nodes of the tree that lie within the shards [first, last), in order.
  std::vector<ShardSum> sums_within(int first, int last);

 private:
  ShardSum shard(int index);
  void append_within(int first, int last, int begin, int end, std::vector<ShardSum>& sums);
  Portion portion_of(std::span<const Trial> trials) const;

  const Experiment& experiment_;
  const Masks& masks_;
  const PackedNetwork<float>& network_;
  const DrawnBatch& drawn_;
  const std::vector<Bundle<float>>& kept_;
  Workspace& space_;
};

}  // namespace nn4n

#include "analysis/batch_gradient.h"

#include <utility>

#include "model/constraints.h"
#include "training/optimiser.h"
#include "training/split_batch.h"

namespace nn4n {

BatchGradient next_gradient(const Trainer& trainer) {
  Trainer copy(trainer);  // to sum a batch is to draw it
  const int shards = shards_of(copy.experiment());
  std::vector<ShardSum> parts = copy.sum_shards(0, shards);
  ShardSum sum = std::move(parts.front());  // all shards are the root of the tree of sums
  mask_gradient(copy.constraints(), copy.trained_parameters(), sum.gradient);
  constexpr double unlimited = 0;
  const double norm = clip_norm(sum.gradient, unlimited);
  return {.trials = copy.in_force().training.batch,
          .loss = sum.loss,
          .terms = std::move(sum.terms),
          .gradient = std::move(sum.gradient),
          .norm = norm};
}

}  // namespace nn4n

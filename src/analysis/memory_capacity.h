// The memory capacity of a network: how well its outputs recall the earlier values of a random
// signal (Jaeger 2001, "Short term memory in echo state networks"). It is for the task
// memory_capacity, in which output k should be the value of k + 1 values ago.
#pragma once

#include "training/snapshot.h"

namespace nn4n {

struct MemoryCapacity {
  /// r² of output and target for every delay, 1 first; 0..1. Over the steps that are scored.
  std::vector<double> curve;
  /// Their sum: of N linear units at most N.
  double total = 0;
};

/// The memory capacity over some trials together, each with the outputs (T x O, row-major) that the
/// network gave in it. All trials must have the same number of outputs. The more steps there are,
/// the smaller is the bias: r² of unrelated signals is about 1 / steps, not 0.
MemoryCapacity memory_capacity(std::span<const Trial> trials,
                               std::span<const std::vector<float>> outputs);

/// The memory capacity in the sample trial of a snapshot.
MemoryCapacity memory_capacity(const SampleTrial& trial);

}  // namespace nn4n

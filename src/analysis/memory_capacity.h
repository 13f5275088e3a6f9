// The memory capacity of a network: how much of a random signal its outputs recall, by how long ago
// it was (Jaeger 2001, "Short term memory in echo state networks"). For the task memory_capacity,
// whose output k should be the value k + 1 values ago.
#pragma once

#include "training/snapshot.h"

namespace nn4n {

struct MemoryCapacity {
  /// r² of output and target for every delay, 1 first; 0..1. Over the steps that are scored.
  std::vector<double> curve;
  /// Their sum: of N linear units at most N.
  double total = 0;
};

/// Over some trials together, each with the outputs (T x O) that the network gave in it. All trials
/// must have the same outputs. More steps make the estimate less biased: r² of unrelated signals is
/// about 1 / steps, not 0.
MemoryCapacity memory_capacity(std::span<const Trial> trials,
                               std::span<const std::vector<float>> outputs);

/// Of the sample trial that a snapshot shows.
MemoryCapacity memory_capacity(const SampleTrial& trial);

}  // namespace nn4n

// What the benchmark times: one training step of a network of a given size on fixed data, without
// a task, a trainer or noise. tests/bench/peers does the same work with other libraries.
#pragma once

#include <array>
#include <string_view>

#include "criterion/term.h"
#include "model/constraints.h"
#include "model/simulate.h"
#include "training/optimiser.h"

namespace nn4n {

/// Which synapses a benchmark's network has.
enum class BenchStructure { dense, ei, area_sparse, element_sparse };

/// Their names, in the order of the enumeration.
inline constexpr std::array<std::string_view, 4> kBenchStructures{"dense", "E/I", "area-sparse",
                                                                  "element-sparse"};

struct BenchSize {
  int units = 0;   // N
  int trials = 0;  // B
  int steps = 0;   // T
};

/// A step simulates the network (relu, 3 inputs, 3 outputs), takes the squared error of all time
/// steps, goes backward through time, lets Adam change the weights, and projects them on the masks.
/// It goes shard by shard, as a trainer does.
class BenchWork {
 public:
  BenchWork(const BenchSize& size, BenchStructure structure, double density = 0.2);

  /// Makes one step; returns the seconds of its recurrent part alone (simulate and backprop).
  double step();

  /// How many floating-point operations the recurrent part of a dense network takes: 6 T B N².
  double recurrent_flops() const;
  /// The same together with the inputs, biases and readouts, which share its time.
  double product_flops() const;
  /// How many MB a step holds: trials, the history of one shard, gradients, weights.
  double megabytes() const;

 private:
  BenchSize size_;
  Network network_;
  Masks masks_;
  Constraints<float> constraints_;
  Dynamics<float> dynamics_;
  Parameters<float> parameters_;
  Optimiser<float> optimiser_;
  std::vector<Batch<float>> shards_;
  Episode<float> episode_;      // of one shard
  Adjoint<float> adjoint_;      // of one shard
  Parameters<float> gradient_;  // of the batch
  std::vector<LossTerm> loss_;
};

/// How long it takes to draw one normally distributed number of the recurrent noise.
double nanoseconds_per_normal();

/// How many MB this process has taken at most (under node: the module's memory, which never
/// shrinks) after one training step of a dense network of this size, with a task and its trials.
double peak_megabytes(const BenchSize& size);

}  // namespace nn4n

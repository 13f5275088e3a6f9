// What the benchmark times: one training step of a network of a given size on fixed data, without
// a task, a trainer or noise. The same work as tests/bench/peers does with other libraries.
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

/// Forward (relu), squared error of all steps, backward through time, Adam, projection on masks.
/// 3 inputs, 3 outputs. Shard by shard, as a trainer does it.
class BenchWork {
 public:
  BenchWork(const BenchSize& size, BenchStructure structure, double density = 0.2);

  /// One step; seconds of the recurrent part (simulate and backprop) alone.
  double step();

  /// Floating-point operations of the recurrent part as if it were dense: 6 T B N².
  double recurrent_flops() const;
  /// The same with the inputs, biases and readouts that share its time.
  double product_flops() const;
  /// MB that a step holds: trials, the history of one shard, gradients, weights.
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

/// What one normally distributed number of the recurrent noise costs.
double nanoseconds_per_normal();

/// MB that this process has taken at most (under node: the module's memory, which never shrinks)
/// after one training step of a dense network of this size, with a task and its trials.
double peak_megabytes(const BenchSize& size);

}  // namespace nn4n

// Training a preset to see whether it does here what its source reports.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/published_results.h"
#include "experiment/experiment.h"

namespace nn4n {

/// One seed of one preset.
struct Reproduction {
  std::uint32_t seed = 0;
  int iterations = 0;   ///< until it had learnt, or all of them
  double seconds = 0;   ///< of processor time
  double accuracy = 0;  ///< on 2,000 fresh trials
  bool diverged = false;
  std::vector<double> curve = {};  ///< training loss at the checkpoints
};

/// All seeds of one preset.
struct Reproduced {
  const PublishedResult* source;
  int batch = 0;  ///< trials per iteration
  std::vector<Reproduction> runs = {};
};

/// Trains one seed. The preset must exist.
Reproduction reproduce(const PublishedResult& source, std::uint32_t seed);

/// The preset as it is trained, and as it is judged afterwards.
Experiment trained_experiment(const PublishedResult& source);
Experiment judged_experiment(const PublishedResult& source);

/// Does every seed have the accuracy of the source? For a result with a curve only the median must:
/// the last weights are judged there, not the best, and training may have ended in a bad moment.
bool accuracy_holds(const Reproduced& result);

/// The median loss over seeds at a checkpoint, and whether it lies where the runs of the source do.
/// It is not the mean, because a small network now and then gets stuck and would make up most of
/// it.
double median_loss(const Reproduced& result, std::size_t checkpoint);
bool curve_holds(const Reproduced& result, std::size_t checkpoint);

/// Do the accuracy and the whole curve hold, and did no run diverge?
bool holds(const Reproduced& result);

}  // namespace nn4n

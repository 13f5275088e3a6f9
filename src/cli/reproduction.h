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
  int iterations = 0;   ///< until it had learnt, or all
  double seconds = 0;   ///< of one processor
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

/// Has every seed the accuracy of the source? Of results with a curve: has the median? Their
/// last weights are judged, not their best, and those may have been hit in a bad moment.
bool accuracy_holds(const Reproduced& result);

/// The median over seeds at a checkpoint, and whether it is where the source's runs are. Small
/// networks now and then get stuck, and one such run would be most of a mean.
double median_loss(const Reproduced& result, std::size_t checkpoint);
bool curve_holds(const Reproduced& result, std::size_t checkpoint);

/// Both, and no run diverged.
bool holds(const Reproduced& result);

}  // namespace nn4n

#include "experiment/memory.h"

#include <algorithm>
#include <cmath>

#include "base/bundle.h"
#include "base/text.h"
#include "experiment/repairs.h"

namespace nn4n {

namespace {

constexpr double kBytes = 4;  // of a number

/// Copies of the parameters: trained, used, best, averages of the optimiser, a gradient for each
/// shard and for the sums of shards, and what checkpoints and snapshots write.
constexpr double kCopiesOfParameters = 32;

/// I and O.
struct Widths {
  double inputs, outputs;
};
Widths widths_of(const Experiment& experiment) {
  const Channels channels = channels_of(experiment);
  return {static_cast<double>(channels.inputs), static_cast<double>(channels.outputs)};
}

double steps_of(const Experiment& experiment) {
  return std::ceil(channels_of(experiment).longest_ms / experiment.network.dt_ms) + 1;
}

/// Of one bundle of trials on the way forwards and back: Batch, Episode and Adjoint of
/// model/batch.h.
double bytes_of_bundle(const Experiment& experiment) {
  const Widths channels = widths_of(experiment);
  const double units = total_units(experiment.network);
  const double histories = experiment.network.learn_alpha ? 5 : 4;  // r, f'(v), dL/dr, dL/dv, dv/dα
  const double numbers = histories * units + 2 * channels.inputs + 4 * channels.outputs + 1;
  return steps_of(experiment) * numbers * kLanes * kBytes;
}

/// Of everything but the trials that are simulated: the parameters, the trial that is shown, and
/// the trials of this batch and of the next one.
double bytes_beside(const Experiment& experiment, int batch) {
  const Widths channels = widths_of(experiment);
  const double units = total_units(experiment.network);
  const double parameters = units * (units + channels.inputs + channels.outputs + 4);
  const double width = channels.inputs + 2 * channels.outputs;
  const double trials = 2.0 * batch * width;
  const double shown = 4 * (units + width + channels.outputs);
  return kBytes * (kCopiesOfParameters * parameters + steps_of(experiment) * (trials + shown));
}

}  // namespace

double bytes_needed(const Experiment& experiment, int batch) {
  const double bundles = std::ceil(static_cast<double>(batch) / kLanes);
  return bytes_beside(experiment, batch) + bundles * bytes_of_bundle(experiment);
}

int trials_at_once(const Experiment& experiment) {
  const double left = kMemoryBudget - bytes_beside(experiment, kLanes);
  const double bundles = std::floor(left / bytes_of_bundle(experiment));
  return kLanes * static_cast<int>(std::clamp(bundles, 1.0, double{kMostTrialsAtOnce} / kLanes));
}

double operations_of_iteration(const Experiment& experiment) {
  const double trials = std::ceil(experiment.training.batch / double{kLanes}) * kLanes;
  const double units = total_units(experiment.network);
  return 6 * steps_of(experiment) * trials * units * units;
}

std::string memory_words(double bytes) {
  constexpr double megabyte = 1024.0 * 1024;
  const double megabytes = bytes / megabyte;
  if (megabytes < 1024) return shortest(std::ceil(megabytes)) + " MB";
  return shortest(std::ceil(megabytes / 102.4) / 10) + " GB";
}

}  // namespace nn4n

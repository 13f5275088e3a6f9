#include "training/batches.h"

#include <utility>

namespace nn4n {

Batches::StageBatch Batches::draw(const Experiment& experiment, int iteration, int stage) {
  const TrialSource source{.seed = experiment.seed, .index = static_cast<std::uint32_t>(iteration)};
  return {.stage = stage, .batch = DrawnBatch(experiment, source)};
}

const DrawnBatch& Batches::at(const Experiment& now, int iteration, int stage) {
  const auto fits = [&](const std::optional<StageBatch>& drawn) {
    return drawn && drawn->stage == stage &&
           drawn->batch.source.index == static_cast<std::uint32_t>(iteration);
  };
  if (!fits(present_)) {
    present_ = fits(ahead_) ? std::exchange(ahead_, std::nullopt) : draw(now, iteration, stage);
    ahead_.reset();
  }
  return present_->batch;
}

void Batches::draw_ahead(const Experiment& then, int iteration, int stage) {
  ahead_ = draw(then, iteration, stage);
}

void Batches::forget() {
  present_.reset();
  ahead_.reset();
}

}  // namespace nn4n

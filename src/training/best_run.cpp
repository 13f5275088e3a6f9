#include "training/best_run.h"

#include <algorithm>
#include <utility>

namespace nn4n {

namespace {

/// Where the run stood when it had its best weights, as far as it is known.
RunState state_at_best(const Trainer& run) {
  RunState state = run.state();
  Trained& trained = state.trained;
  const int iteration = state.best.iteration;
  state.iteration = iteration;
  state.diverged_at.reset();
  trained.parameters = state.best.parameters;
  trained.optimiser = Optimiser<float>(trained.optimiser.kind, trained.parameters.values.size());
  trained.losses.resize(std::min(trained.losses.size(), static_cast<std::size_t>(iteration)));
  std::erase_if(trained.validations,
                [&](const Validation& validation) { return validation.iteration > iteration; });
  trained.stage = run.stages() - 1;
  return state;
}

}  // namespace

std::optional<Trainer> with_best_weights(const Trainer& run) {
  const int iteration = run.best().iteration;
  if (iteration == 0) return std::nullopt;
  Experiment then = run.experiment();
  forget_changes_from(then, iteration);
  std::optional<Trainer> best(std::in_place, then);
  best->resume(state_at_best(run));
  best->measure_again();
  return best;
}

void BestRun::look_at(const Trainer& trainer) {
  const bool just_now = trainer.iteration() > 0 && trainer.best().iteration == trainer.iteration();
  if (just_now && !trainer.diverged_at()) state_ = trainer.state();
}

std::optional<Trainer> BestRun::back(const Experiment& experiment) const {
  if (!state_) return std::nullopt;
  Experiment then = experiment;
  forget_changes_from(then, state_->iteration);
  std::optional<Trainer> trainer(std::in_place, then);
  trainer->resume(*state_);
  return trainer;
}

}  // namespace nn4n

#include "training/best_run.h"

#include <utility>

namespace nn4n {

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

#include "training/intervention_effect.h"

#include "training/fresh_trials.h"

namespace nn4n {

double accuracy_of(const Behaviour& behaviour) {
  double score = 0;
  for (const JudgedTrial& trial : behaviour.trials) score += static_cast<double>(trial.score);
  return behaviour.trials.empty() ? 0 : score / static_cast<double>(behaviour.trials.size());
}

InterventionEffect effect_of_interventions(const Trainer& trainer, int trials) {
  InterventionEffect effect;
  effect.iteration = trainer.iteration();
  if (trainer.looked_at().interventions.empty()) return effect;
  effect.trials = trials;
  effect.intact = measure_behaviour(trainer, trials, With::nothing);
  effect.altered = measure_behaviour(trainer, trials);
  effect.intact_accuracy = static_cast<float>(accuracy_of(effect.intact));
  effect.altered_accuracy = static_cast<float>(accuracy_of(effect.altered));
  return effect;
}

}  // namespace nn4n

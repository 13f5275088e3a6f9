#include "training/fresh_trials.h"

#include "training/evaluator.h"

namespace nn4n {

void run_fresh_trials(const Trainer& trainer, int count,
                      const std::function<void(const FreshTrial&)>& see, With with,
                      std::optional<std::uint32_t> seed) {
  Experiment now = trainer.looked_at();
  if (with == With::nothing) now.interventions.clear();
  const TrialSource source{.seed = seed.value_or(now.seed),
                           .trials = Purpose::analysis_trials,
                           .noise = Purpose::analysis_noise};
  Workspace space;
  Evaluator evaluator(now, trainer.masks(), trainer.dynamics(), trainer.parameters(), space);
  evaluator.run_in_chunks(source, count, [&](const TrialRun& run) {
    for (std::size_t b = 0; b < run.trials.size(); ++b) {
      const Trial& trial = run.trials[b];
      const Outcome outcome = evaluator.outcome_of(run, b);
      see({trial, outcome, rates_of(run.episode, static_cast<int>(b), trial.steps)});
    }
  });
}

Behaviour measure_behaviour(const Trainer& trainer, int count, With with) {
  const Experiment experiment = trainer.looked_at();
  Behaviour behaviour = behaviour_of(task_of(experiment).shape(experiment.task));
  run_fresh_trials(
      trainer, count,
      [&](const FreshTrial& fresh) { add(behaviour, experiment, fresh.trial, fresh.outcome); },
      with);
  return behaviour;
}

}  // namespace nn4n

#include "training/evaluator.h"

#include <algorithm>

#include "experiment/memory.h"
#include "model/backprop.h"
#include "training/acts_of.h"

namespace nn4n {

Evaluator::Evaluator(const Experiment& experiment, const Masks& masks,
                     const Dynamics<float>& dynamics, const Parameters<float>& parameters,
                     Workspace& space)
    : experiment_(experiment),
      masks_(masks),
      task_(task_of(experiment)),
      network_(parameters, dynamics),
      space_(space) {}

TrialRun Evaluator::run(const TrialSource& source, int count) {
  std::vector<Trial> trials = draw_trials(experiment_, source, count, space_.batch);
  space_.batch.initial_potential.clear();
  const std::span<const float> alpha = alpha_of(network_.parameters, network_.dynamics);
  RecurrentNoise noise = noise_of(source, experiment_.network, alpha);
  if (!experiment_.training.validation_noise) noise = {.key = noise.key};
  acts_ = acts_of(experiment_, masks_, network_.parameters, alpha, trials);
  simulate(network_, space_.batch, noise, space_.episode, acts_);
  return {std::move(trials), space_.batch, space_.episode};
}

void Evaluator::run_in_chunks(const TrialSource& source, int count,
                              const std::function<void(const TrialRun&)>& see) {
  const int at_once = trials_at_once(experiment_);
  for (int first = 0; first < count; first += at_once) {
    TrialSource chunk = source;
    chunk.first += static_cast<std::uint32_t>(first);
    see(run(chunk, std::min(at_once, count - first)));
  }
}

LossInput<float> Evaluator::loss_input(const TrialRun& run) const {
  return {.batch = run.batch,
          .episode = run.episode,
          .parameters = network_.parameters,
          .unit_area = masks_.unit_area,
          .alpha = alpha_of(network_.parameters, network_.dynamics)};
}

const Adjoint<float>& Evaluator::adjoint_of(const TrialRun& run) {
  Adjoint<float>& adjoint = space_.adjoint;
  evaluate_loss(experiment_.loss, loss_input(run), adjoint);
  adjoint.need_potentials(run.episode);
  backprop(network_, run.episode, adjoint, acts_);
  return adjoint;
}

double Evaluator::loss_of(const TrialRun& run) {
  const LossInput<float> input = loss_input(run);
  Adjoint<float>& adjoint = space_.adjoint;
  LossValue loss = evaluate_loss(experiment_.loss, input, adjoint);
  if (adjoint.potential.empty()) return loss.total;  // no term waits for backprop
  backprop(network_, run.episode, adjoint, acts_);
  evaluate_after_backprop(experiment_.loss, input, adjoint, loss);
  return loss.total;
}

Outcome Evaluator::outcome_of(const TrialRun& run, std::size_t index) const {
  const Trial& trial = run.trials[index];
  return task_.judge(experiment_.task, trial,
                     outputs_of(run.episode, static_cast<int>(index), trial.steps));
}

Judged Evaluator::judge(const TrialSource& source, int count,
                        const std::function<void(const TrialRun&)>& see) {
  Judged judged;
  judged.behaviour = behaviour_of(task_.shape(experiment_.task));
  run_in_chunks(source, count, [&](const TrialRun& run) {
    judged.loss += loss_of(run) * static_cast<double>(run.trials.size());
    for (std::size_t b = 0; b < run.trials.size(); ++b) {
      if (!run.trials[b].counted) continue;
      const Outcome outcome = outcome_of(run, b);
      ++judged.counted;
      judged.score += outcome.score;
      add(judged.behaviour, experiment_, run.trials[b], outcome);
    }
    see(run);
  });
  judged.loss /= count;
  return judged;
}

}  // namespace nn4n

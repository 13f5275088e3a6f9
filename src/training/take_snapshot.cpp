#include "training/take_snapshot.h"

#include <algorithm>

#include "training/evaluator.h"

namespace nn4n {

namespace {

/// The traces of the first trial of a run.
void copy_traces(const TrialRun& run, SampleTrial& sample) {
  const Trial& trial = run.trials.front();
  const Batch<float>& batch = run.batch;
  for (int c = 0; c < batch.inputs; ++c) {
    for (int t = 0; t < trial.steps; ++t)
      sample.inputs.push_back(
          batch.input[batch.row(0, t, batch.inputs) + static_cast<std::size_t>(c)][0]);
  }
  sample.rates = rates_of(run.episode, 0, trial.steps);
  for (int o = 0; o < batch.outputs; ++o) {
    for (int t = 0; t < trial.steps; ++t) {
      sample.outputs.push_back(run.episode.output_at(0, t + 1)[o][0]);
      sample.targets.push_back(trial.target_at(t, o));
      sample.mask.push_back(trial.mask_at(t, o));
    }
  }
}

/// Adds what the intact network does in the same trial.
void add_intact(const Trainer& trainer, const Experiment& now, const TrialSource& source,
                Workspace& space, SampleTrial& trial) {
  Experiment intact = now;
  intact.interventions.clear();
  Evaluator evaluator(intact, trainer.masks(), trainer.dynamics(), trainer.parameters(), space);
  SampleTrial sample;
  copy_traces(evaluator.run(source, 1), sample);
  trial.intact_outputs = std::move(sample.outputs);
  trial.intact_rates = std::move(sample.rates);
}

SampleTrial sample_trial(const Trainer& trainer, const Experiment& now, int index,
                         Workspace& space) {
  const TrialSource source{.seed = now.seed,
                           .trials = Purpose::sample_trials,
                           .noise = Purpose::sample_noise,
                           .index = static_cast<std::uint32_t>(index)};
  Evaluator evaluator(now, trainer.masks(), trainer.dynamics(), trainer.parameters(), space);
  const TrialRun run = evaluator.run(source, 1);
  const Trial& trial = run.trials.front();
  const Task& task = task_of(now);
  const TaskShape shape = task.shape(now.task);
  SampleTrial sample;
  sample.steps = trial.steps;
  sample.dt_ms = static_cast<float>(trial.dt_ms);
  sample.index = index;
  sample.count = kSampleTrials;
  sample.description = task.describe(now.task, trial);
  const Outcome outcome = evaluator.outcome_of(run, 0);
  sample.correct = outcome.correct;
  sample.counted = trial.counted;
  sample.decided_by = outcome.decided_by;
  sample.lead = static_cast<float>(outcome.lead);
  if (outcome.decided_by != DecidedBy::other) {
    const EpochSpan judged = late_part(trial, trial.epochs.back());
    sample.judged_from = judged.begin;
    sample.judged_to = judged.end;
  }
  sample.epochs = trial.epochs;
  sample.input_names = shape.inputs;
  sample.output_names = shape.outputs;
  copy_traces(run, sample);
  if (!now.interventions.empty()) add_intact(trainer, now, source, space, sample);
  return sample;
}

void copy_losses(const Trainer& trainer, int history_from, Snapshot& snapshot) {
  const std::vector<float>& losses = trainer.loss_history();
  const auto from = std::min(static_cast<std::size_t>(std::max(history_from, 0)), losses.size());
  snapshot.loss = static_cast<float>(trainer.loss());
  for (const double value : trainer.term_losses())
    snapshot.term_losses.push_back(static_cast<float>(value));
  snapshot.loss_from = static_cast<std::int32_t>(from);
  snapshot.loss_history.assign(losses.begin() + static_cast<std::ptrdiff_t>(from), losses.end());
  const std::vector<StepNorms>& norms = trainer.norms();
  snapshot.norm_history.assign(norms.begin() + static_cast<std::ptrdiff_t>(from), norms.end());
  const std::vector<float>& terms = trainer.term_history();
  const std::size_t rows = from * trainer.experiment().loss.size();
  snapshot.term_history.assign(terms.begin() + static_cast<std::ptrdiff_t>(rows), terms.end());
}

void copy_network(const Trainer& trainer, Snapshot& snapshot) {
  const Masks& masks = trainer.masks();
  const auto copy = [&](Tensor tensor) {
    const auto weights = trainer.parameters().of(tensor);
    return std::vector<float>(weights.begin(), weights.end());
  };
  snapshot.input = copy(Tensor::input_weight);
  snapshot.recurrent = copy(Tensor::recurrent_weight);
  snapshot.readout = copy(Tensor::readout_weight);
  snapshot.recurrent_present = masks.recurrent;
}

}  // namespace

Progress progress_of(const Trainer& trainer) {
  const RunState& state = trainer.state();
  return {.stage = state.trained.stage,
          .stages = trainer.stages(),
          .draw = state.trained.draw,
          .passed_at = state.passed_at,
          .best_iteration = state.best.iteration,
          .best_accuracy = static_cast<float>(state.best.accuracy),
          .confirmed_accuracy = static_cast<float>(state.best.confirmed)};
}

Snapshot measures_of(const Trainer& trainer) {
  Snapshot snapshot;
  snapshot.iteration = trainer.iteration();
  snapshot.diverged_at = trainer.diverged_at().value_or(0);
  snapshot.validations = trainer.validations();
  snapshot.progress = progress_of(trainer);
  snapshot.units = trainer.masks().units;
  snapshot.unit_area = trainer.masks().unit_area;
  snapshot.unit_sign = trainer.masks().unit_sign;
  snapshot.health = trainer.health();
  return snapshot;
}

Snapshot take_snapshot(const Trainer& trainer, const SnapshotView& view, Workspace& space) {
  const Trainer& weights = view.best ? *view.best : trainer;
  Experiment now = weights.in_force();
  now.interventions = weights.looked_at().interventions;
  const TaskShape shape = task_of(now).shape(now.task);
  const int sample = ((view.sample % kSampleTrials) + kSampleTrials) % kSampleTrials;
  Snapshot snapshot = measures_of(trainer);
  snapshot.accuracy = static_cast<float>(trainer.accuracy());
  snapshot.fingerprint = trainer.fingerprint();
  snapshot.pass_accuracy = static_cast<float>(shape.pass);
  snapshot.chance_accuracy = static_cast<float>(shape.chance);
  copy_losses(trainer, view.history_from, snapshot);
  if (view.best) snapshot.best_shown = {weights.iteration(), weights.fingerprint()};
  copy_network(weights, snapshot);
  snapshot.trial = sample_trial(weights, now, sample, space);
  snapshot.behaviour = weights.state().trained.behaviour;
  snapshot.effect = view.effect ? *view.effect : effect_of_interventions(weights, kComparedTrials);
  return snapshot;
}

Snapshot take_snapshot(const Trainer& trainer, const SnapshotView& view) {
  Workspace space;
  return take_snapshot(trainer, view, space);
}

}  // namespace nn4n

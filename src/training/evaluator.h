// Runs trials of a network as they are validated, and says what they cost and how the task judges
// them. Nothing is learnt here: validations, confirmations, analyses and the sample trial of a view
// all come from this class.
//
// Axes: B trials, T steps of a trial, N units, O outputs.
#pragma once

#include <functional>

#include "criterion/term.h"
#include "model/acts.h"
#include "structure/masks.h"
#include "training/behaviour.h"
#include "training/pass.h"

namespace nn4n {

/// Trials and what the network did in them. `batch` and `episode` lie in the evaluator's workspace:
/// they hold until it runs the next trials.
struct TrialRun {
  std::vector<Trial> trials;  // B
  const Batch<float>& batch;
  const Episode<float>& episode;
};

/// What a task said of some trials. Trials that do not count (catch trials) are in the loss only.
struct Judged {
  double loss = 0;      ///< mean over all trials
  double score = 0;     ///< sum over the trials that count, each 0..1
  int counted = 0;      ///< how many count
  Behaviour behaviour;  ///< in the trials that count
  /// In 0..1; 0 when no trial counts.
  double accuracy() const { return counted > 0 ? score / counted : 0; }
};

class Evaluator {
 public:
  /// `experiment` as it is in force: its task, loss and noise are used. `parameters` as the network
  /// uses them. All arguments must outlive this; what the workspace held is overwritten.
  Evaluator(const Experiment& experiment, const Masks& masks, const Dynamics<float>& dynamics,
            const Parameters<float>& parameters, Workspace& space);

  /// Draws `count` trials from `source` and simulates them from the initial potential, without
  /// recurrent noise when the experiment validates without it, and with all interventions of the
  /// experiment. All are held in memory at once.
  TrialRun run(const TrialSource& source, int count);

  /// The same, some at a time: shows every chunk to `see`, in order. The trials do not depend on
  /// how many follow.
  void run_in_chunks(const TrialSource& source, int count,
                     const std::function<void(const TrialRun&)>& see);

  /// The weighted sum of the experiment's loss terms over the trials that were just run.
  double loss_of(const TrialRun& run);

  /// The gradients of the loss over the trials that were just run, with those of the potentials.
  const Adjoint<float>& adjoint_of(const TrialRun& run);

  const PackedNetwork<float>& network() const { return network_; }

  /// How the task judges trial `index` of those that were just run.
  Outcome outcome_of(const TrialRun& run, std::size_t index) const;

  /// Runs `count` trials, some at a time, and judges them all. Shows every part to `see`, too.
  Judged judge(
      const TrialSource& source, int count,
      const std::function<void(const TrialRun&)>& see = [](const TrialRun&) {});

 private:
  LossInput<float> loss_input(const TrialRun& run) const;

  const Experiment& experiment_;
  const Masks& masks_;
  const Task& task_;
  const PackedNetwork<float> network_;
  Acts acts_;  // of the trials that were just run
  Workspace& space_;
};

}  // namespace nn4n

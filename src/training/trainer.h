// The training loop: one experiment, one run. Everything here is a function of the experiment and
// the iteration, so the same experiment gives the same bits on every machine.
#pragma once

#include <optional>

#include "experiment/changes.h"
#include "model/constraints.h"
#include "model/simulate.h"
#include "training/optimiser.h"
#include "training/snapshot.h"
#include "training/split_batch.h"

namespace nn4n {

class Trainer {
 public:
  /// `experiment` must be valid (experiment/validate.h). Iteration 0: initial weights, no history.
  explicit Trainer(const Experiment& experiment);

  /// What training moves and a divergence takes back. To add a field: here, and a line in the walk
  /// of training/checkpoint.cpp.
  struct Run {
    Parameters<float> parameters;
    Optimiser<float> optimiser;
    std::vector<float> losses;
    std::vector<Validation> validations;
    Behaviour behaviour;             // in the trials of the last validation
    std::vector<Panel<float>> kept;  // P x N, where the last batch ended; only InitialState::kept
    int stage = 0;                   ///< of the curriculum, 0 .. stages() − 1
    int draw = 1;                    ///< which draw of the weights, from 1; 0 = they were given
  };

  /// The best weights of a run: those at the end of the three validations with the best mean, in
  /// the last stage of the curriculum.
  struct Best {
    int iteration = 0;             ///< 0 = there are none yet
    double accuracy = 0;           ///< that mean, 0..1
    double confirmed = 0;          ///< on fresh trials, 0..1; 0 = not measured yet
    Parameters<float> parameters;  // as trained; empty while there are none
  };

  /// Where a run stands: all that does not follow from its experiment. There is no generator of
  /// random numbers in it: they are functions of the seed and the iteration (base/random.h).
  struct State {
    int iteration = 0;
    Run run;
    int last_good_iteration = 0;
    Run last_good;
    std::optional<int> diverged_at;
    Best best;
    int passed_at = 0;
  };

  /// One iteration: applies the changes recorded for it, draws a batch, takes one optimiser step,
  /// enforces the constraints, and validates when due. When the loss is not finite the run returns
  /// to the state of its last validation (or its start) and `diverged_at` says where it happened.
  void step();

  /// The same in parts, for several Workers: each takes some shards of the next iteration's batch
  /// (of shards_of(experiment()) in all), and one takes the step with what they found. `parts` in
  /// any order; a shard that is missing is computed here.
  std::vector<ShardSum> sum_shards(int first, int last);
  void step(std::vector<ShardSum> parts);
  /// Draws the batch of the iteration after the next, while there is nothing else to do.
  void draw_ahead();

  /// Where the run stands, and puts a Worker that only sums shards there.
  Position position() const { return {iteration_, run_.stage, run_.parameters}; }
  void follow(const Position& position);
  /// What is trained; parameters() but under the rectified form of Dale's law.
  const Parameters<float>& trained_parameters() const { return run_.parameters; }

  int iteration() const { return iteration_; }
  /// Loss of the last batch; NaN before the first.
  double loss() const;
  /// Accuracy of the last validation in 0..1; NaN before the first.
  double accuracy() const;
  /// Hash of all parameters: equal fingerprints mean equal bits.
  std::uint32_t fingerprint() const;
  /// The iteration at which the loss became infinite, if the last step met one.
  std::optional<int> diverged_at() const { return diverged_at_; }

  /// Stages of the curriculum; 1 = there is none.
  int stages() const { return stages_; }
  int stage() const { return run_.stage; }
  /// Which draw of the weights is trained, from 1; 0 = they were given.
  int draw() const { return run_.draw; }
  /// How often the weights were drawn again because they stayed at chance.
  int redraws() const { return std::max(0, run_.draw - 1); }
  const Best& best() const { return best_; }
  /// The iteration at which the task was first learnt: three validations in a row had the wanted
  /// accuracy on average, and fresh trials confirmed it. 0 = not yet.
  int passed_at() const { return passed_at_; }
  /// Did the last step learn the task, and is training to stop there?
  bool done() const {
    return experiment_.training.stop.on && passed_at_ > 0 && passed_at_ == iteration_;
  }
  /// Measures the best weights on fresh trials, unless that was done. Moves nothing that is
  /// trained.
  void confirm();
  /// Accuracy, 0..1, of some weights on fresh trials of the task as it is; `index` chooses them.
  double fresh_accuracy(const Parameters<float>& trained, int index);

  const Experiment& experiment() const { return experiment_; }
  /// The parameters that the network uses: under the rectified form of Dale's law the part of the
  /// right sign.
  const Parameters<float>& parameters() const {
    return constraints_.rectified ? effective_ : run_.parameters;
  }
  const Masks& masks() const { return masks_; }
  const Constraints<float>& constraints() const { return constraints_; }
  const Dynamics<float>& dynamics() const { return dynamics_; }
  /// The experiment as it is in force at this iteration, in this stage of the curriculum.
  Experiment in_force() const { return in_force(iteration_); }
  const std::vector<float>& loss_history() const { return run_.losses; }
  /// The terms of the last batch's loss, unweighted, in the order of the experiment's list; empty
  /// before the first batch and after another run was taken up.
  const std::vector<double>& term_losses() const { return term_losses_; }
  /// What the network did in the trials of the last validation; without trials before the first.
  const Behaviour& behaviour() const { return run_.behaviour; }
  const std::vector<Validation>& validations() const { return run_.validations; }

  /// Moves a live field from now on, and records it. An issue when it cannot.
  std::optional<Issue> change(std::string_view path, double value);

  /// Starts anew at iteration 0, from these parameters instead of drawn ones; they must have the
  /// sizes of this network, and the constraints are enforced on them as on drawn ones. Recorded
  /// changes stay.
  void start_from(const Parameters<float>& parameters);

  /// Where this run stands, and going on from there: `state` must be one of a run of the same
  /// experiment. The way through a file is training/checkpoint.h.
  State state() const;
  void resume(State state);

 private:
  /// A batch as a stage of the curriculum has it.
  struct StageBatch {
    int stage;
    DrawnBatch batch;
  };

  Experiment in_force(int iteration) const;
  void take_effect();
  void draw_weights();
  StageBatch draw_batch_of(const Experiment& experiment, int iteration) const;
  const DrawnBatch& draw_batch();
  void forget_batches();
  bool learn(ShardSum& sum);
  bool solve_readout(const ShardSum& sum);
  void keep_potentials();
  void refresh_effective();
  void validate();
  void review();
  bool is_stuck() const;
  double wanted_accuracy() const;
  void keep_best(double accuracy);

  Experiment experiment_;  // with its changes
  Experiment now_;         // as in force at this iteration and stage
  Masks masks_;
  Constraints<float> constraints_;
  Dynamics<float> dynamics_;
  Run run_;
  Run last_good_;
  Parameters<float> effective_;  // only under the rectified rule
  int iteration_ = 0;
  int last_good_iteration_ = 0;
  std::optional<int> diverged_at_;
  std::vector<double> term_losses_;
  int stages_ = 1;
  Best best_;
  int passed_at_ = 0;
  std::optional<StageBatch> drawn_;  // of the last iteration that was worked on
  std::optional<StageBatch> ahead_;  // of the one after it
  Workspace space_;
};

/// FNV-1a over the bytes of all parameters, folded to 32 bits.
std::uint32_t fingerprint_of(const Parameters<float>& parameters);

}  // namespace nn4n

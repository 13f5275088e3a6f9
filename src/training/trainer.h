// The training loop: one experiment, one run. Everything here is a function of the experiment and
// the iteration, so the same experiment gives the same bits on every machine.
#pragma once

#include <optional>

#include "experiment/changes.h"
#include "model/constraints.h"
#include "model/simulate.h"
#include "training/batches.h"
#include "training/review.h"
#include "training/run_state.h"

namespace nn4n {

class Trainer {
 public:
  /// `experiment` must be valid (experiment/validate.h). Iteration 0: initial weights, no history.
  explicit Trainer(const Experiment& experiment);

  /// Takes one iteration: applies the changes that are recorded for it, draws a batch, takes one
  /// step of the optimiser, enforces the constraints, and validates when that is due. When the loss
  /// or its gradient is not finite and the experiment says so (NonFinite::go_back), the run returns
  /// to its last validation, or to its start, and diverged_at() says where that happened.
  void step();

  /// The same in parts, for several Workers. Each sums some shards [first, last) of the next
  /// iteration's batch, which has shards_of(experiment()) of them, and one takes the step with all
  /// sums, in any order. It computes the shards that are missing itself.
  std::vector<ShardSum> sum_shards(int first, int last);
  void step(std::vector<ShardSum> parts);
  /// Draws the batch of the iteration after the next, while there is nothing else to do.
  void draw_ahead();

  /// Where the run stands; follow() puts the trainer of a Worker that only sums shards there.
  Position position() const {
    return {.iteration = iteration(), .stage = stage(), .parameters = trained_parameters()};
  }
  void follow(const Position& position);
  /// What is trained. It differs from parameters() only under the rectified form of Dale's law.
  const Parameters<float>& trained_parameters() const { return state_.trained.parameters; }

  int iteration() const { return state_.iteration; }
  /// Loss of the last batch; NaN before the first.
  double loss() const;
  /// Accuracy of the last validation in 0..1; NaN before the first.
  double accuracy() const;
  /// Hash of all parameters: equal fingerprints mean equal bits.
  std::uint32_t fingerprint() const;
  /// The iteration whose loss or gradient was not finite, if that was the last step.
  std::optional<int> diverged_at() const { return state_.diverged_at; }

  /// The number of stages of the curriculum; 1 = there is none.
  int stages() const { return stages_; }
  /// The present stage, 0 .. stages() − 1.
  int stage() const { return state_.trained.stage; }
  /// How often the weights were drawn again because they stayed at chance.
  int redraws() const { return redraws_of(state_.trained.draw); }
  /// What the last validation measured; only the reach of the masks before the first one, and after
  /// another run was taken up.
  const Health& health() const { return health_; }
  const BestWeights& best() const { return state_.best; }
  /// The iteration at which the task was first learnt: three validations in a row had the wanted
  /// accuracy on average, and fresh trials confirmed it. 0 = not yet.
  int passed_at() const { return state_.passed_at; }
  /// Did the last step learn the task, and is training to stop there?
  bool done() const {
    return experiment_.training.stop.on && passed_at() > 0 && passed_at() == iteration();
  }
  /// Measures the best weights on fresh trials, unless that has been done. What is trained
  /// is not touched.
  void confirm();
  /// The accuracy, 0..1, of some weights on fresh trials of the task as it is, whatever the stage;
  /// `index` chooses the trials.
  double fresh_accuracy(const Parameters<float>& trained, int index);

  const Experiment& experiment() const { return experiment_; }
  /// The parameters that the network uses: under the rectified form of Dale's law the part of
  /// the right sign.
  const Parameters<float>& parameters() const {
    return constraints_.rectified ? effective_ : state_.trained.parameters;
  }
  const Masks& masks() const { return masks_; }
  const Constraints<float>& constraints() const { return constraints_; }
  const Dynamics<float>& dynamics() const { return dynamics_; }
  /// The experiment as it is in force at this iteration, in this stage of the curriculum. Of the
  /// interventions it has those with which training goes on.
  Experiment in_force() const { return in_force_at(iteration()); }
  /// The same as a person looks at it: the task of the last stage, with the interventions that are
  /// on.
  Experiment looked_at() const;
  const std::vector<float>& loss_history() const { return state_.trained.losses; }
  /// The terms of the last batch's loss, unweighted, in the order of the experiment's list; empty
  /// before the first batch and after another run was taken up.
  const std::vector<double>& term_losses() const { return term_losses_; }
  const std::vector<Validation>& validations() const { return state_.trained.validations; }
  /// One for each loss of the history; unknown where the run was taken up without them.
  const std::vector<StepNorms>& norms() const { return norms_; }
  /// The terms of every batch's loss, as term_losses(), one row for each loss of the history;
  /// unknown (NaN) where the run was taken up without them.
  const std::vector<float>& term_history() const { return term_history_; }
  /// Puts norms and terms that were kept beside a run in the place of its unknown ones; there must
  /// be one for each loss.
  void take_measures(std::vector<StepNorms> norms, std::vector<float> terms);

  /// Sets a live field (experiment/changes.h) from now on, and records the change. Returns an
  /// issue, and changes nothing, when that is not possible.
  std::optional<Issue> change(std::string_view path, double value);

  /// Takes these interventions in place of those it has. Those with which training went on before
  /// this iteration should stay in the list, or the run cannot be repeated from its document.
  void intervene(std::vector<Intervention> interventions);
  /// The same with those of a document of this network, and with its names of the areas.
  void intervene_as(const Experiment& document);

  /// Starts anew at iteration 0, from these parameters instead of drawn ones; they must have
  /// the sizes of this network, and the constraints are enforced on them as on drawn ones.
  /// Recorded changes stay.
  void start_from(const Parameters<float>& parameters);

  /// Validates the weights that a run starts from, so that a view has something to show. What
  /// training does is the same with and without it.
  void measure_start();

  /// Measures the present weights once more, in the same trials as the validation at this
  /// iteration, for a run that stands there but no longer knows what it did: behaviour and health
  /// are theirs. The histories stay as they are, and a divergence leads back here. Returns the
  /// accuracy, 0..1.
  double measure_again();

  /// Where this run stands; resume() goes on from such a state, which must be that of a run of the
  /// same experiment. training/checkpoint.h keeps one in a file.
  const RunState& state() const { return state_; }
  void resume(RunState state);

 private:
  Experiment in_force_at(int iteration) const;
  void draw_weights();
  void enforce_constraints();
  void refresh_effective();
  void go_back();
  void note_failure(const ShardSum& sum);
  void note_step(double gradient);
  void resize_measures(std::size_t iterations);
  void measure(const Experiment& now);
  void validate(const Experiment& now);
  void act_on(const ReviewDecision& decision);

  Experiment experiment_;  // with its changes
  int stages_ = 1;
  Masks masks_;
  Constraints<float> constraints_;
  Dynamics<float> dynamics_;
  RunState state_;
  Parameters<float> effective_;  // what the network uses; only under the rectified rule
  std::vector<double> term_losses_;
  std::vector<StepNorms> norms_;     // one for each loss
  std::vector<float> term_history_;  // one row for each loss, one column for each term
  Health health_;
  Batches batches_;
  Workspace space_;
};

/// FNV-1a over the bytes of all parameters (little-endian floats, in the order of
/// Parameters::values), folded to 32 bits (base/hash.h).
std::uint32_t fingerprint_of(const Parameters<float>& parameters);

}  // namespace nn4n

#include "training/trainer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "base/hash.h"
#include "model/initialise.h"
#include "training/curriculum.h"
#include "training/evaluator.h"
#include "training/frozen.h"
#include "training/learn.h"
#include "training/measure_health.h"

namespace nn4n {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr StepNorms kUnknownNorms{std::numeric_limits<float>::quiet_NaN(),
                                  std::numeric_limits<float>::quiet_NaN()};

/// The Euclidean length of all weights together.
double weight_norm_of(const Parameters<float>& parameters) {
  double squares = 0;
  for (const Tensor tensor :
       {Tensor::input_weight, Tensor::recurrent_weight, Tensor::readout_weight}) {
    for (const float w : parameters.of(tensor)) squares += double{w} * double{w};
  }
  return std::sqrt(squares);
}

/// How many losses two histories begin with in common, bit for bit.
std::size_t common_losses(const std::vector<float>& a, const std::vector<float>& b) {
  const auto [first, second] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(first - a.begin());
}

}  // namespace

std::uint32_t fingerprint_of(const Parameters<float>& parameters) {
  Fnv1a hash;
  hash.add(parameters.values.data(), parameters.values.size() * sizeof(float));
  return hash.folded();
}

// ---------------------------------------------------------------------------------------------
// A run begins, and is taken up

Trainer::Trainer(const Experiment& experiment)
    : experiment_(experiment), stages_(stages_of(experiment)) {
  const TaskShape shape = task_of(experiment_).shape(experiment_.task);
  masks_ = make_masks(experiment_.network, static_cast<int>(shape.inputs.size()),
                      static_cast<int>(shape.outputs.size()), experiment_.seed);
  constraints_ = make_constraints<float>(experiment_.network, masks_);
  dynamics_ = make_dynamics<float>(experiment_.network, masks_);
  health_.reach = reach_of(masks_);
  draw_weights();
  state_.trained.behaviour = behaviour_of(shape);
  state_.last_good = state_.trained;
}

/// The weights of the present draw, and an optimiser that knows nothing.
void Trainer::draw_weights() {
  Trained& trained = state_.trained;
  trained.parameters = initialise(experiment_.network, masks_, experiment_.seed, redraws());
  enforce_constraints();
  trained.optimiser =
      Optimiser<float>(experiment_.training.optimiser, trained.parameters.values.size());
}

void Trainer::start_from(const Parameters<float>& parameters) {
  assert(parameters.sizes == state_.trained.parameters.sizes);
  RunState start = Trainer(experiment_).state();
  start.trained.parameters = parameters;
  start.trained.draw = 0;
  if (!constraints_.rectified) enforce(constraints_, start.trained.parameters);
  start.last_good = start.trained;
  resume(std::move(start));
}

void Trainer::resume(RunState state) {
  assert(state.trained.parameters.sizes == state_.trained.parameters.sizes);
  assert(state.trained.optimiser.first.size() == state_.trained.optimiser.first.size());
  resize_measures(common_losses(state_.trained.losses, state.trained.losses));
  resize_measures(state.trained.losses.size());
  state_ = std::move(state);
  term_losses_.clear();
  Reach reach = std::move(health_.reach);
  health_ = {};
  health_.reach = std::move(reach);
  batches_.forget();
  refresh_effective();
}

void Trainer::follow(const Position& position) {
  assert(position.parameters.sizes == state_.trained.parameters.sizes);
  assert(position.stage < stages_);
  state_.iteration = position.iteration;
  state_.trained.stage = position.stage;
  state_.trained.parameters = position.parameters;
  refresh_effective();
}

/// Brings the trained parameters within the constraints, or what the network uses of them.
void Trainer::enforce_constraints() {
  if (!constraints_.rectified) enforce(constraints_, state_.trained.parameters);
  refresh_effective();
}

/// Call whenever the trained parameters have moved.
void Trainer::refresh_effective() {
  if (!constraints_.rectified) return;
  effective_ = state_.trained.parameters;
  enforce(constraints_, effective_);
}

// ---------------------------------------------------------------------------------------------
// What is said about it

Experiment Trainer::in_force_at(int iteration) const {
  Experiment experiment = at_iteration(experiment_, iteration);
  keep_trained(experiment.interventions, iteration);
  ease(experiment, stage());
  return experiment;
}

Experiment Trainer::looked_at() const {
  Experiment experiment = at_iteration(experiment_, iteration());
  keep_looked_at(experiment.interventions, iteration());
  return experiment;
}

void Trainer::intervene(std::vector<Intervention> interventions) {
  experiment_.interventions = std::move(interventions);
}

void Trainer::intervene_as(const Experiment& document) {
  std::vector<Area>& areas = experiment_.network.areas;
  if (document.network.areas.size() != areas.size()) return;
  for (std::size_t i = 0; i < areas.size(); ++i) areas[i].name = document.network.areas[i].name;
  intervene(document.interventions);
}

double Trainer::loss() const {
  const std::vector<float>& losses = loss_history();
  return losses.empty() ? kUnknown : static_cast<double>(losses.back());
}

double Trainer::accuracy() const {
  return validations().empty() ? kUnknown : static_cast<double>(validations().back().accuracy);
}

std::uint32_t Trainer::fingerprint() const { return fingerprint_of(trained_parameters()); }

std::optional<Issue> Trainer::change(std::string_view path, double value) {
  std::optional<Issue> issue = record_change(experiment_, iteration(), path, value);
  if (!issue) batches_.forget();
  return issue;
}

// ---------------------------------------------------------------------------------------------
// Iterations

void Trainer::draw_ahead() {
  batches_.draw_ahead(in_force_at(iteration() + 1), iteration() + 1, stage());
}

std::vector<ShardSum> Trainer::sum_shards(int first, int last) {
  const Experiment now = in_force();
  const PackedNetwork<float> network(parameters(), dynamics_);
  SplitBatch batch(now, masks_, network, batches_.at(now, iteration(), stage()),
                   state_.trained.kept, space_);
  return batch.sums_within(first, last);
}

void Trainer::step() { step({}); }

void Trainer::step(std::vector<ShardSum> parts) {
  const Experiment now = in_force();
  const bool ridge = now.training.readout_rule == ReadoutRule::ridge;
  if (ridge) parts.clear();  // it needs the trials themselves
  // Weights are packed and trials drawn only for what others have not summed.
  std::optional<PackedNetwork<float>> network;
  std::optional<SplitBatch> batch;
  ShardSum sum = sum_of_parts(parts, 0, shards_of(now), [&](int first, int last) {
    if (!batch) {
      network.emplace(parameters(), dynamics_);
      batch.emplace(now, masks_, *network, batches_.at(now, iteration(), stage()),
                    state_.trained.kept, space_);
    }
    return batch->sum(first, last);
  });
  Trained& trained = state_.trained;
  const bool validates = (iteration() + 1) % now.training.validation_interval == 0;
  const Parameters<float> before = validates ? trained.parameters : Parameters<float>{};
  note_failure(sum);
  double norm = kUnknown;  // ridge regression follows no gradient
  const bool learnt = ridge ? solve_readout(now, masks_, space_, sum.loss, trained)
                            : take_gradient_step(now.training, constraints_,
                                                 frozen_parameters(now, trained.parameters.sizes),
                                                 iteration(), sum, trained, norm);
  if (!learnt) return go_back();
  enforce_constraints();
  state_.diverged_at.reset();
  if (experiment_.network.initial_state == InitialState::kept)
    keep_potentials(space_.episode, trained.kept);
  trained.losses.push_back(static_cast<float>(sum.loss));
  term_losses_ = std::move(sum.terms);
  note_step(norm);
  ++state_.iteration;
  if (!validates) return;
  health_.update_ratio = update_ratio(before, trained.parameters);
  validate(now);
}

/// Keeps the first failure until a validation shows that the run has come past it.
void Trainer::note_failure(const ShardSum& sum) {
  if (health_.failed_at > 0) return;
  health_.failed_tensor = not_finite_in(sum);
  if (!health_.failed_tensor.empty()) health_.failed_at = iteration() + 1;
}

/// Of the step that was just taken.
void Trainer::note_step(double gradient) {
  norms_.push_back(
      {static_cast<float>(gradient), static_cast<float>(weight_norm_of(parameters()))});
  for (std::size_t k = 0; k < experiment_.loss.size(); ++k)
    term_history_.push_back(
        static_cast<float>(k < term_losses_.size() ? term_losses_[k] : kUnknown));
}

/// What was measured in further iterations is forgotten, or unknown.
void Trainer::resize_measures(std::size_t iterations) {
  norms_.resize(iterations, kUnknownNorms);
  term_history_.resize(iterations * experiment_.loss.size(), kUnknownNorms.gradient);
}

void Trainer::take_measures(std::vector<StepNorms> norms, std::vector<float> terms) {
  assert(norms.size() == norms_.size() && terms.size() == term_history_.size());
  norms_ = std::move(norms);
  term_history_ = std::move(terms);
}

void Trainer::go_back() {
  state_.diverged_at = state_.iteration + 1;
  state_.iteration = state_.last_good_iteration;
  state_.trained = state_.last_good;
  resize_measures(loss_history().size());
  term_losses_.clear();
  refresh_effective();
}

// ---------------------------------------------------------------------------------------------
// Validations

/// `now` is what was in force in the iteration that has just been taken.
void Trainer::measure_start() {
  if (iteration() > 0) return;
  measure(in_force());
  state_.trained.validations.clear();  // a review would count it
  state_.last_good = state_.trained;
}

double Trainer::measure_again() {
  Trained& trained = state_.trained;
  const std::vector<Validation> before = trained.validations;
  const bool validated = !before.empty() && before.back().iteration == iteration();
  const int last = std::max(iteration() - 1, 0);
  Experiment then = at_iteration(experiment_, last);
  keep_trained(then.interventions, last);
  ease(then, validated ? before.back().stage : stage());
  measure(then);
  const double measured = accuracy();
  trained.validations = before;
  state_.last_good = trained;
  state_.last_good_iteration = iteration();
  return measured;
}

void Trainer::measure(const Experiment& now) {
  const TrialSource source{.seed = experiment_.seed,
                           .trials = Purpose::validation_trials,
                           .noise = Purpose::validation_noise,
                           .index = static_cast<std::uint32_t>(iteration())};
  Evaluator evaluator(now, masks_, dynamics_, parameters(), space_);
  RateMeasure rates(dynamics_);
  Judged judged = evaluator.judge(source, now.training.validation_trials,
                                  [&](const TrialRun& run) { rates.add(run); });
  rates.write_to(health_);
  measure_trial(now, evaluator, source, health_);
  health_.iteration = iteration();
  const bool goes_back = now.training.non_finite == NonFinite::go_back;
  if (health_.failed_at + (goes_back ? 0 : now.training.validation_interval) <= iteration())
    health_.failed_at = 0;
  Trained& trained = state_.trained;
  trained.behaviour = std::move(judged.behaviour);
  trained.validations.push_back({.iteration = iteration(),
                                 .loss = static_cast<float>(judged.loss),
                                 .accuracy = static_cast<float>(judged.accuracy()),
                                 .stage = trained.stage,
                                 .draw = trained.draw});
}

void Trainer::validate(const Experiment& now) {
  measure(now);
  Trained& trained = state_.trained;
  act_on(review(experiment_, state_, stages_));
  state_.last_good = trained;
  state_.last_good_iteration = iteration();
}

void Trainer::act_on(const ReviewDecision& decision) {
  Trained& trained = state_.trained;
  if (decision.redraw) {
    ++trained.draw;
    trained.stage = 0;
    draw_weights();
  }
  if (decision.next_stage) ++trained.stage;
  if (!decision.best) return;
  state_.best = {.iteration = iteration(),
                 .accuracy = *decision.best,
                 .confirmed = 0,
                 .parameters = trained.parameters};
  if (!decision.confirm) return;
  confirm();
  if (is_confirmed(experiment_, state_.best)) state_.passed_at = iteration();
}

void Trainer::confirm() {
  BestWeights& best = state_.best;
  if (best.iteration == 0 || best.confirmed > 0) return;
  best.confirmed = fresh_accuracy(best.parameters, best.iteration);
}

double Trainer::fresh_accuracy(const Parameters<float>& trained, int index) {
  Parameters<float> used = trained;
  if (constraints_.rectified) enforce(constraints_, used);
  const TrialSource source{.seed = experiment_.seed,
                           .trials = Purpose::confirmation_trials,
                           .noise = Purpose::confirmation_noise,
                           .index = static_cast<std::uint32_t>(index)};
  Experiment whole = at_iteration(experiment_, iteration());  // the task of the last stage
  keep_trained(whole.interventions, iteration());
  return Evaluator(whole, masks_, dynamics_, used, space_)
      .judge(source, whole.training.stop.confirmation_trials)
      .accuracy();
}

}  // namespace nn4n

#include "training/trainer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "model/initialise.h"
#include "training/curriculum.h"
#include "training/evaluator.h"
#include "training/ridge.h"
#include "training/schedule.h"

namespace nn4n {

namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

/// The sum over [first, last): one of the parts, or made of its halves, or compute(first, last).
template <class Compute>
ShardSum combine(std::vector<ShardSum>& parts, int first, int last, Compute&& compute) {
  const auto inside = [&](const ShardSum& part) {
    return part.first >= first && part.last <= last;
  };
  const auto part = std::find_if(parts.begin(), parts.end(), inside);
  if (part == parts.end()) return compute(first, last);
  if (part->first == first && part->last == last) return std::move(*part);
  const int middle = (first + last) / 2;
  ShardSum left = combine(parts, first, middle, compute);
  add(left, combine(parts, middle, last, compute));
  return left;
}

}  // namespace

std::uint32_t fingerprint_of(const Parameters<float>& parameters) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const float value : parameters.values) {
    std::uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    for (int shift = 0; shift < 32; shift += 8)
      hash = (hash ^ ((bits >> shift) & 255u)) * 0x100000001b3u;
  }
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

Trainer::Trainer(const Experiment& experiment)
    : experiment_(experiment), stages_(stages_of(experiment)) {
  const TaskShape shape = task_of(experiment_).shape(experiment_.task);
  masks_ = make_masks(experiment_.network, static_cast<int>(shape.inputs.size()),
                      static_cast<int>(shape.outputs.size()), experiment_.seed);
  constraints_ = make_constraints<float>(experiment_.network, masks_);
  dynamics_ = make_dynamics<float>(experiment_.network, masks_);
  draw_weights();
  take_effect();
  run_.behaviour = behaviour_of(shape);
  last_good_ = run_;
}

/// The experiment as it is in force at an iteration of this stage.
Experiment Trainer::in_force(int iteration) const {
  Experiment experiment = at_iteration(experiment_, iteration);
  ease(experiment, run_.stage);
  return experiment;
}

void Trainer::take_effect() { now_ = in_force(iteration_); }

/// The weights of the present draw, and an optimiser that knows nothing.
void Trainer::draw_weights() {
  run_.parameters = initialise(experiment_.network, masks_, experiment_.seed, redraws());
  if (!constraints_.rectified) enforce(constraints_, run_.parameters);
  refresh_effective();
  run_.optimiser = Optimiser<float>(experiment_.training.optimiser, run_.parameters.values.size());
}

double Trainer::loss() const {
  return static_cast<double>(run_.losses.empty() ? kUnknown : run_.losses.back());
}

double Trainer::accuracy() const {
  return static_cast<double>(run_.validations.empty() ? kUnknown
                                                      : run_.validations.back().accuracy);
}

std::uint32_t Trainer::fingerprint() const { return fingerprint_of(run_.parameters); }

std::optional<Issue> Trainer::change(std::string_view path, double value) {
  std::optional<Issue> issue = record_change(experiment_, iteration_, path, value);
  if (issue) return issue;
  forget_batches();
  take_effect();
  return issue;
}

void Trainer::start_from(const Parameters<float>& parameters) {
  assert(parameters.sizes == run_.parameters.sizes);
  State start = Trainer(experiment_).state();
  start.run.parameters = parameters;
  start.run.draw = 0;
  if (!constraints_.rectified) enforce(constraints_, start.run.parameters);
  start.last_good = start.run;
  resume(std::move(start));
}

Trainer::State Trainer::state() const {
  return {iteration_, run_, last_good_iteration_, last_good_, diverged_at_, best_, passed_at_};
}

void Trainer::resume(State state) {
  assert(state.run.parameters.values.size() == run_.parameters.values.size());
  assert(state.run.optimiser.first.size() == run_.optimiser.first.size());
  iteration_ = state.iteration;
  run_ = std::move(state.run);
  last_good_iteration_ = state.last_good_iteration;
  last_good_ = std::move(state.last_good);
  diverged_at_ = state.diverged_at;
  term_losses_.clear();
  best_ = std::move(state.best);
  passed_at_ = state.passed_at;
  forget_batches();
  refresh_effective();
  take_effect();
}

void Trainer::refresh_effective() {
  if (!constraints_.rectified) return;
  effective_ = run_.parameters;
  enforce(constraints_, effective_);
}

Trainer::StageBatch Trainer::draw_batch_of(const Experiment& experiment, int iteration) const {
  const TrialSource source{.seed = experiment.seed, .index = static_cast<std::uint32_t>(iteration)};
  return {run_.stage, DrawnBatch(experiment, source)};
}

/// The batch of this iteration.
const DrawnBatch& Trainer::draw_batch() {
  const auto fits = [&](const std::optional<StageBatch>& drawn) {
    return drawn && drawn->batch.source.index == static_cast<std::uint32_t>(iteration_) &&
           drawn->stage == run_.stage;
  };
  if (!fits(drawn_)) {
    drawn_ = fits(ahead_) ? std::move(ahead_) : draw_batch_of(now_, iteration_);
    ahead_.reset();
  }
  return drawn_->batch;
}

void Trainer::draw_ahead() { ahead_ = draw_batch_of(in_force(iteration_ + 1), iteration_ + 1); }

void Trainer::forget_batches() {
  drawn_.reset();
  ahead_.reset();
}

/// Ridge regression on the batch that was just simulated; false when it blew up.
bool Trainer::solve_readout(const ShardSum& sum) {
  if (!std::isfinite(sum.loss)) return false;
  const Weights& readout = now_.network.readout_weights;
  const bool bias = readout.bias != BiasLaw::none && readout.bias_trained;
  solve_ridge({masks_.readout, bias, now_.training.ridge}, space_.batch, space_.episode,
              run_.parameters);
  if (!constraints_.rectified) enforce(constraints_, run_.parameters);
  refresh_effective();
  return true;
}

/// One optimiser step. False and nothing done when the loss or its gradient is not finite and the
/// run is to go back.
bool Trainer::learn(ShardSum& sum) {
  if (now_.training.readout == ReadoutRule::ridge) return solve_readout(sum);
  const Training& training = now_.training;
  mask_gradient(constraints_, run_.parameters, sum.gradient);
  const double norm = clip_norm(sum.gradient, training.clip_norm);
  const bool shrinks = training.non_finite == NonFinite::shrink;
  if (!std::isfinite(sum.loss) || !std::isfinite(norm) || (shrinks && norm > kLongestGradient)) {
    if (!shrinks) return training.non_finite == NonFinite::skip;
    replace_gradient(run_.parameters, sum.gradient);
    mask_gradient(constraints_, run_.parameters, sum.gradient);
  }
  clip_value(sum.gradient, training.clip_value);
  static const std::vector<float> as_is;
  run_.optimiser.step(
      training, training.learning_rate * schedule_factor(training.schedule, iteration_),
      sum.gradient, constraints_.scale_gradient ? as_is : constraints_.update, run_.parameters);
  if (!constraints_.rectified) enforce(constraints_, run_.parameters);
  refresh_effective();
  return true;
}

/// The next batch goes on from here. Lanes that hold no trial stay at rest; so does a trial whose
/// potentials ran away, when its step was skipped.
void Trainer::keep_potentials() {
  if (experiment_.network.initial_state != InitialState::kept) return;
  run_.kept = space_.episode.final_potential;
  const std::size_t units = static_cast<std::size_t>(masks_.units);
  for (std::size_t k = 0; k < run_.kept.size(); ++k) {
    for (int lane = space_.episode.lanes(static_cast<int>(k / units)); lane < kLanes; ++lane)
      run_.kept[k][lane] = 0;
    for (int lane = 0; lane < kLanes; ++lane) {
      if (!std::isfinite(run_.kept[k][lane])) run_.kept[k][lane] = 0;
    }
  }
}

void Trainer::step() { step({}); }

std::vector<ShardSum> Trainer::sum_shards(int first, int last) {
  take_effect();
  const PackedNetwork<float> network(parameters(), dynamics_);
  SplitBatch batch(now_, masks_, network, draw_batch(), run_.kept, space_);
  std::vector<ShardSum> sums;
  const auto visit = [&](const auto& self, int begin, int end) -> void {
    if (end <= first || begin >= last) return;
    if (begin >= first && end <= last) return sums.push_back(batch.sum(begin, end));
    self(self, begin, (begin + end) / 2);
    self(self, (begin + end) / 2, end);
  };
  visit(visit, 0, shards_of(now_));
  return sums;
}

void Trainer::step(std::vector<ShardSum> parts) {
  diverged_at_.reset();
  take_effect();
  if (now_.training.readout == ReadoutRule::ridge) parts.clear();  // it needs the trials themselves
  // Weights are packed and trials drawn only for what others have not summed.
  std::optional<PackedNetwork<float>> network;
  std::optional<SplitBatch> batch;
  ShardSum sum = combine(parts, 0, shards_of(now_), [&](int first, int last) {
    if (!batch) {
      network.emplace(parameters(), dynamics_);
      batch.emplace(now_, masks_, *network, draw_batch(), run_.kept, space_);
    }
    return batch->sum(first, last);
  });
  if (!learn(sum)) {
    diverged_at_ = iteration_ + 1;
    run_ = last_good_;
    term_losses_.clear();
    refresh_effective();
    iteration_ = last_good_iteration_;
    take_effect();
    return;
  }
  keep_potentials();
  term_losses_.assign(sum.terms.begin(), sum.terms.end());
  run_.losses.push_back(static_cast<float>(sum.loss));
  ++iteration_;
  if (iteration_ % now_.training.validation_interval == 0) validate();
}

void Trainer::follow(const Position& position) {
  assert(position.parameters.sizes == run_.parameters.sizes);
  assert(position.stage < stages_);
  iteration_ = position.iteration;
  run_.stage = position.stage;
  run_.parameters = position.parameters;
  refresh_effective();
}

void Trainer::validate() {
  const TrialSource source{.seed = experiment_.seed,
                           .trials = Purpose::validation_trials,
                           .noise = Purpose::validation_noise,
                           .index = static_cast<std::uint32_t>(iteration_)};
  Judged judged = Evaluator(now_, masks_, dynamics_, parameters(), space_)
                      .judge(source, now_.training.validation_trials);
  run_.behaviour = std::move(judged.behaviour);
  run_.validations.push_back({.iteration = iteration_,
                              .loss = static_cast<float>(judged.loss),
                              .accuracy = static_cast<float>(judged.accuracy()),
                              .stage = run_.stage,
                              .draw = run_.draw});
  review();
  last_good_ = run_;
  last_good_iteration_ = iteration_;
}

}  // namespace nn4n

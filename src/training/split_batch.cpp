#include "training/split_batch.h"

#include <algorithm>
#include <cassert>

#include "model/backprop.h"

namespace nn4n {

namespace {

/// What the shares count in some trials; parameters are left at 0.
Portion count(std::span<const Trial> trials) {
  Portion sums{static_cast<double>(trials.size()), 0, 0, 0};
  for (const Trial& trial : trials) {
    for (int t = 0; t < trial.steps; ++t) {
      sums.first_mask += static_cast<double>(trial.mask_at(t, 0));
      for (int o = 0; o < trial.outputs; ++o) sums.mask += static_cast<double>(trial.mask_at(t, o));
    }
  }
  return sums;
}

double fraction(double part, double all) { return all > 0 ? part / all : 0; }

}  // namespace

int shards_of(const Experiment& experiment) {
  const bool goes_on = experiment.network.initial_state == InitialState::kept;
  const bool whole = experiment.training.readout == ReadoutRule::ridge;
  if (goes_on || whole || !is_separable(experiment.loss)) return 1;
  return std::min(panels_for(experiment.training.batch), kMaxShards);
}

void add(ShardSum& sum, const ShardSum& next) {
  assert(sum.last == next.first);
  sum.last = next.last;
  sum.loss += next.loss;
  const std::size_t terms = std::min(sum.terms.size(), next.terms.size());
  for (std::size_t i = 0; i < terms; ++i) sum.terms[i] += next.terms[i];
  for (std::size_t i = 0; i < sum.gradient.values.size(); ++i)
    sum.gradient.values[i] += next.gradient.values[i];
}

SplitBatch::SplitBatch(const Experiment& experiment, const Masks& masks,
                       const PackedNetwork<float>& network, const TrialSource& source,
                       const std::vector<Panel<float>>& kept, Workspace& space)
    : experiment_(experiment),
      masks_(masks),
      network_(network),
      source_(source),
      kept_(kept),
      space_(space),
      trials_(draw_trials(experiment, source, experiment.training.batch)),
      steps_(longest(trials_)),
      all_(count(trials_)) {}

Portion SplitBatch::portion_of(std::span<const Trial> trials) const {
  const Portion part = count(trials);
  const bool first = trials.data() == trials_.data();
  return {fraction(part.trials, all_.trials), fraction(part.mask, all_.mask),
          fraction(part.first_mask, all_.first_mask), first ? 1.0 : 0.0};
}

ShardSum SplitBatch::shard(int index) {
  const int shards = shards_of(experiment_);
  const int panels = panels_for(static_cast<int>(trials_.size()));
  const std::size_t begin = static_cast<std::size_t>(first_panel(panels, shards, index) * kLanes);
  const std::size_t end = std::min(
      trials_.size(), static_cast<std::size_t>(first_panel(panels, shards, index + 1) * kLanes));
  const std::span<const Trial> trials(trials_.data() + begin, end - begin);
  TrialSource source = source_;
  source.first += static_cast<std::uint32_t>(begin);
  lay_out(experiment_, source, trials, steps_, space_.batch);
  space_.batch.initial_potential = kept_;
  const std::span<const float> alpha = alpha_of(network_.parameters, network_.dynamics);
  const RecurrentNoise noise =
      make_noise(stream_key(source.seed, source.noise, source.index, source.first / kLanes),
                 experiment_.network, alpha);
  simulate(network_, space_.batch, noise, space_.episode);
  const LossInput<float> input{space_.batch, space_.episode, network_.parameters, masks_.unit_area,
                               alpha};
  LossValue loss = evaluate_loss(experiment_.loss, input, space_.adjoint, portion_of(trials));
  backprop(network_, space_.episode, space_.adjoint);
  evaluate_after_backprop(experiment_.loss, input, space_.adjoint, loss);
  return {index, index + 1, loss.total, std::move(loss.terms), space_.adjoint.parameters};
}

ShardSum SplitBatch::sum(int first, int last) {
  assert(first < last);
  if (last - first == 1) return shard(first);
  const int middle = (first + last) / 2;
  ShardSum left = sum(first, middle);
  add(left, sum(middle, last));
  return left;
}

}  // namespace nn4n

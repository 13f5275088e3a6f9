#include "training/split_batch.h"

#include <algorithm>
#include <cassert>

#include "model/backprop.h"
#include "training/acts_of.h"

namespace nn4n {

namespace {

/// What the ways of sharing count in some trials; `parameters` stays 0.
Portion count(std::span<const Trial> trials) {
  Portion sums{
      .trials = static_cast<double>(trials.size()), .mask = 0, .first_mask = 0, .parameters = 0};
  for (const Trial& trial : trials) {
    for (int t = 0; t < trial.steps; ++t) {
      sums.first_mask += static_cast<double>(trial.mask_at(t, 0));
      for (int o = 0; o < trial.outputs; ++o) sums.mask += static_cast<double>(trial.mask_at(t, o));
    }
  }
  return sums;
}

double fraction(double part, double all) { return all > 0 ? part / all : 0; }

struct Range {
  std::size_t begin;
  std::size_t end;
};

/// The trials of a shard, as indices in the batch.
Range trials_of(const Experiment& experiment, int index) {
  const int trials = experiment.training.batch;
  const int shards = shards_of(experiment);
  const auto bound = [&](int shard) {
    return static_cast<std::size_t>(
        std::min(trials, first_bundle(bundles_for(trials), shards, shard) * kLanes));
  };
  return {bound(index), bound(index + 1)};
}

/// The work of a shard, in half bundles.
int effort_of(const Experiment& experiment, int index) {
  const auto [begin, end] = trials_of(experiment, index);
  constexpr std::size_t half = kLanes / 2;
  return static_cast<int>((end - begin + half - 1) / half);
}

}  // namespace

int shards_of(const Experiment& experiment) {
  const bool goes_on = experiment.network.initial_state == InitialState::kept;
  const bool whole = experiment.training.readout_rule == ReadoutRule::ridge;
  if (goes_on || whole || !is_separable(experiment.loss)) return 1;
  return std::min(bundles_for(experiment.training.batch), kMaxShards);
}

std::vector<int> parts_of(const Experiment& experiment, int workers) {
  const int shards = shards_of(experiment);
  assert(1 <= workers && workers <= shards);
  // Beginning at the end, every Worker takes as many shards as a bound allows. The smallest bound
  // within which the first Worker can do the rest is the answer.
  for (int bound = 1;; ++bound) {
    std::vector<int> parts(static_cast<std::size_t>(workers) + 1, 0);
    int begin = shards;
    for (std::size_t worker = parts.size() - 1; worker > 0; --worker) {
      parts[worker] = begin;
      const int least = static_cast<int>(worker) - 1;  // a shard for each Worker before
      int effort = 0;
      while (begin > least && effort + effort_of(experiment, begin - 1) <= bound)
        effort += effort_of(experiment, --begin);
    }
    if (begin == 0) return parts;
  }
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

ShardSum sum_of_parts(std::vector<ShardSum>& parts, int first, int last,
                      const std::function<ShardSum(int, int)>& compute) {
  const auto inside = [&](const ShardSum& part) {
    return part.first >= first && part.last <= last;
  };
  const auto part = std::find_if(parts.begin(), parts.end(), inside);
  if (part == parts.end()) return compute(first, last);
  if (part->first == first && part->last == last) return std::move(*part);
  const int middle = (first + last) / 2;
  ShardSum left = sum_of_parts(parts, first, middle, compute);
  add(left, sum_of_parts(parts, middle, last, compute));
  return left;
}

DrawnBatch::DrawnBatch(const Experiment& experiment, const TrialSource& from)
    : source(from),
      trials(draw_trials(experiment, from, experiment.training.batch)),
      steps(longest(trials)),
      all(count(trials)) {}

SplitBatch::SplitBatch(const Experiment& experiment, const Masks& masks,
                       const PackedNetwork<float>& network, const DrawnBatch& drawn,
                       const std::vector<Bundle<float>>& kept, Workspace& space)
    : experiment_(experiment),
      masks_(masks),
      network_(network),
      drawn_(drawn),
      kept_(kept),
      space_(space) {}

Portion SplitBatch::portion_of(std::span<const Trial> trials) const {
  const Portion part = count(trials);
  const Portion& all = drawn_.all;
  const bool first = trials.data() == drawn_.trials.data();
  return {.trials = fraction(part.trials, all.trials),
          .mask = fraction(part.mask, all.mask),
          .first_mask = fraction(part.first_mask, all.first_mask),
          .parameters = first ? 1.0 : 0.0};
}

ShardSum SplitBatch::shard(int index) {
  const auto [begin, end] = trials_of(experiment_, index);
  const std::span<const Trial> trials(drawn_.trials.data() + begin, end - begin);
  TrialSource source = drawn_.source;
  source.first += static_cast<std::uint32_t>(begin);
  lay_out(experiment_, source, trials, drawn_.steps, space_.batch);
  space_.batch.initial_potential = kept_;
  const std::span<const float> alpha = alpha_of(network_.parameters, network_.dynamics);
  const Acts acts = acts_of(experiment_, masks_, network_.parameters, alpha, trials);
  simulate(network_, space_.batch, noise_of(source, experiment_.network, alpha), space_.episode,
           acts);
  const LossInput<float> input{.batch = space_.batch,
                               .episode = space_.episode,
                               .parameters = network_.parameters,
                               .unit_area = masks_.unit_area,
                               .alpha = alpha};
  LossValue loss = evaluate_loss(experiment_.loss, input, space_.adjoint, portion_of(trials));
  backprop(network_, space_.episode, space_.adjoint, acts);
  evaluate_after_backprop(experiment_.loss, input, space_.adjoint, loss);
  return {.first = index,
          .last = index + 1,
          .loss = loss.total,
          .terms = std::move(loss.terms),
          .gradient = space_.adjoint.parameters};
}

ShardSum SplitBatch::sum(int first, int last) {
  assert(first < last);
  if (last - first == 1) return shard(first);
  const int middle = (first + last) / 2;
  ShardSum left = sum(first, middle);
  add(left, sum(middle, last));
  return left;
}

std::vector<ShardSum> SplitBatch::sums_within(int first, int last) {
  std::vector<ShardSum> sums;
  append_within(first, last, 0, shards_of(experiment_), sums);
  return sums;
}

/// Of the node [begin, end) of the tree.
void SplitBatch::append_within(int first, int last, int begin, int end,
                               std::vector<ShardSum>& sums) {
  if (end <= first || begin >= last) return;
  if (begin >= first && end <= last) return sums.push_back(sum(begin, end));
  const int middle = (begin + end) / 2;
  append_within(first, last, begin, middle, sums);
  append_within(first, last, middle, end, sums);
}

}  // namespace nn4n

#include "training/learn.h"

#include <cmath>

#include "training/ridge.h"
#include "training/schedule.h"

namespace nn4n {

bool take_gradient_step(const Training& training, const Constraints<float>& constraints,
                        std::span<const std::size_t> frozen, int iteration, ShardSum& sum,
                        Trained& trained, double& norm) {
  const auto mask = [&] {
    mask_gradient(constraints, trained.parameters, sum.gradient);
    for (const std::size_t k : frozen) sum.gradient.values[k] = 0;
  };
  mask();
  norm = clip_norm(sum.gradient, training.clip_norm);
  const bool shrinks = training.non_finite == NonFinite::shrink;
  if (!std::isfinite(sum.loss) || !std::isfinite(norm) || (shrinks && norm > kLongestGradient)) {
    if (!shrinks) return training.non_finite == NonFinite::skip;
    replace_gradient(trained.parameters, sum.gradient);
    mask();
  }
  clip_value(sum.gradient, training.clip_value);
  static const std::vector<float> as_is;
  std::vector<float> kept;  // momentum and decay would move them without a gradient
  for (const std::size_t k : frozen) kept.push_back(trained.parameters.values[k]);
  const double rate = training.learning_rate * schedule_factor(training.schedule, iteration);
  trained.optimiser.step(training, rate, sum.gradient,
                         constraints.scale_gradient ? as_is : constraints.update,
                         trained.parameters);
  for (std::size_t i = 0; i < kept.size(); ++i) trained.parameters.values[frozen[i]] = kept[i];
  return true;
}

bool solve_readout(const Experiment& now, const Masks& masks, const Workspace& space, double loss,
                   Trained& trained) {
  if (!std::isfinite(loss)) return false;
  const Weights& readout = now.network.readout_weights;
  const RidgeProblem problem{.present = masks.readout,
                             .bias = readout.bias != BiasDistribution::none && readout.bias_trained,
                             .lambda = now.training.ridge_penalty};
  solve_ridge(problem, space.batch, space.episode, trained.parameters);
  return true;
}

void keep_potentials(const Episode<float>& episode, std::vector<Bundle<float>>& kept) {
  kept = episode.final_potential;
  const auto units = static_cast<std::size_t>(episode.sizes.units);
  for (std::size_t k = 0; k < kept.size(); ++k) {
    const int lanes = episode.lanes(static_cast<int>(k / units));
    for (int lane = 0; lane < kLanes; ++lane) {
      if (lane >= lanes || !std::isfinite(kept[k][lane])) kept[k][lane] = 0;
    }
  }
}

}  // namespace nn4n

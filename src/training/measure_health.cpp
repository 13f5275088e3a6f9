#include "training/measure_health.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace nn4n {

namespace {

constexpr float kOfCeiling = 0.98f;  // from here on a rate counts as saturated

std::size_t size(int count) { return static_cast<std::size_t>(count); }

bool has_ceiling(ActivationKind kind) {
  return kind == ActivationKind::tanh || kind == ActivationKind::sigmoid ||
         kind == ActivationKind::retanh;
}

/// Root mean square of `width` bundles of a step, over the trials of the bundle.
float spread_of(const Bundle<float>* row, int width, int lanes) {
  double squares = 0;
  for (int n = 0; n < width; ++n) {
    for (int lane = 0; lane < lanes; ++lane)
      squares += std::pow(static_cast<double>(row[n][lane]), 2);
  }
  return static_cast<float>(std::sqrt(squares / (width * lanes)));
}

/// The largest |W_in u| of a unit in these trials, without noise.
double largest_drive(std::span<const Trial> trials, std::span<const float> weights) {
  double most = 0;
  for (const Trial& trial : trials) {
    for (int t = 0; t < trial.steps; ++t) {
      double sum = 0;
      for (int i = 0; i < trial.inputs; ++i)
        sum += static_cast<double>(weights[size(i)]) * static_cast<double>(trial.input_at(t, i));
      most = std::max(most, std::fabs(sum));
    }
  }
  return most;
}

/// Variance of v that noise alone would cause: of a leaky integrator that gets s N(0, 1) every
/// step.
double variance_of_noise(const Experiment& experiment, std::span<const float> weights, double alpha,
                         double scale) {
  const double leak = 1 - std::pow(1 - alpha, 2);
  double squares = 0;
  for (const float w : weights) squares += std::pow(static_cast<double>(w), 2);
  const double sigma = experiment.network.input_noise;
  const double per_step = sigma * sigma * 2 / input_alpha(experiment.network);
  return (scale * scale + alpha * alpha * per_step * squares) / leak;
}

void measure_noise(const Experiment& experiment, const TrialRun& run,
                   const PackedNetwork<float>& network, Health& health) {
  const auto weights = network.parameters.of(Tensor::input_weight);
  const auto alpha = alpha_of(network.parameters, network.dynamics);
  const RecurrentNoise noise = make_noise({}, experiment.network, alpha);
  const std::size_t inputs = size(run.batch.inputs);
  double drives = 0, variances = 0, units = 0;
  for (std::size_t n = 0; inputs > 0 && n < alpha.size(); ++n) {
    const auto row = weights.subspan(n * inputs, inputs);
    const double drive = largest_drive(run.trials, row);
    if (drive == 0) continue;
    ++units;
    drives += drive * drive;
    variances += variance_of_noise(experiment, row, static_cast<double>(alpha[n]),
                                   noise.scale.empty() ? 0 : static_cast<double>(noise.scale[n]));
  }
  if (units == 0) return;
  health.drive = static_cast<float>(std::sqrt(drives / units));
  health.noise = static_cast<float>(std::sqrt(variances / units));
}

}  // namespace

RateMeasure::RateMeasure(const Dynamics<float>& dynamics)
    : dynamics_(dynamics),
      sum_(dynamics.activation.size()),
      most_(dynamics.activation.size()),
      at_ceiling_(dynamics.activation.size()) {}

void RateMeasure::add(const TrialRun& run) {
  for (std::size_t b = 0; b < run.trials.size(); ++b) {
    const int bundle = static_cast<int>(b) / kLanes;
    const int lane = static_cast<int>(b) % kLanes;
    samples_ += run.trials[b].steps;
    for (int t = 1; t <= run.trials[b].steps; ++t) {
      const Bundle<float>* rates = run.episode.state_at(bundle, t);
      for (std::size_t n = 0; n < sum_.size(); ++n) {
        const float rate = rates[n][lane];
        sum_[n] += static_cast<double>(rate);
        most_[n] = std::max(most_[n], std::fabs(rate));
        at_ceiling_[n] += std::fabs(rate) > kOfCeiling ? 1 : 0;
      }
    }
  }
}

void RateMeasure::write_to(Health& health) const {
  const double samples = std::max(samples_, 1.0);
  health.mean_rate.clear();
  health.saturated.clear();
  for (std::size_t n = 0; n < sum_.size(); ++n) {
    const bool bounded = has_ceiling(dynamics_.activation[n]);
    health.mean_rate.push_back(static_cast<float>(sum_[n] / samples));
    health.saturated.push_back(bounded ? static_cast<float>(at_ceiling_[n] / samples) : 0);
  }
  health.most_rate = most_;
}

void measure_trial(const Experiment& experiment, Evaluator& evaluator, const TrialSource& source,
                   Health& health) {
  const TrialRun run = evaluator.run(source, kLanes);
  const Adjoint<float>& adjoint = evaluator.adjoint_of(run);
  health.activity.clear();
  health.gradient.clear();
  for (int t = 1; t <= run.episode.steps; ++t) {
    const int units = run.episode.sizes.units;
    health.activity.push_back(spread_of(run.episode.state_at(0, t), units, kLanes));
    health.gradient.push_back(spread_of(adjoint.potential_at(0, t), units, kLanes));
  }
  measure_noise(experiment, run, evaluator.network(), health);
}

float update_ratio(const Parameters<float>& before, const Parameters<float>& after) {
  double moved = 0, length = 0;
  for (std::size_t i = 0; i < before.values.size() && i < after.values.size(); ++i) {
    const double was = static_cast<double>(before.values[i]);
    moved += std::pow(static_cast<double>(after.values[i]) - was, 2);
    length += was * was;
  }
  return length > 0 ? static_cast<float>(std::sqrt(moved / length)) : 0;
}

std::string not_finite_in(const ShardSum& sum) {
  static constexpr std::array<std::string_view, kTensors> names{
      "input weights",   "input biases",   "recurrent weights",  "recurrent biases",
      "readout weights", "readout biases", "initial potentials", "time constants"};
  for (const Tensor tensor : kAllTensors) {
    for (const float value : sum.gradient.of(tensor)) {
      if (!std::isfinite(value))
        return std::string("the gradient of the ").append(names[static_cast<std::size_t>(tensor)]);
    }
  }
  return std::isfinite(sum.loss) ? "" : "the loss";
}

}  // namespace nn4n

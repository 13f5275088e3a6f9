#include "tasks/ideal_observer.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/elementary.h"
#include "base/normal.h"
#include "tasks/draw.h"

namespace nn4n {

namespace {

/// Mean and variance of the log likelihood ratio of one sample.
struct LikelihoodRatio {
  double mean = 0;
  double variance = 0;
};

/// log(p / q) of the probabilities of a sample that is 0. If one of them is too small to be told
/// from 0, there will be no such sample.
double log_ratio(double p, double q) {
  if (p <= 1e-15 || q <= 1e-15) return 0;
  return double{log32<float>(static_cast<float>(p / q))};
}

LikelihoodRatio ratio_of(double x, double other, const InputNoise& noise) {
  const double s = noise.deviation;
  const double k = (x - other) / (s * s);
  if (!noise.rectified) return {k * (x - other) / 2, k * (x - other)};
  const double middle = (x + other) / 2;
  const double zero = normal_probability(-x / s);
  const double above = 1 - zero;
  const double density = normal_density(x / s);
  const double first = x * above + s * density;
  const double second = (x * x + s * s) * above + x * s * density;
  const double at_zero = log_ratio(zero, normal_probability(-other / s));
  const double mean = k * (first - middle * above) + zero * at_zero;
  const double square =
      k * k * (second - 2 * middle * first + middle * middle * above) + zero * at_zero * at_zero;
  return {mean, square - mean * mean};
}

}  // namespace

InputNoise input_noise_of(const Experiment& experiment) {
  return {.deviation = noise_deviation(experiment.network),
          .rectified = task_of(experiment).shape(experiment.task).rectified_input};
}

double probability_correct(const Trial& trial, std::span<const float> other,
                           const InputNoise& noise) {
  std::map<std::pair<float, float>, int> samples;  // what is shown and what might have been
  for (std::size_t i = 0; i < other.size(); ++i) {
    if (trial.input[i] != other[i]) ++samples[{trial.input[i], other[i]}];
  }
  if (samples.empty()) return 0.5;
  if (noise.deviation <= 0) return 1;
  LikelihoodRatio sum;
  for (const auto& [pair, count] : samples) {
    const LikelihoodRatio one = ratio_of(double{pair.first}, double{pair.second}, noise);
    sum.mean += count * one.mean;
    sum.variance += count * one.variance;
  }
  if (sum.variance <= 0) return 0.5;
  return std::max(0.5, normal_probability(sum.mean / std::sqrt(sum.variance)));
}

double ideal_of(const Experiment& experiment, const Trial& trial) {
  const std::vector<float> other = task_of(experiment).other_inputs(experiment.task, trial);
  if (other.empty() || other.size() != trial.input.size()) return kNoIdeal;
  return probability_correct(trial, other, input_noise_of(experiment));
}

}  // namespace nn4n

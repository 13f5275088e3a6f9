#include "analysis/errors.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

namespace {

/// A signed error and the value against which it is sorted.
struct Sample {
  double value, error;
};

ErrorPoint point_of(std::span<const Sample> samples) {
  ErrorPoint point;
  point.trials = static_cast<int>(samples.size());
  for (const Sample& sample : samples) point.value += sample.value, point.mean += sample.error;
  point.value /= point.trials;
  point.mean /= point.trials;
  double squares = 0;
  for (const Sample& sample : samples)
    squares += (sample.error - point.mean) * (sample.error - point.mean);
  if (point.trials > 1) point.deviation = std::sqrt(squares / (point.trials - 1));
  point.interval = interval_of_deviation(point.deviation, point.trials);
  return point;
}

std::vector<ErrorPoint> points_of(std::vector<Sample> samples, std::size_t most) {
  std::stable_sort(samples.begin(), samples.end(),
                   [](const Sample& a, const Sample& b) { return a.value < b.value; });
  std::size_t values = samples.empty() ? 0 : 1;
  for (std::size_t i = 1; i < samples.size(); ++i)
    values += samples[i].value != samples[i - 1].value;
  const std::size_t per_bin =
      values <= most ? 1 : (samples.size() + most - 1) / std::max<std::size_t>(most, 1);
  std::vector<ErrorPoint> points;
  for (std::size_t begin = 0; begin < samples.size();) {
    std::size_t end = std::min(begin + per_bin, samples.size());
    while (end < samples.size() && samples[end].value == samples[end - 1].value) ++end;
    points.push_back(point_of(std::span(samples).subspan(begin, end - begin)));
    begin = end;
  }
  return points;
}

std::optional<LineFit> growth_of(const std::vector<Sample>& samples) {
  std::vector<double> values, sizes;
  for (const Sample& sample : samples) {
    values.push_back(sample.value);
    sizes.push_back(std::fabs(sample.error));
  }
  return fit_line(values, sizes);
}

std::vector<Sample> errors_of(const Behaviour& behaviour, std::size_t condition) {
  std::vector<Sample> samples;
  for (std::size_t b = 0; b < behaviour.trials.size(); ++b) {
    const float error = behaviour.trials[b].error;
    if (error == kNoAnswer) continue;
    samples.push_back({double{behaviour.condition(b, condition)}, double{error}});
  }
  return samples;
}

std::vector<Sample> distances_from_line(const Behaviour& behaviour) {
  const std::optional<LineFit> line = production(behaviour).line;
  std::vector<Sample> samples;
  if (!line) return samples;
  const auto condition = static_cast<std::size_t>(behaviour.timed_condition);
  for (std::size_t b = 0; b < behaviour.trials.size(); ++b) {
    const double time_ms = double{behaviour.trials[b].time_ms};
    const double measured_ms = double{behaviour.condition(b, condition)};
    if (time_ms < 0) continue;
    samples.push_back({measured_ms, time_ms - line->intercept - line->slope * measured_ms});
  }
  return samples;
}

}  // namespace

Interval interval_of_deviation(double deviation, int trials) {
  if (trials < 2) return {0, INFINITY};
  const double n = trials - 1;
  const auto quantile = [&](double z) {  // of χ² / n
    const double root = 1 - 2 / (9 * n) + z * std::sqrt(2 / (9 * n));
    return root * root * root;
  };
  const double least = quantile(-kNormalQuantile);
  return {deviation / std::sqrt(quantile(kNormalQuantile)),
          least > 0 ? deviation / std::sqrt(least) : INFINITY};
}

std::vector<ErrorPoint> errors_by(const Behaviour& behaviour, std::size_t condition,
                                  std::size_t most) {
  return points_of(errors_of(behaviour, condition), most);
}

std::optional<LineFit> growth_of_errors(const Behaviour& behaviour, std::size_t condition) {
  return growth_of(errors_of(behaviour, condition));
}

std::vector<ErrorPoint> spread_of_production(const Behaviour& behaviour, std::size_t most) {
  return points_of(distances_from_line(behaviour), most);
}

std::optional<LineFit> growth_of_spread(const Behaviour& behaviour) {
  return growth_of(distances_from_line(behaviour));
}

}  // namespace nn4n

#include "analysis/production.h"

#include <cmath>
#include <map>

namespace nn4n {

namespace {

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

ProducedPoint point_of(double measured_ms, std::span<const double> produced) {
  ProducedPoint point{measured_ms, mean_of(produced), 0, static_cast<int>(produced.size())};
  double squares = 0;
  for (const double value : produced) squares += (value - point.mean_ms) * (value - point.mean_ms);
  if (point.trials > 1) point.deviation_ms = std::sqrt(squares / (point.trials - 1));
  return point;
}

}  // namespace

std::optional<LineFit> fit_line(std::span<const double> xs, std::span<const double> ys) {
  const double n = static_cast<double>(xs.size());
  if (xs.size() < 3) return std::nullopt;
  const double mean_x = mean_of(xs);
  const double mean_y = mean_of(ys);
  double sxx = 0;
  double sxy = 0;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    sxx += (xs[i] - mean_x) * (xs[i] - mean_x);
    sxy += (xs[i] - mean_x) * (ys[i] - mean_y);
  }
  if (sxx <= 0) return std::nullopt;
  LineFit fit;
  fit.slope = sxy / sxx;
  fit.intercept = mean_y - fit.slope * mean_x;
  double rest = 0;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const double error = ys[i] - fit.intercept - fit.slope * xs[i];
    rest += error * error;
  }
  fit.scatter = std::sqrt(rest / (n - 2));
  const double half =
      student_quantile(static_cast<int>(xs.size()) - 2) * fit.scatter / std::sqrt(sxx);
  fit.slope_interval = {fit.slope - half, fit.slope + half};
  return fit;
}

Production production(const Behaviour& behaviour) {
  const auto condition = static_cast<std::size_t>(behaviour.timed_condition);
  Production result;
  std::vector<double> measured, produced;
  std::map<float, std::vector<double>> by_interval;
  for (std::size_t b = 0; b < behaviour.trials.size(); ++b) {
    const double time_ms = double{behaviour.trials[b].time_ms};
    result.missing += time_ms < 0;
    if (time_ms < 0) continue;
    const float interval_ms = behaviour.condition(b, condition);
    measured.push_back(double{interval_ms});
    produced.push_back(time_ms);
    by_interval[interval_ms].push_back(time_ms);
  }
  for (const auto& [interval_ms, times] : by_interval)
    result.points.push_back(point_of(double{interval_ms}, times));
  result.line = fit_line(measured, produced);
  result.bias_ms = mean_of(produced) - mean_of(measured);
  return result;
}

}  // namespace nn4n

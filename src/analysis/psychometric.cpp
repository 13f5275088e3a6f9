#include "analysis/psychometric.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace nn4n {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kPrior = 0.02;  // precision of intercept and scaled slope around 0
constexpr int kSteps = 50;

double largest_stimulus(std::span<const PsychometricPoint> points) {
  double largest = 0;
  for (const PsychometricPoint& p : points) {
    if (p.trials > 0) largest = std::max(largest, std::fabs(p.stimulus));
  }
  return largest;
}

bool two_stimuli(std::span<const PsychometricPoint> points) {
  const PsychometricPoint* first = nullptr;
  for (const PsychometricPoint& p : points) {
    if (p.trials <= 0) continue;
    if (first && first->stimulus != p.stimulus) return true;
    if (!first) first = &p;
  }
  return false;
}

/// The gradient and the curvature of the log posterior at intercept a and slope b, for
/// scaled stimuli.
struct Newton {
  double ga, gb, haa, hab, hbb;
  double determinant() const { return haa * hbb - hab * hab; }
};

Newton newton_at(std::span<const PsychometricPoint> points, double scale, double a, double b) {
  Newton n{.ga = -kPrior * a, .gb = -kPrior * b, .haa = kPrior, .hab = 0, .hbb = kPrior};
  for (const PsychometricPoint& p : points) {
    if (p.trials <= 0) continue;
    const double x = p.stimulus / scale;
    const double mean = 1 / (1 + std::exp(-(a + b * x)));
    const double rest = p.chosen - p.trials * mean;
    const double weight = p.trials * mean * (1 - mean);
    n.ga += rest;
    n.gb += rest * x;
    n.haa += weight;
    n.hab += weight * x;
    n.hbb += weight * x * x;
  }
  return n;
}

/// The interval of the x at which a + b x, which is normally distributed, may be 0. It lies between
/// the roots of (a + b x)² = z² (var a + 2 x cov + x² var b).
Interval fieller(double a, double b, const Newton& curvature) {
  const double determinant = curvature.determinant();
  constexpr double z2 = kNormalQuantile * kNormalQuantile;
  const double var_a = curvature.hbb / determinant;
  const double var_b = curvature.haa / determinant;
  const double covariance = -curvature.hab / determinant;
  const double square = b * b - z2 * var_b;
  const double half = a * b - z2 * covariance;
  const double constant = a * a - z2 * var_a;
  const double under = half * half - square * constant;
  if (square <= 0 || under < 0) return {-kInfinity, kInfinity};
  return {(-half - std::sqrt(under)) / square, (-half + std::sqrt(under)) / square};
}

LogisticFit with_intervals(double a, double b, double scale, const Newton& curvature) {
  LogisticFit fit;
  fit.curve = {-a / b * scale, b / scale};
  const Interval bias = fieller(a, b, curvature);
  fit.bias = {bias.low * scale, bias.high * scale};
  const double half = kNormalQuantile * std::sqrt(curvature.haa / curvature.determinant());
  fit.slope = {(b - half) / scale, (b + half) / scale};
  const bool zero_inside = fit.slope.low <= 0 && fit.slope.high >= 0;
  const auto [weak, steep] = std::minmax({std::fabs(fit.slope.low), std::fabs(fit.slope.high)});
  fit.threshold = {std::log(3.0) / steep, zero_inside ? kInfinity : std::log(3.0) / weak};
  return fit;
}

}  // namespace

double Logistic::at(double x) const { return 1 / (1 + std::exp(-slope * (x - bias))); }

double Logistic::threshold() const { return std::log(3.0) / std::fabs(slope); }

std::vector<PsychometricPoint> psychometric_points(const Behaviour& behaviour, int axis,
                                                   std::span<const std::size_t> trials) {
  std::map<float, PsychometricPoint> points;
  for (const std::size_t b : trials) {
    const JudgedTrial& trial = behaviour.trials[b];
    if (trial.choice < 0) continue;
    const float x =
        axis == kStimulus ? trial.stimulus : behaviour.condition(b, static_cast<std::size_t>(axis));
    PsychometricPoint& point = points[x];
    point.stimulus = double{x};
    ++point.trials;
    point.chosen += trial.choice == behaviour.curve_choice;
  }
  std::vector<PsychometricPoint> list;
  for (const auto& [x, point] : points) list.push_back(point);
  return list;
}

std::vector<PsychometricPoint> thinned_out(std::span<const PsychometricPoint> points,
                                           std::size_t most) {
  std::vector<PsychometricPoint> few;
  const std::size_t count = std::min(points.size(), most);
  for (std::size_t k = 0; k < count; ++k) {
    PsychometricPoint sum;
    for (std::size_t i = k * points.size() / count; i < (k + 1) * points.size() / count; ++i) {
      sum.stimulus += points[i].stimulus * points[i].trials;
      sum.chosen += points[i].chosen;
      sum.trials += points[i].trials;
    }
    if (sum.trials == 0) continue;
    sum.stimulus /= sum.trials;
    few.push_back(sum);
  }
  return few;
}

std::optional<LogisticFit> fit_logistic(std::span<const PsychometricPoint> points) {
  if (!two_stimuli(points)) return std::nullopt;
  const double scale = largest_stimulus(points);
  double a = 0;
  double b = 0;
  for (int k = 0; k < kSteps; ++k) {
    const Newton n = newton_at(points, scale, a, b);
    const double da = (n.hbb * n.ga - n.hab * n.gb) / n.determinant();
    const double db = (n.haa * n.gb - n.hab * n.ga) / n.determinant();
    const double size = std::hypot(da, db);
    const double part = size > 2 ? 2 / size : 1;
    a += part * da;
    b += part * db;
    if (size < 1e-9) break;
  }
  if (std::fabs(b) < 1e-9) return std::nullopt;
  return with_intervals(a, b, scale, newton_at(points, scale, a, b));
}

}  // namespace nn4n

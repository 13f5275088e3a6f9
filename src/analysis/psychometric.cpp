#include "analysis/psychometric.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

namespace {

constexpr double kZ = 1.959964;  // 97.5 % of the standard normal
constexpr double kPrior = 0.02;  // precision of intercept and scaled slope around 0
constexpr int kSteps = 50;

double largest_stimulus(std::span<const PsychometricPoint> points) {
  double largest = 0;
  for (const PsychometricPoint& p : points) {
    if (p.trials > 0) largest = std::max(largest, std::fabs(double{p.stimulus}));
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

/// Gradient and curvature of the log posterior at intercept a and slope b (of scaled stimuli).
struct Newton {
  double ga, gb, haa, hab, hbb;
};

Newton newton_at(std::span<const PsychometricPoint> points, double scale, double a, double b) {
  Newton n{-kPrior * a, -kPrior * b, kPrior, 0, kPrior};
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

}  // namespace

Interval wilson(int chosen, int trials) {
  if (trials <= 0) return {};
  const double n = trials;
  const double p = chosen / n;
  const double centre = (p + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
  const double half = kZ / (1 + kZ * kZ / n) * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

double Logistic::at(double x) const { return 1 / (1 + std::exp(-slope * (x - bias))); }

std::optional<Logistic> fit_logistic(std::span<const PsychometricPoint> points) {
  if (!two_stimuli(points)) return std::nullopt;
  const double scale = largest_stimulus(points);
  double a = 0;
  double b = 0;
  for (int k = 0; k < kSteps; ++k) {
    const Newton n = newton_at(points, scale, a, b);
    const double determinant = n.haa * n.hbb - n.hab * n.hab;
    const double da = (n.hbb * n.ga - n.hab * n.gb) / determinant;
    const double db = (n.haa * n.gb - n.hab * n.ga) / determinant;
    const double size = std::hypot(da, db);
    const double part = size > 2 ? 2 / size : 1;
    a += part * da;
    b += part * db;
    if (size < 1e-9) break;
  }
  if (std::fabs(b) < 1e-9) return std::nullopt;
  return Logistic{-a / b * scale, b / scale};
}

}  // namespace nn4n

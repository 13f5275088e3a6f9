#include "parity/comparison.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace nn4n {

namespace {

/// How much of its limit a difference uses; above 1 it is over.
double share(double difference, double allowed) {
  if (!std::isfinite(difference)) return INFINITY;
  if (difference == 0) return 0;
  return allowed > 0 ? difference / allowed : INFINITY;
}

/// Where the package could not compute a number, ours need only be one.
double difference_between(double found, double expected) {
  if (!std::isnan(expected)) return std::abs(found - expected);
  return std::isfinite(found) ? 0 : INFINITY;
}

}  // namespace

double largest(const std::vector<double>& values) {
  double size = 0;
  for (const double value : values) size = std::max(size, std::abs(value));
  return size;
}

Comparison compare(std::string quantity, const std::vector<double>& found,
                   const std::vector<double>& expected,
                   const std::function<double(std::size_t)>& allowed) {
  assert(found.size() == expected.size());
  Comparison worst{std::move(quantity), 0, expected.empty() ? 0 : allowed(0), expected.empty()};
  double most = -1;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double difference = difference_between(found[i], expected[i]);
    const double used = share(difference, allowed(i));
    if (used <= most) continue;
    most = used;
    worst.difference = difference;
    worst.allowed = allowed(i);
    worst.over = used > 1;
  }
  return worst;
}

Comparison compare(std::string quantity, double found, double expected, double allowed) {
  return compare(std::move(quantity), std::vector{found}, std::vector{expected},
                 [&](std::size_t) { return allowed; });
}

Comparison compare_traces(std::string quantity, const std::vector<double>& found,
                          const std::vector<double>& expected, double scale,
                          const Tolerance& tolerance) {
  const double array = largest(expected);
  return compare(std::move(quantity), found, expected, [&](std::size_t i) {
    const double size = tolerance.noisy_adam ? array : std::abs(expected[i]);
    return scale * std::max(1.0, size);
  });
}

Comparison compare_loss(std::string quantity, double found, double expected,
                        const Tolerance& tolerance) {
  if (std::isnan(expected)) return compare_undefined(quantity, found);
  return compare(std::move(quantity), found, expected,
                 tolerance.loss_relative * std::abs(expected) + tolerance.loss_absolute);
}

Comparison compare_gradient(std::string quantity, const std::vector<double>& found,
                            const std::vector<double>& expected, const Tolerance& tolerance) {
  const double scale = tolerance.gradient * std::max(tolerance.gradient_floor, largest(expected));
  return compare(std::move(quantity), found, expected, [&](std::size_t i) {
    return scale + tolerance.gradient_relative * std::abs(expected[i]);
  });
}

Comparison compare_undefined(const std::string& quantity, double found) {
  return {quantity + " (not a number in NN4N, a number here)", 0, 0, !std::isfinite(found)};
}

}  // namespace nn4n

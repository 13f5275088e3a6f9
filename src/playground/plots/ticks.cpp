#include "playground/plots/ticks.h"

#include <algorithm>
#include <cmath>

#include "editing/words.h"

namespace nn4n::playground {

namespace {

constexpr double kSlack = 1e-9;  // of the range: rounding must not lose a tick at an end

double ticks_between(double low, double high, double step) {
  const double slack = (high - low) * kSlack;
  return std::floor((high + slack) / step) - std::ceil((low - slack) / step) + 1;
}

/// The smallest of the nice steps that leaves at most `count` ticks.
double nice_step(double low, double high, int count) {
  const double finest = (high - low) / (std::max(count, 2) + 1);
  for (double power = std::pow(10.0, std::floor(std::log10(finest)));; power *= 10) {
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
      if (ticks_between(low, high, factor * power) <= std::max(count, 2)) return factor * power;
    }
  }
}

bool within(double value, double low, double high) {
  return value >= low * (1 - kSlack) && value <= high * (1 + kSlack);
}

}  // namespace

std::vector<Tick> linear_ticks(double low, double high, int count) {
  std::vector<Tick> ticks;
  if (!(high > low)) return ticks;
  const double step = nice_step(low, high, count);
  const double slack = (high - low) * kSlack;
  const double first = std::ceil((low - slack) / step);
  const double last = std::floor((high + slack) / step);
  for (double k = first; k <= last; ++k) ticks.push_back({k * step, compact(k * step, 6)});
  return ticks;
}

std::vector<Tick> log_ticks(double low, double high, int count) {
  std::vector<Tick> ticks;
  if (!(low > 0) || !(high > low)) return ticks;
  const int first = static_cast<int>(std::floor(std::log10(low) - kSlack));
  const int last = static_cast<int>(std::ceil(std::log10(high) + kSlack));
  int powers = 0;
  for (int p = first; p <= last; ++p) powers += within(std::pow(10.0, p), low, high) ? 1 : 0;
  const int every = std::max(1, (powers + count - 1) / std::max(count, 1));
  for (int p = first; p <= last; ++p) {
    for (int m = 1; m < 10; ++m) {
      const double value = m * std::pow(10.0, p);
      if (!within(value, low, high)) continue;
      const bool named =
          m == 1 ? (p - first) % every == 0 || powers <= count : powers < 2 && (m == 2 || m == 5);
      ticks.push_back({value, named ? compact(value, 1) : ""});
    }
  }
  return ticks;
}

}  // namespace nn4n::playground

#include "analysis/logistic_likelihood.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/psychometric.h"

namespace nn4n {

namespace {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

double log_sigmoid(double x) {
  return x < 0 ? x - std::log1p(std::exp(x)) : -std::log1p(std::exp(-x));
}

struct Falling {
  double value, derivative;
};

/// The zero of a function that falls from `low` to `high`: Newton's method, and halving where that
/// would leave the bracket. An end of the bracket when the function does not change its sign.
template <class Function>
double falling_zero(double low, double high, double start, const Function& function) {
  constexpr int kSteps = 100;
  double at = std::clamp(start, low, high);
  for (int k = 0; k < kSteps; ++k) {
    const Falling here = function(at);
    (here.value > 0 ? low : high) = at;
    double next = here.derivative < 0 ? at - here.value / here.derivative : high + 1;
    if (!(next > low && next < high)) next = (low + high) / 2;
    const double moved = std::fabs(next - at);
    at = next;
    if (moved <= 1e-10 * (1 + std::fabs(at))) break;
  }
  return at;
}

/// The intercept that fits best with this slope.
double intercept_at(const LogisticData& data, double slope, double start) {
  double chosen = 0, other = 0;
  for (const LogisticCounts& c : data) chosen += c.chosen, other += c.other;
  constexpr double kAlmostNone = 1e-12;  // all that was chosen may have been lapses
  const double middle = std::log((chosen + kAlmostNone) / (other + kAlmostNone));
  const double reach = std::fabs(slope) + 1e-9;
  return falling_zero(middle - reach, middle + reach, start, [&](double intercept) {
    Falling sum{0, 0};
    for (const LogisticCounts& c : data) {
      const double p = sigmoid(intercept + slope * c.x);
      sum.value += c.chosen - (c.chosen + c.other) * p;
      sum.derivative -= (c.chosen + c.other) * p * (1 - p);
    }
    return sum;
  });
}

/// The slope that fits best with this bias.
double slope_at(const LogisticData& data, double bias, double most) {
  return falling_zero(-most, most, 0, [&](double slope) {
    Falling sum{0, 0};
    for (const LogisticCounts& c : data) {
      const double x = c.x - bias;
      const double p = sigmoid(slope * x);
      sum.value += (c.chosen - (c.chosen + c.other) * p) * x;
      sum.derivative -= (c.chosen + c.other) * p * (1 - p) * x * x;
    }
    return sum;
  });
}

/// The derivatives of the log likelihood over the slope, with the best intercept at each.
Falling profile_slope(const LogisticData& data, double slope, double& intercept) {
  intercept = intercept_at(data, slope, intercept);
  double value = 0, aa = 0, ab = 0, bb = 0;
  for (const LogisticCounts& c : data) {
    const double p = sigmoid(intercept + slope * c.x);
    const double weight = (c.chosen + c.other) * p * (1 - p);
    value += (c.chosen - (c.chosen + c.other) * p) * c.x;
    aa += weight;
    ab += weight * c.x;
    bb += weight * c.x * c.x;
  }
  return {value, aa > 0 ? ab * ab / aa - bb : 0};
}

/// The intercept and slope that fit best without lapses, `most` being the largest slope.
LogisticMaximum best_line(const LogisticData& data, const Held& held, double most) {
  LogisticMaximum line;
  if (held.slope) {
    line.slope = *held.slope;
    line.intercept = intercept_at(data, line.slope, 0);
  } else if (held.bias) {
    line.slope = slope_at(data, *held.bias, most);
    line.intercept = -line.slope * *held.bias;
  } else {
    line.slope = falling_zero(
        -most, most, 0, [&](double slope) { return profile_slope(data, slope, line.intercept); });
    line.intercept = intercept_at(data, line.slope, line.intercept);
  }
  return line;
}

/// Fills in how likely the data are under the parameters.
void weigh(const LogisticData& data, LogisticMaximum& at) {
  const double random = at.lapse / 2;
  at.log_likelihood = 0;
  for (const LogisticCounts& c : data) {
    const double x = at.intercept + at.slope * c.x;
    const auto log_of = [&](double way) {
      return random > 0 ? std::log(random + (1 - at.lapse) * sigmoid(way)) : log_sigmoid(way);
    };
    if (c.chosen > 0) at.log_likelihood += c.chosen * log_of(x);
    if (c.other > 0) at.log_likelihood += c.other * log_of(-x);
  }
}

/// How much of each count was not a lapse, on average, and in `lapses` how many trials were.
LogisticData without_lapses(const LogisticData& data, const LogisticMaximum& at, double& lapses) {
  LogisticData rest = data;
  lapses = 0;
  for (LogisticCounts& c : rest) {
    const double p = sigmoid(at.intercept + at.slope * c.x);
    const double random = at.lapse / 2;
    const double chosen = c.chosen * random / (random + (1 - at.lapse) * p);
    const double other = c.other * random / (random + (1 - at.lapse) * (1 - p));
    c.chosen -= chosen;
    c.other -= other;
    lapses += chosen + other;
  }
  return rest;
}

/// Climbs to the maximum with a lapse rate, from `at`.
LogisticMaximum climb(const LogisticData& data, const Held& held, double most, LogisticMaximum at) {
  constexpr int kSteps = 400;
  constexpr double kEnough = 1e-7;  // of log likelihood
  double trials = 0;
  for (const LogisticCounts& c : data) trials += c.chosen + c.other;
  weigh(data, at);
  for (int k = 0; k < kSteps; ++k) {
    double lapses = 0;
    const LogisticData rest = without_lapses(data, at, lapses);
    LogisticMaximum next = best_line(rest, held, most);
    next.lapse = held.lapse.value_or(std::min(lapses / trials, kMostLapses));
    weigh(data, next);
    const double gain = next.log_likelihood - at.log_likelihood;
    at = next;
    if (gain < kEnough) break;
  }
  return at;
}

}  // namespace

double steepest(const LogisticData& data) {
  std::vector<double> xs;
  for (const LogisticCounts& c : data) xs.push_back(c.x);
  std::sort(xs.begin(), xs.end());
  double gap = 2;
  for (std::size_t i = 1; i < xs.size(); ++i) {
    if (xs[i] > xs[i - 1]) gap = std::min(gap, xs[i] - xs[i - 1]);
  }
  return 80 / std::max(gap, 1e-6);
}

LogisticMaximum maximise(const LogisticData& data, const Held& held) {
  constexpr double kUsualLapses = 0.03;
  const double most = steepest(data);
  LogisticMaximum best = best_line(data, held, most);
  weigh(data, best);
  if (!held.lapses || held.lapse == 0.0) return best;
  LogisticMaximum start = best;
  start.lapse = held.lapse.value_or(kUsualLapses);
  const LogisticMaximum climbed = climb(data, held, most, start);
  return held.lapse || climbed.log_likelihood > best.log_likelihood ? climbed : best;
}

}  // namespace nn4n

#include "analysis/psychometric.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "analysis/logistic_likelihood.h"

namespace nn4n {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// Half the 95 % quantile of χ² with one degree of freedom: so much less may the log likelihood be.
constexpr double kAllowed = kNormalQuantile * kNormalQuantile / 2;
constexpr int kFewTrials = 10;

/// The points with trials, in units of the largest stimulus.
LogisticData scaled_data(std::span<const PsychometricPoint> points, double& scale) {
  scale = 0;
  for (const PsychometricPoint& p : points) {
    if (p.trials > 0) scale = std::max(scale, std::fabs(p.stimulus));
  }
  LogisticData data;
  for (const PsychometricPoint& p : points) {
    if (p.trials <= 0) continue;
    const double chosen = p.chosen;
    data.push_back({scale > 0 ? p.stimulus / scale : 0, chosen, p.trials - chosen});
  }
  return data;
}

bool can_be_fitted(const LogisticData& data) {
  const auto chosen = [](const LogisticCounts& c) { return c.chosen > 0; };
  const auto other = [](const LogisticCounts& c) { return c.other > 0; };
  const auto elsewhere = [&](const LogisticCounts& c) { return c.x != data.front().x; };
  return std::any_of(data.begin(), data.end(), chosen) &&
         std::any_of(data.begin(), data.end(), other) &&
         std::any_of(data.begin(), data.end(), elsewhere);
}

/// Where `lack`, which is negative at `inside` and rises on the way to `outside`, is 0; `outside`
/// when it is negative there, too. The method is regula falsi in the form called Illinois (Dowell &
/// Jarratt 1971).
template <class Lack>
double edge(double inside, double outside, const Lack& lack) {
  constexpr int kSteps = 60;
  double low = lack(inside);
  double high = lack(outside);
  if (high <= 0) return outside;
  int side = 0;
  for (int k = 0; k < kSteps; ++k) {
    const double middle = (inside * high - outside * low) / (high - low);
    const double value = lack(middle);
    if (std::fabs(value) < 1e-7) return middle;
    if (value > 0) {
      outside = middle, high = value;
      if (side == 1) low /= 2;
      side = 1;
    } else {
      inside = middle, low = value;
      if (side == -1) high /= 2;
      side = -1;
    }
  }
  return (inside + outside) / 2;
}

/// The same where no outside is known: the way to it starts with `step` and doubles. The answer is
/// `limit` when `lack` is still negative there.
template <class Lack>
double edge_from(double best, double step, double limit, const Lack& lack) {
  double inside = best;
  const double way = limit > best ? 1 : -1;
  for (double far = step;; far *= 2) {
    const double outside = best + way * far;
    if (way * (limit - outside) <= 0) return edge(inside, limit, lack);
    if (lack(outside) > 0) return edge(inside, outside, lack);
    inside = outside;
  }
}

/// A profile: how much less than allowed the log likelihood is when one parameter is held.
template <class Hold>
auto lack_of(const LogisticData& data, const LogisticMaximum& best, bool lapses, Hold hold) {
  return [&data, best, lapses, hold](double value) {
    Held held{.lapses = lapses};
    hold(held) = value;
    return best.log_likelihood - maximise(data, held).log_likelihood - kAllowed;
  };
}

Interval slope_interval(const LogisticData& data, const LogisticMaximum& best, bool lapses) {
  const auto lack = lack_of(
      data, best, lapses, [](Held & held) -> auto& { return held.slope; });
  const double most = steepest(data);
  const double step = std::max(0.5 * std::fabs(best.slope), 0.5);
  const Interval found{edge_from(best.slope, step, -most, lack),
                       edge_from(best.slope, step, most, lack)};
  return {found.low <= -most ? -kInfinity : found.low, found.high >= most ? kInfinity : found.high};
}

/// A bias far away is no bias at all: there the curve is flat. So the interval is infinite where
/// the slope may be 0.
Interval bias_interval(const LogisticData& data, const LogisticMaximum& best, bool lapses) {
  constexpr double kFar = 1e6;
  const auto lack = lack_of(
      data, best, lapses, [](Held & held) -> auto& { return held.bias; });
  const double bias = best.bias();
  const double step = std::clamp(1 / std::fabs(best.slope), 0.01, 0.5);
  if (std::fabs(bias) > kFar / 2) return {-kInfinity, kInfinity};
  const Interval found{edge_from(bias, step, -kFar, lack), edge_from(bias, step, kFar, lack)};
  if (found.low <= -kFar || found.high >= kFar) return {-kInfinity, kInfinity};
  return found;
}

Interval lapse_interval(const LogisticData& data, const LogisticMaximum& best) {
  const auto lack = lack_of(
      data, best, true, [](Held & held) -> auto& { return held.lapse; });
  return {edge(best.lapse, 0, lack), edge(best.lapse, kMostLapses, lack)};
}

/// Does a point lie between 10 and 90 %? A proportion of a few trials says little by itself; there
/// the curve is asked.
bool has_a_point_between(std::span<const PsychometricPoint> points, const Logistic& curve) {
  return std::any_of(points.begin(), points.end(), [&](const PsychometricPoint& p) {
    if (p.trials <= 0) return false;
    const double there =
        p.trials < kFewTrials ? curve.at(p.stimulus) : static_cast<double>(p.chosen) / p.trials;
    return there >= 0.1 && there <= 0.9;
  });
}

}  // namespace

double Logistic::at(double x) const {
  const double way = x == bias ? 0 : slope * (x - bias);
  return lapse / 2 + (1 - lapse) / (1 + std::exp(-way));
}

double Logistic::threshold() const { return std::log(3.0) / std::fabs(slope); }

std::vector<PsychometricPoint> psychometric_points(const Behaviour& behaviour, int axis,
                                                   std::span<const std::size_t> trials) {
  std::map<float, PsychometricPoint> points;
  const auto ideal = [&](const JudgedTrial& trial) {
    const double right = double{trial.ideal};
    return trial.wanted == behaviour.curve_choice ? right : 1 - right;
  };
  for (const std::size_t b : trials) {
    const JudgedTrial& trial = behaviour.trials[b];
    if (trial.choice < 0) continue;
    const float x =
        axis == kStimulus ? trial.stimulus : behaviour.condition(b, static_cast<std::size_t>(axis));
    PsychometricPoint& point = points[x];
    point.stimulus = double{x};
    ++point.trials;
    point.chosen += trial.choice == behaviour.curve_choice;
    if (trial.ideal >= 0) point.ideal = point.ideal.value_or(0) + ideal(trial);
  }
  std::vector<PsychometricPoint> list;
  for (auto& [x, point] : points) {
    if (point.ideal) *point.ideal /= point.trials;
    list.push_back(point);
  }
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
      if (points[i].ideal) sum.ideal = sum.ideal.value_or(0) + *points[i].ideal * points[i].trials;
    }
    if (sum.trials == 0) continue;
    sum.stimulus /= sum.trials;
    if (sum.ideal) *sum.ideal /= sum.trials;
    few.push_back(sum);
  }
  return few;
}

std::optional<Logistic> predicted_together(std::span<const Logistic> alone) {
  double squares = 0;
  double bias = 0;
  for (const Logistic& one : alone) {
    squares += one.slope * one.slope;
    bias += one.slope * one.slope * one.bias;
  }
  if (squares <= 0) return std::nullopt;
  return Logistic{bias / squares, std::sqrt(squares)};
}

std::optional<LogisticFit> fit_logistic(std::span<const PsychometricPoint> points, Lapses lapses) {
  double scale = 0;
  const LogisticData data = scaled_data(points, scale);
  if (!can_be_fitted(data)) return std::nullopt;
  const bool with_lapses = lapses == Lapses::fitted;
  const LogisticMaximum best = maximise(data, {.lapses = with_lapses});
  const Interval slope = slope_interval(data, best, with_lapses);
  const bool step = std::fabs(best.slope) >= steepest(data) / 2;
  LogisticFit fit;
  fit.curve = {best.bias() * scale,
               step ? std::copysign(kInfinity, best.slope) : best.slope / scale, best.lapse};
  fit.slope = {slope.low / scale, slope.high / scale};
  if (with_lapses) fit.lapse = lapse_interval(data, best);
  const bool flat = may_be_flat(fit);
  const auto [weak, steep] = std::minmax({std::fabs(fit.slope.low), std::fabs(fit.slope.high)});
  fit.threshold = {std::log(3.0) / steep, flat ? kInfinity : std::log(3.0) / weak};
  fit.bias = {-kInfinity, kInfinity};
  if (flat) return fit;
  const Interval bias = bias_interval(data, best, with_lapses);
  fit.bias = {bias.low * scale, bias.high * scale};
  fit.located = has_a_point_between(points, fit.curve);
  // A step lies anywhere between the points that it separates; it is drawn in the middle.
  if (step && !fit.located) fit.curve.bias = (fit.bias.low + fit.bias.high) / 2;
  return fit;
}

bool may_be_flat(const LogisticFit& fit) { return fit.slope.low <= 0 && fit.slope.high >= 0; }

std::string fit_note(const LogisticFit& fit) {
  if (may_be_flat(fit)) return "The curve may be flat, so it has no bias and no threshold.";
  if (!fit.located)
    return "No point lies between 10 and 90 %, so bias and threshold cannot be told.";
  const bool no_limit = std::isinf(fit.slope.low) || std::isinf(fit.slope.high);
  return no_limit ? "Any steeper curve fits as well." : "";
}

}  // namespace nn4n

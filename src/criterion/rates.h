// Walks over the firing rates of an episode, for the loss terms that look at them.
// Axes: P bundles, T steps, N units, B trials.
#pragma once

#include <cmath>

#include "criterion/term.h"

namespace nn4n {

/// Calls visit(bundle, t, rates, their adjoints) for every bundle and every step t = 1..T; rates
/// and adjoints are N bundles each.
template <class Real, class Visit>
void for_each_population(const Episode<Real>& episode, Adjoint<Real>& adjoint, Visit&& visit) {
  adjoint.need_rates(episode);
  for (int bundle = 0; bundle < episode.bundles(); ++bundle) {
    for (int t = 1; t <= episode.steps; ++t) {
      visit(bundle, t, episode.state_at(bundle, t), adjoint.rate_at(bundle, t));
    }
  }
}

/// Calls visit(bundle, unit, rates, their adjoints) for every bundle, step and unit.
template <class Real, class Visit>
void for_each_rate(const Episode<Real>& episode, Adjoint<Real>& adjoint, Visit&& visit) {
  for_each_population(episode, adjoint,
                      [&](int bundle, int, const Bundle<Real>* rates, Bundle<Real>* gradient) {
                        for (int n = 0; n < episode.sizes.units; ++n)
                          visit(bundle, n, rates[n], gradient[n]);
                      });
}

/// Returns `value` in the first `lanes` lanes, which hold trials, and 0 in the others.
template <class Real>
Bundle<Real> in_use(Bundle<Real> value, int lanes) {
  for (int lane = lanes; lane < kLanes; ++lane) value[lane] = 0;
  return value;
}

/// Returns the derivative of |x|: −1, 0 or 1.
inline double sign_of(double x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }

/// Returns the number of values over which a unit's mean rate is taken: trials times steps.
template <class Real>
double samples(const Episode<Real>& episode) {
  return static_cast<double>(episode.trials) * episode.steps;
}

/// Says over what the mean of a unit's rate is taken. By default this is time and trials.
struct Average {
  bool absolute = false;  ///< the mean of |r| instead of r
  bool by_trial = false;  ///< over time alone: one mean for each trial

  int count(int units, int trials) const { return by_trial ? units * trials : units; }
  std::size_t index(int trial, int unit, int units) const {
    return static_cast<std::size_t>((by_trial ? trial * units : 0) + unit);
  }
};

/// Returns one average for each unit (N). With `by_trial`, it returns one average for each unit in
/// each trial (B x N).
template <class Real>
std::vector<double> averages(const Episode<Real>& episode, Adjoint<Real>& adjoint,
                             Average average = {}) {
  const int units = episode.sizes.units;
  const double count = average.by_trial ? episode.steps : samples(episode);
  std::vector<double> means(static_cast<std::size_t>(average.count(units, episode.trials)));
  for_each_rate(episode, adjoint, [&](int bundle, int n, const Bundle<Real>& rate, Bundle<Real>&) {
    for (int lane = 0; lane < episode.lanes(bundle); ++lane) {
      const double r = static_cast<double>(rate[lane]);
      means[average.index(bundle * kLanes + lane, n, units)] +=
          (average.absolute ? std::abs(r) : r) / count;
    }
  });
  return means;
}

/// Adds the gradient of a loss to the adjoints of the rates. `slopes` holds its derivative with
/// respect to each of the averages, in their order.
template <class Real>
void add_slopes(const Episode<Real>& episode, Adjoint<Real>& adjoint, Average average,
                const std::vector<double>& slopes) {
  const double count = average.by_trial ? episode.steps : samples(episode);
  for_each_rate(
      episode, adjoint, [&](int bundle, int n, const Bundle<Real>& rate, Bundle<Real>& gradient) {
        for (int lane = 0; lane < episode.lanes(bundle); ++lane) {
          const double sign = average.absolute ? sign_of(static_cast<double>(rate[lane])) : 1;
          const double slope =
              slopes[average.index(bundle * kLanes + lane, n, episode.sizes.units)];
          gradient[lane] += static_cast<Real>(sign * slope / count);
        }
      });
}

}  // namespace nn4n

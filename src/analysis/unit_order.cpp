#include "analysis/unit_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace nn4n {

namespace {

struct Peak {
  float rate = 0;
  int step = 0;
};

std::vector<Peak> peaks_of(const Snapshot& s) {
  const auto steps = static_cast<std::size_t>(std::max(s.trial.steps, 0));
  const auto units = static_cast<std::size_t>(std::max(s.units, 0));
  if (steps == 0 || s.trial.rates.size() != units * steps) return {};
  std::vector<Peak> peaks(units);
  for (std::size_t unit = 0; unit < units; ++unit) {
    for (std::size_t t = 0; t < steps; ++t) {
      const float rate = std::fabs(s.trial.rates[unit * steps + t]);
      if (rate > peaks[unit].rate) peaks[unit] = {rate, static_cast<int>(t)};
    }
  }
  return peaks;
}

using Units = std::vector<int>::iterator;

/// The rates of these units, each without its mean and of length one; a rate that does not change
/// is zero.
std::vector<std::vector<float>> shapes_of(const Snapshot& s, Units first, Units last) {
  const auto steps = static_cast<std::size_t>(s.trial.steps);
  std::vector<std::vector<float>> shapes;
  for (; first != last; ++first) {
    const float* rates = s.trial.rates.data() + static_cast<std::size_t>(*first) * steps;
    std::vector<float> shape(rates, rates + steps);
    const double mean = std::accumulate(shape.begin(), shape.end(), 0.0) / double(steps);
    double power = 0;
    for (float& rate : shape) {
      rate -= static_cast<float>(mean);
      power += double{rate} * rate;
    }
    const double length = std::sqrt(power);
    for (float& rate : shape) rate = length > 1e-6 ? static_cast<float>(rate / length) : 0;
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

/// Puts the units of [first, last) in the order of similarity; the first one stays.
void order_by_similarity(const Snapshot& s, Units first, Units last) {
  std::vector<std::vector<float>> shapes = shapes_of(s, first, last);
  const auto count = static_cast<std::size_t>(last - first);
  for (std::size_t k = 0; k + 2 < count; ++k) {
    std::size_t best = k + 1;
    float most = -2;
    for (std::size_t other = k + 1; other < count; ++other) {
      const float alike =
          std::inner_product(shapes[k].begin(), shapes[k].end(), shapes[other].begin(), 0.0f);
      if (alike > most) most = alike, best = other;
    }
    std::swap(shapes[k + 1], shapes[best]);
    std::iter_swap(first + static_cast<std::ptrdiff_t>(k) + 1,
                   first + static_cast<std::ptrdiff_t>(best));
  }
}

}  // namespace

std::vector<int> silent_units(const Snapshot& s) {
  std::vector<int> silent;
  const std::vector<Peak> peaks = peaks_of(s);
  for (std::size_t unit = 0; unit < peaks.size(); ++unit) {
    if (peaks[unit].rate < kSilentRate) silent.push_back(static_cast<int>(unit));
  }
  return silent;
}

std::vector<int> ordered_units(const Snapshot& s, UnitOrder order,
                               std::span<const double> selectivity) {
  std::vector<int> units(static_cast<std::size_t>(std::max(s.units, 0)));
  std::iota(units.begin(), units.end(), 0);
  const std::vector<Peak> peaks = peaks_of(s);
  const bool known = peaks.size() == units.size() && s.unit_area.size() == units.size() &&
                     s.unit_sign.size() == units.size();
  const bool by_selectivity = order == UnitOrder::selectivity && selectivity.size() == units.size();
  if (order == UnitOrder::number || !known) return units;
  if (order == UnitOrder::selectivity && !by_selectivity) return units;
  const auto group = [&](int unit) {
    const auto u = static_cast<std::size_t>(unit);
    return std::pair(s.unit_area[u], s.unit_sign[u]);
  };
  const auto rank = [&](int unit) {
    const Peak& peak = peaks[static_cast<std::size_t>(unit)];
    const bool silent = peak.rate < kSilentRate;
    const double first = by_selectivity ? -selectivity[static_cast<std::size_t>(unit)] : peak.step;
    return std::tuple(silent, silent ? 0.0 : first, unit);
  };
  for (auto first = units.begin(); first != units.end();) {
    const auto last =
        std::find_if(first, units.end(), [&](int unit) { return group(unit) != group(*first); });
    std::sort(first, last, [&](int a, int b) { return rank(a) < rank(b); });
    if (order == UnitOrder::similarity) {
      const auto silent = std::find_if(first, last, [&](int u) { return std::get<0>(rank(u)); });
      order_by_similarity(s, first, silent);
    }
    first = last;
  }
  return units;
}

std::vector<int> places_in(const std::vector<int>& order) {
  std::vector<int> places(order.size());
  for (std::size_t k = 0; k < order.size(); ++k)
    places[static_cast<std::size_t>(order[k])] = static_cast<int>(k);
  return places;
}

}  // namespace nn4n

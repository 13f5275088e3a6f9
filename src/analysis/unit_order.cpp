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

}  // namespace

std::vector<int> silent_units(const Snapshot& s) {
  std::vector<int> silent;
  const std::vector<Peak> peaks = peaks_of(s);
  for (std::size_t unit = 0; unit < peaks.size(); ++unit) {
    if (peaks[unit].rate < kSilentRate) silent.push_back(static_cast<int>(unit));
  }
  return silent;
}

std::vector<int> ordered_units(const Snapshot& s, UnitOrder order) {
  std::vector<int> units(static_cast<std::size_t>(std::max(s.units, 0)));
  std::iota(units.begin(), units.end(), 0);
  const std::vector<Peak> peaks = peaks_of(s);
  const bool known = peaks.size() == units.size() && s.unit_area.size() == units.size() &&
                     s.unit_sign.size() == units.size();
  if (order == UnitOrder::number || !known) return units;
  const auto group = [&](int unit) {
    const auto u = static_cast<std::size_t>(unit);
    return std::pair(s.unit_area[u], s.unit_sign[u]);
  };
  const auto rank = [&](int unit) {
    const Peak& peak = peaks[static_cast<std::size_t>(unit)];
    const bool silent = peak.rate < kSilentRate;
    return std::tuple(silent, silent ? 0 : peak.step, unit);
  };
  for (auto first = units.begin(); first != units.end();) {
    const auto last =
        std::find_if(first, units.end(), [&](int unit) { return group(unit) != group(*first); });
    std::sort(first, last, [&](int a, int b) { return rank(a) < rank(b); });
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

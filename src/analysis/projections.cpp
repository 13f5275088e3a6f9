#include "analysis/projections.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace nn4n {

namespace {

bool has_shapes(const Snapshot& s) {
  const auto n = static_cast<std::size_t>(std::max(s.units, 0));
  return n > 0 && s.unit_area.size() == n && s.unit_sign.size() == n &&
         s.recurrent.size() == n * n && s.recurrent_present.size() == n * n &&
         s.input.size() == n * s.trial.input_names.size() &&
         s.readout.size() == n * s.trial.output_names.size();
}

/// E, then I, then units without a sign.
int rank_of(int sign) { return sign > 0 ? 0 : sign < 0 ? 1 : 2; }

void add(Projection& projection, float weight) {
  projection.synapses += 1;
  projection.total += std::fabs(double{weight});
  projection.sum += double{weight};
}

/// The pairs of a table that have a synapse.
std::vector<Projection> listed(const std::vector<Projection>& table) {
  std::vector<Projection> found;
  std::copy_if(table.begin(), table.end(), std::back_inserter(found),
               [](const Projection& each) { return each.synapses > 0; });
  return found;
}

std::vector<Projection> empty_table(std::size_t to, std::size_t from) {
  std::vector<Projection> table(to * from);
  for (std::size_t k = 0; k < table.size(); ++k) {
    table[k].to = static_cast<int>(k / from);
    table[k].from = static_cast<int>(k % from);
  }
  return table;
}

std::vector<Projection> recurrent_sums(const Snapshot& s, const Projections& p) {
  const auto n = static_cast<std::size_t>(s.units);
  const std::size_t groups = p.groups.size();
  std::vector<Projection> table = empty_table(groups, groups);
  for (std::size_t i = 0; i < n; ++i) {
    const auto to = static_cast<std::size_t>(p.group_of[i]) * groups;
    for (std::size_t j = 0; j < n; ++j) {
      if (s.recurrent_present[i * n + j])
        add(table[to + static_cast<std::size_t>(p.group_of[j])], s.recurrent[i * n + j]);
    }
  }
  return listed(table);
}

std::vector<float> sums_from_units(const Snapshot& s, const Projections& p) {
  const auto n = static_cast<std::size_t>(s.units);
  std::vector<float> sums(p.groups.size() * n);
  for (std::size_t i = 0; i < n; ++i) {
    float* row = sums.data() + static_cast<std::size_t>(p.group_of[i]) * n;
    for (std::size_t j = 0; j < n; ++j) {
      if (s.recurrent_present[i * n + j]) row[j] += std::fabs(s.recurrent[i * n + j]);
    }
  }
  return sums;
}

std::size_t areas_of(const Snapshot& s) {
  return std::size_t{1} + *std::max_element(s.unit_area.begin(), s.unit_area.end());
}

std::vector<Projection> input_sums(const Snapshot& s) {
  const std::size_t channels = s.trial.input_names.size();
  std::vector<Projection> table = empty_table(areas_of(s), channels);
  for (std::size_t k = 0; k < s.input.size(); ++k) {
    if (s.input[k] != 0)
      add(table[s.unit_area[k / channels] * channels + k % channels], s.input[k]);
  }
  return listed(table);
}

std::vector<Projection> readout_sums(const Snapshot& s) {
  const auto n = static_cast<std::size_t>(s.units);
  const std::size_t areas = areas_of(s);
  std::vector<Projection> table = empty_table(s.trial.output_names.size(), areas);
  for (std::size_t k = 0; k < s.readout.size(); ++k) {
    if (s.readout[k] != 0) add(table[k / n * areas + s.unit_area[k % n]], s.readout[k]);
  }
  return listed(table);
}

}  // namespace

int sign_of(const Projection& projection) {
  constexpr double rounding = 1e-6;
  if (!(projection.total > 0)) return 0;
  if (std::fabs(projection.sum) < (1 - rounding) * projection.total) return 0;
  return projection.sum > 0 ? 1 : -1;
}

std::vector<UnitGroup> unit_groups(const Snapshot& s) {
  std::vector<UnitGroup> groups;
  for (int unit = 0; unit < static_cast<int>(s.unit_area.size()); ++unit) {
    const auto u = static_cast<std::size_t>(unit);
    const int area = s.unit_area[u];
    const int sign = u < s.unit_sign.size() ? s.unit_sign[u] : 0;
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const UnitGroup& group) {
      return group.area == area && rank_of(group.sign) == rank_of(sign);
    });
    if (same != groups.end())
      same->units.push_back(unit);
    else
      groups.push_back({area, sign, {unit}});
  }
  std::stable_sort(groups.begin(), groups.end(), [](const UnitGroup& a, const UnitGroup& b) {
    return a.area != b.area ? a.area < b.area : rank_of(a.sign) < rank_of(b.sign);
  });
  return groups;
}

Projections projections_of(const Snapshot& s) {
  Projections p;
  if (!has_shapes(s)) return p;
  p.groups = unit_groups(s);
  p.group_of.resize(static_cast<std::size_t>(s.units));
  for (std::size_t g = 0; g < p.groups.size(); ++g) {
    for (const int unit : p.groups[g].units)
      p.group_of[static_cast<std::size_t>(unit)] = static_cast<int>(g);
  }
  p.recurrent = recurrent_sums(s, p);
  p.out_weight = sums_from_units(s, p);
  if (!s.trial.input_names.empty()) p.input = input_sums(s);
  if (!s.trial.output_names.empty()) p.readout = readout_sums(s);
  return p;
}

std::vector<float> currents_of(const Projections& p, const SampleTrial& trial) {
  const auto steps = static_cast<std::size_t>(std::max(trial.steps, 0));
  const std::size_t units = p.group_of.size();
  if (steps == 0 || trial.rates.size() != units * steps) return {};
  std::vector<float> currents(p.recurrent.size() * steps);
  for (std::size_t k = 0; k < p.recurrent.size(); ++k) {
    float* row = currents.data() + k * steps;
    const auto to = static_cast<std::size_t>(p.recurrent[k].to);
    for (const int unit : p.groups[static_cast<std::size_t>(p.recurrent[k].from)].units) {
      const auto j = static_cast<std::size_t>(unit);
      const float weight = p.out_weight[to * units + j];
      if (weight == 0) continue;
      const float* rates = trial.rates.data() + j * steps;
      for (std::size_t t = 0; t < steps; ++t) row[t] += weight * std::fabs(rates[t]);
    }
    const float most = *std::max_element(row, row + steps);
    for (std::size_t t = 0; t < steps; ++t)
      row[t] = most > 0 && std::isfinite(row[t]) ? std::min(row[t] / most, 1.0f) : 0;
  }
  return currents;
}

UnitLinks links_of(const Snapshot& s, int unit) {
  UnitLinks links;
  if (!has_shapes(s) || unit < 0 || unit >= s.units) return links;
  const auto n = static_cast<std::size_t>(s.units);
  const auto u = static_cast<std::size_t>(unit);
  const std::size_t channels = s.trial.input_names.size();
  for (std::size_t c = 0; c < channels; ++c) {
    if (const float w = s.input[u * channels + c]; w != 0)
      links.from_inputs.push_back({static_cast<int>(c), w});
  }
  for (std::size_t k = 0; k < n; ++k) {
    const int other = static_cast<int>(k);
    if (s.recurrent_present[u * n + k]) links.from_units.push_back({other, s.recurrent[u * n + k]});
    if (s.recurrent_present[k * n + u]) links.to_units.push_back({other, s.recurrent[k * n + u]});
  }
  for (std::size_t o = 0; o < s.trial.output_names.size(); ++o) {
    if (const float w = s.readout[o * n + u]; w != 0)
      links.to_outputs.push_back({static_cast<int>(o), w});
  }
  return links;
}

}  // namespace nn4n

#include "editing/selected.h"

#include <algorithm>
#include <array>

#include "editing/units.h"
#include "editing/words.h"

namespace nn4n {

namespace {

using Chosen = Selected::What;

constexpr std::array<std::string_view, 5> kKinds{"none", "unit", "area", "group", "projection"};

std::string sign_words(int sign) {
  return sign > 0 ? ", excitatory" : sign < 0 ? ", inhibitory" : "";
}

std::string sign_letter(int sign) { return sign > 0 ? " E" : sign < 0 ? " I" : ""; }

/// The units of an area, of one sign or (2) of any.
std::vector<int> units_in(const Snapshot& s, int area, int sign) {
  constexpr int any = 2;
  std::vector<int> units;
  if (!has_units(s)) return units;
  for (int unit = 0; unit < s.units; ++unit) {
    const auto u = static_cast<std::size_t>(unit);
    if (s.unit_area[u] == area && (sign == any || s.unit_sign[u] == sign)) units.push_back(unit);
  }
  return units;
}

std::string count_words(std::size_t units) {
  return grouped(static_cast<double>(units)) + (units == 1 ? " unit" : " units");
}

/// "12" of the unit "Decision E 12": counted from 1 within its area and sign.
std::size_t number_of(const Snapshot& s, int unit) {
  const auto u = static_cast<std::size_t>(unit);
  const std::vector<int> same = units_in(s, s.unit_area[u], s.unit_sign[u]);
  return static_cast<std::size_t>(std::find(same.begin(), same.end(), unit) - same.begin()) + 1;
}

}  // namespace

Selected selected_unit(int unit) { return {.kind = Chosen::unit, .unit = unit}; }

Selected selected_area(int area) { return {.kind = Chosen::area, .area = area}; }

Selected selected_group(int area, int sign) {
  return {.kind = Chosen::group, .area = area, .sign = sign};
}

Selected selected_projection(int from_area, int from_sign, int to_area, int to_sign) {
  return {.kind = Chosen::projection,
          .area = from_area,
          .sign = from_sign,
          .to_area = to_area,
          .to_sign = to_sign};
}

Selected selected_synapse(int from, int to, const Snapshot& s) {
  const auto i = static_cast<std::size_t>(from), k = static_cast<std::size_t>(to);
  Selected selected =
      selected_projection(s.unit_area[i], s.unit_sign[i], s.unit_area[k], s.unit_sign[k]);
  selected.unit = from;
  selected.to_unit = to;
  return selected;
}

namespace {

/// Of a projection as a whole there is nothing to be looked for.
bool synapse_is_there(const Selected& selected, const Snapshot& s) {
  if (selected.kind != Chosen::projection || selected.to_unit < 0) return true;
  const bool units = selected.unit >= 0 && selected.unit < s.units && selected.to_unit < s.units;
  const auto at = static_cast<std::size_t>(units ? selected.to_unit * s.units + selected.unit : 0);
  return units && at < s.recurrent_present.size() && s.recurrent_present[at] != 0 &&
         selected == selected_synapse(selected.unit, selected.to_unit, s);
}

}  // namespace

std::string_view name_of(Chosen kind) { return kKinds[static_cast<std::size_t>(kind)]; }

Selected selected_in(const Selected& selected, const Snapshot& s) {
  if (!has_units(s)) return {};
  if (selected.kind == Chosen::unit)
    return selected.unit >= 0 && selected.unit < s.units ? selected : Selected{};
  const bool here = !units_of(selected, s).empty();
  const bool there = selected.kind != Chosen::projection || !targets_of(selected, s).empty();
  return here && there && synapse_is_there(selected, s) ? selected : Selected{};
}

std::vector<int> units_of(const Selected& selected, const Snapshot& s) {
  switch (selected.kind) {
    case Chosen::none:
      return {};
    case Chosen::unit:
      return selected.unit >= 0 && selected.unit < s.units ? std::vector{selected.unit}
                                                           : std::vector<int>{};
    case Chosen::area:
      return units_in(s, selected.area, 2);
    case Chosen::group:
    case Chosen::projection:
      return units_in(s, selected.area, selected.sign);
  }
  return {};
}

std::vector<int> targets_of(const Selected& selected, const Snapshot& s) {
  if (selected.kind != Chosen::projection) return {};
  return units_in(s, selected.to_area, selected.to_sign);
}

std::string thing_words(const Experiment& experiment, const Snapshot& s, const Selected& selected) {
  const Selected known = selected_in(selected, s);
  const std::string area = area_name(experiment, known.area);
  switch (known.kind) {
    case Chosen::none:
      return "";
    case Chosen::unit: {
      const auto u = static_cast<std::size_t>(known.unit);
      return "unit " + grouped(static_cast<double>(number_of(s, known.unit))) + " of " +
             area_name(experiment, s.unit_area[u]) + sign_words(s.unit_sign[u]);
    }
    case Chosen::area:
      return "area " + area + ", " + count_words(units_of(known, s).size());
    case Chosen::group:
      return area + sign_words(known.sign) + ", " + count_words(units_of(known, s).size());
    case Chosen::projection:
      return "projection " + area + sign_letter(known.sign) + " → " +
             area_name(experiment, known.to_area) + sign_letter(known.to_sign) +
             (known.to_unit < 0 ? ""
                                : ", synapse " + std::to_string(number_of(s, known.unit)) + " → " +
                                      std::to_string(number_of(s, known.to_unit)));
  }
  return "";
}

std::string selected_words(const Experiment& experiment, const Snapshot& s,
                           const Selected& selected) {
  const std::string thing = thing_words(experiment, s, selected);
  return thing.empty() ? "" : "Selected: " + thing;
}

}  // namespace nn4n

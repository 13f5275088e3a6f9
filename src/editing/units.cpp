#include "editing/units.h"

#include "editing/words.h"

namespace nn4n {

namespace {

int area_of(const Snapshot& s, int unit) { return s.unit_area[static_cast<std::size_t>(unit)]; }
int sign_of(const Snapshot& s, int unit) { return s.unit_sign[static_cast<std::size_t>(unit)]; }

}  // namespace

bool has_units(const Snapshot& s) {
  const auto n = static_cast<std::size_t>(s.units);
  return s.units > 0 && s.unit_area.size() == n && s.unit_sign.size() == n;
}

std::vector<UnitRange> unit_ranges_of(const Snapshot& s) {
  std::vector<UnitRange> blocks;
  if (!has_units(s)) return blocks;
  for (int unit = 0; unit < s.units; ++unit) {
    const bool same = !blocks.empty() && blocks.back().area == area_of(s, unit) &&
                      blocks.back().sign == sign_of(s, unit);
    if (!same) blocks.push_back({area_of(s, unit), sign_of(s, unit), unit, unit});
    blocks.back().end = unit + 1;
  }
  return blocks;
}

std::vector<UnitRange> area_ranges_of(const Snapshot& s) {
  std::vector<UnitRange> areas;
  for (const UnitRange& block : unit_ranges_of(s)) {
    if (areas.empty() || areas.back().area != block.area)
      areas.push_back({block.area, 0, block.begin, block.end});
    areas.back().end = block.end;
  }
  return areas;
}

std::string unit_name(const Experiment& experiment, const Snapshot& s, int unit) {
  for (const UnitRange& block : unit_ranges_of(s)) {
    if (unit < block.begin || unit >= block.end) continue;
    const std::string sign = block.sign > 0 ? " E " : block.sign < 0 ? " I " : " ";
    return area_name(experiment, block.area) + sign + std::to_string(unit - block.begin + 1);
  }
  return {};
}

}  // namespace nn4n

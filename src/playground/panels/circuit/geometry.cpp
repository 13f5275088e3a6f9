#include "playground/panels/circuit/geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "playground/panels/circuit/routes.h"

namespace nn4n::playground {

namespace {

constexpr float kMostPitch = 22, kLeastPitch = 4, kLabelledPitch = 13, kFinePitch = 12;
constexpr float kFineColumn = 64, kLeastColumn = 34;
constexpr float kMostRadius = 8;
constexpr float kMostChannelPitch = 48, kNamedChannelPitch = 30;

/// The room around and in an area's box [css px].
struct Spacing {
  float above, below;  ///< for loops outside the box
  float head;          ///< the line of its name
  float label;         ///< the line of a group's name
  float between;       ///< its groups
  float foot, side;    ///< to its edges
};
constexpr Spacing kRoomy{26, 24, 24, 16, 26, 8, 8}, kTight{15, 13, 18, 0, 15, 4, 4};

float f(int value) { return static_cast<float>(value); }

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// The groups of an area, by their place in Projections::groups.
std::vector<int> groups_in(const Projections& p, int area) {
  std::vector<int> found;
  for (std::size_t g = 0; g < p.groups.size(); ++g) {
    if (p.groups[g].area == area) found.push_back(static_cast<int>(g));
  }
  return found;
}

int units_of_group(const Projections& p, int group) {
  return static_cast<int>(p.groups[at(group)].units.size());
}

/// How areas and units stand: in how many columns of areas, and in every area in how many columns
/// of units, how far apart.
struct Packing {
  float pitch = 0;  ///< 0 = they do not fit
  bool labels = false;
  Spacing spacing = kRoomy;
  int columns = 1, rows = 1;
  float width = 0, gap = 0;  ///< of a column, and between two
  std::vector<int> across;   // by the order of areas
};

float height_of(const Projections& p, const std::vector<int>& groups, int across,
                const Packing& packing) {
  const Spacing& room = packing.spacing;
  float height = room.head + room.foot + room.between * f(static_cast<int>(groups.size()) - 1);
  for (const int group : groups) {
    const int rows = (units_of_group(p, group) + across - 1) / across;
    height += f(rows) * packing.pitch + (packing.labels ? room.label : 0);
  }
  return height;
}

/// The fewest columns, from a pleasant number on, with which an area is not too high; 0 = none.
int across_that_fits(const Projections& p, int area, float height, const Packing& packing) {
  const std::vector<int> groups = groups_in(p, area);
  int most = 0;
  for (const int group : groups) most = std::max(most, units_of_group(p, group));
  const int widest = static_cast<int>((packing.width - 2 * packing.spacing.side) / packing.pitch);
  const int pleasant = static_cast<int>(std::ceil(std::sqrt(1.3f * f(most))));
  for (int across = std::max(1, std::min(pleasant, widest)); across <= widest; ++across) {
    if (height_of(p, groups, across, packing) <= height) return across;
  }
  return 0;
}

/// Fills in the largest pitch with which all areas fit into so many columns, and what follows.
void pack(const Projections& p, const std::vector<int>& areas, float height, Packing& packing) {
  for (const bool labels : {true, false}) {
    if (labels && packing.spacing.label <= 0) continue;
    const float least = labels ? kLabelledPitch : kLeastPitch;
    packing.labels = labels;
    for (packing.pitch = kMostPitch; packing.pitch >= least; packing.pitch -= 0.5f) {
      packing.across.clear();
      for (const int area : areas)
        packing.across.push_back(across_that_fits(p, area, height, packing));
      if (std::find(packing.across.begin(), packing.across.end(), 0) == packing.across.end())
        return;
    }
  }
  packing.pitch = 0;
}

/// As many columns as leave enough room for units, so that activity goes from left to right; when
/// none does, those with the largest units.
Packing packing_of(const Projections& p, const std::vector<int>& areas, ImVec2 room) {
  const int count = static_cast<int>(areas.size());
  Packing best;
  for (const Spacing& spacing : {kRoomy, kTight}) {
    for (int columns = count; columns >= 1; --columns) {
      Packing packing;
      packing.spacing = spacing;
      packing.columns = columns;
      packing.rows = (count + columns - 1) / columns;
      if ((count + packing.rows - 1) / packing.rows != columns) continue;
      packing.gap = std::clamp(0.14f * room.x, 24.0f, 56.0f);
      packing.width = (room.x - packing.gap * f(columns - 1)) / f(columns);
      if (packing.width < kLeastColumn && columns > 1) continue;
      pack(p, areas, room.y / f(packing.rows) - spacing.above - spacing.below, packing);
      const bool fine = packing.pitch >= kFinePitch && packing.width >= kFineColumn;
      if (fine && spacing.label > 0) return packing;
      if (packing.pitch > best.pitch) best = packing;
    }
  }
  if (best.pitch > 0) return best;
  best.pitch = kLeastPitch;
  best.spacing = kTight;
  best.rows = count;
  best.width = room.x;
  best.across.assign(areas.size(), std::max(1, static_cast<int>(room.x / kLeastPitch) - 3));
  return best;
}

/// Puts the groups of an area into its box, one below the other, and the units onto their grids.
void place_groups(const Projections& p, const AreaPlace& area, int columns, const Packing& packing,
                  CircuitLayout& layout) {
  float top = area.head.Max.y;
  const float middle = std::floor(area.box.GetCenter().x);
  for (const int group : groups_in(p, area.area)) {
    const std::vector<int>& units = p.groups[at(group)].units;
    const int rows = (static_cast<int>(units.size()) + columns - 1) / columns;
    GroupPlace& place = layout.groups[at(group)];
    place.columns = columns;
    place.label = {{area.box.Min.x + packing.spacing.side, top},
                   {area.box.Max.x - packing.spacing.side,
                    top + (packing.labels ? packing.spacing.label : 0)}};
    const float left = middle - f(columns) * packing.pitch / 2;
    place.box = {{left, place.label.Max.y},
                 {left + f(columns) * packing.pitch, place.label.Max.y + f(rows) * packing.pitch}};
    place.first = {left + packing.pitch / 2, place.box.Min.y + packing.pitch / 2};
    for (std::size_t k = 0; k < units.size(); ++k) {
      const int column = static_cast<int>(k) % columns;
      const int row = static_cast<int>(k) / columns;
      layout.units[at(units[k])] = {place.first.x + packing.pitch * f(column),
                                    place.first.y + packing.pitch * f(row)};
    }
    top = place.box.Max.y + packing.spacing.between;
  }
}

void place_areas(const Projections& p, const ImRect& room, CircuitLayout& layout) {
  const std::vector<int> order = areas_in_order(p);
  const Packing packing =
      packing_of(p, order, {std::max(room.GetWidth(), 40.0f), room.GetHeight()});
  const Spacing& spacing = packing.spacing;
  const int count = static_cast<int>(order.size());
  layout.pitch = packing.pitch;
  layout.radius = std::min(kMostRadius, 0.37f * packing.pitch);
  layout.loop_above = spacing.above;
  layout.loop_below = spacing.below;
  for (int k = 0; k < count; ++k) {
    AreaPlace area{.area = order[at(k)],
                   .column = k / packing.rows,
                   .row = k % packing.rows,
                   .box = {},
                   .head = {}};
    const int in_column = std::min(packing.rows, count - area.column * packing.rows);
    const int across = packing.across[at(k)];
    const float named = std::min(packing.width, kFineColumn + 20);
    const ImVec2 size(std::max(f(across) * packing.pitch + 2 * spacing.side, named),
                      height_of(p, groups_in(p, area.area), across, packing));
    const float share = room.GetHeight() / f(in_column);
    const ImVec2 centre(
        room.Min.x + packing.width / 2 + (packing.width + packing.gap) * f(area.column),
        room.Min.y + share * (f(area.row) + 0.5f) + (spacing.above - spacing.below) / 2);
    const ImVec2 corner(std::floor(centre.x - size.x / 2), std::floor(centre.y - size.y / 2));
    area.box = {corner, {corner.x + std::floor(size.x), corner.y + std::floor(size.y)}};
    area.head = {{corner.x + spacing.side, corner.y},
                 {area.box.Max.x - spacing.side, corner.y + spacing.head}};
    layout.areas.push_back(area);
    place_groups(p, area, across, packing, layout);
  }
}

/// Channels one below the other around the middle of the box.
std::vector<ImVec2> channels_at(int count, float x, const ImRect& box, float pitch) {
  std::vector<ImVec2> places;
  const float first = box.GetCenter().y - pitch * f(count - 1) / 2;
  for (int k = 0; k < count; ++k)
    places.emplace_back(std::floor(x) + 0.5f, std::floor(first + pitch * f(k)) + 0.5f);
  return places;
}

void place_channels(int inputs, int outputs, const ImRect& box, CircuitLayout& layout) {
  constexpr float largest = 7, names = 22;
  const int most = std::max({inputs, outputs, 1});
  const float pitch = std::min(kMostChannelPitch, (box.GetHeight() - names) / f(most));
  layout.channel_names = pitch >= kNamedChannelPitch;
  layout.channel_radius = std::min(largest, 0.4f * pitch);
  const float r = layout.channel_radius + 2;
  const ImRect room{{box.Min.x, box.Min.y + (layout.channel_names ? names / 2 : 0)}, box.Max};
  layout.inputs = channels_at(inputs, box.Min.x + r, room, pitch);
  layout.outputs = channels_at(outputs, box.Max.x - r, room, pitch);
}

float squared(ImVec2 a, ImVec2 b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

/// The square of the distance from a point to a piece of a line.
float squared_to(ImVec2 point, ImVec2 from, ImVec2 to) {
  const float length = squared(from, to);
  const float along =
      length > 0
          ? ((point.x - from.x) * (to.x - from.x) + (point.y - from.y) * (to.y - from.y)) / length
          : 0;
  const float part = std::clamp(along, 0.0f, 1.0f);
  return squared(point, {from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)});
}

float squared_to(const Route& route, ImVec2 point) {
  float least = std::numeric_limits<float>::max();
  for (std::size_t k = 1; k < route.points.size(); ++k)
    least = std::min(least, squared_to(point, route.points[k - 1], route.points[k]));
  return least;
}

int nearest_unit(const CircuitLayout& layout, ImVec2 point) {
  const float reach = std::max(layout.radius + 1, 0.5f * layout.pitch);
  float least = reach * reach;
  int found = -1;
  for (std::size_t k = 0; k < layout.units.size(); ++k) {
    const float distance = squared(layout.units[k], point);
    if (distance > least) continue;
    least = distance;
    found = static_cast<int>(k);
  }
  return found;
}

int nearest_route(const CircuitLayout& layout, ImVec2 point, float slack) {
  float least = slack * slack;
  int found = -1;
  for (std::size_t k = 0; k < layout.recurrent.size(); ++k) {
    const float distance = squared_to(layout.recurrent[k], point);
    if (distance >= least) continue;
    least = distance;
    found = static_cast<int>(k);
  }
  return found;
}

int nearest_channel(const std::vector<ImVec2>& channels, ImVec2 point, float reach) {
  for (std::size_t k = 0; k < channels.size(); ++k) {
    if (squared(channels[k], point) <= reach * reach) return static_cast<int>(k);
  }
  return -1;
}

template <class Place>
int holding(const std::vector<Place>& places, ImVec2 point, bool label) {
  for (std::size_t k = 0; k < places.size(); ++k) {
    ImRect box = places[k].box;
    if constexpr (requires { places[k].label; }) {
      if (label) box.Add(places[k].label);
    }
    if (box.Contains(point)) return static_cast<int>(k);
  }
  return -1;
}

}  // namespace

std::vector<int> areas_in_order(const Projections& p) {
  std::vector<int> areas;
  for (const UnitGroup& group : p.groups) {
    if (areas.empty() || areas.back() != group.area) areas.push_back(group.area);
  }
  if (areas.empty()) return areas;
  const int far = static_cast<int>(areas.size());
  std::vector<int> steps(at(areas.back()) + 1, far);
  for (const Projection& each : p.input) steps[at(each.to)] = 0;
  if (p.input.empty()) steps[at(areas.front())] = 0;
  for (int round = 0; round < far; ++round) {
    for (const Projection& each : p.recurrent) {
      const int from = steps[at(p.groups[at(each.from)].area)];
      int& to = steps[at(p.groups[at(each.to)].area)];
      to = std::min(to, from + 1);
    }
  }
  std::vector<int> read(steps.size(), 0);
  for (const Projection& each : p.readout) read[at(each.from)] = 1;
  std::stable_sort(areas.begin(), areas.end(), [&](int a, int b) {
    if (steps[at(a)] != steps[at(b)]) return steps[at(a)] < steps[at(b)];
    return read[at(a)] < read[at(b)];
  });
  return areas;
}

void spread(std::vector<float>& places, float low, float high, float gap) {
  if (places.empty()) return;
  gap = std::min(gap, (high - low) / std::max(f(static_cast<int>(places.size()) - 1), 1.0f));
  float least = low;
  for (float& place : places) {
    place = std::max(place, least);
    least = place + gap;
  }
  float most = high;
  for (std::size_t k = places.size(); k-- > 0;) {
    places[k] = std::min(places[k], most);
    most = places[k] - gap;
  }
}

float line_width(double total, double largest) {
  constexpr double least = 1.2, most = 5, ratio = 300;
  if (!(largest > 0) || !(total > 0) || !std::isfinite(total / largest))
    return static_cast<float>(least);
  const double share = 1 + std::log(total / largest) / std::log(ratio);
  return static_cast<float>(least + (most - least) * std::clamp(share, 0.0, 1.0));
}

CircuitLayout layout_of(const Projections& p, int inputs, int outputs, const ImRect& box,
                        const CircuitMargins& margins) {
  constexpr float aside = 34;  // between channels and areas, for their lines
  CircuitLayout layout;
  layout.box = box;
  layout.groups.resize(p.groups.size());
  layout.units.resize(p.group_of.size());
  ImRect room = box;
  if (inputs > 0) room.Min.x += margins.inputs + aside;
  if (outputs > 0) room.Max.x -= margins.outputs + aside;
  if (!p.groups.empty()) place_areas(p, room, layout);
  place_channels(inputs, outputs, box, layout);
  add_routes(p, layout);
  return layout;
}

CircuitHit hit_at(const CircuitLayout& layout, ImVec2 point, float slack) {
  using Kind = CircuitHit::Kind;
  if (!layout.box.Contains(point)) return {};
  if (const int unit = nearest_unit(layout, point); unit >= 0) return {Kind::unit, unit};
  const float reach = layout.channel_radius + slack / 2;
  if (const int input = nearest_channel(layout.inputs, point, reach); input >= 0)
    return {Kind::input, input};
  if (const int output = nearest_channel(layout.outputs, point, reach); output >= 0)
    return {Kind::output, output};
  if (const int route = nearest_route(layout, point, slack); route >= 0)
    return {Kind::projection, route};
  if (const int group = holding(layout.groups, point, true); group >= 0)
    return {Kind::group, group};
  if (const int area = holding(layout.areas, point, false); area >= 0) return {Kind::area, area};
  return {};
}

int unit_beside(const CircuitLayout& layout, int unit, ImGuiDir direction) {
  if (unit < 0 || at(unit) >= layout.units.size()) return layout.units.empty() ? -1 : 0;
  const ImVec2 here = layout.units[at(unit)];
  const bool level = direction == ImGuiDir_Left || direction == ImGuiDir_Right;
  const float way = direction == ImGuiDir_Left || direction == ImGuiDir_Up ? -1.0f : 1.0f;
  float least = std::numeric_limits<float>::max();
  int found = unit;
  for (std::size_t k = 0; k < layout.units.size(); ++k) {
    const ImVec2 other(layout.units[k].x - here.x, layout.units[k].y - here.y);
    const float ahead = way * (level ? other.x : other.y);
    const float aside = std::fabs(level ? other.y : other.x);
    if (ahead < 0.25f * layout.pitch) continue;
    const float distance = ahead + 3 * aside;  // straight on before round the corner
    if (distance >= least) continue;
    least = distance;
    found = static_cast<int>(k);
  }
  return found;
}

}  // namespace nn4n::playground

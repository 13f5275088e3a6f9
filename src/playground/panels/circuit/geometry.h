// Where everything of a circuit lies: areas as boxes in the order in which activity passes through
// them, their units on a grid, input channels at the left, outputs at the right, and the way of
// every projection. Functions of numbers alone: nothing here draws.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <vector>

#include "analysis/projections.h"

namespace nn4n::playground {

struct AreaPlace {
  int area = 0;
  int column = 0, row = 0;
  ImRect box;
  ImRect head;  ///< the line of its name
};

/// The grid of a group's units, row by row from the upper left corner.
struct GroupPlace {
  ImRect box;
  ImRect label;  ///< the line above it; without height where there is no room for it
  ImVec2 first;  ///< centre of the first unit
  int columns = 1;
};

/// What stands at the end of a projection.
enum class RouteEnd { arrow, bar, dot };

/// The way of a projection: a line of many short pieces, and what stands at its end.
struct Route {
  std::vector<ImVec2> points;
  RouteEnd end = RouteEnd::dot;
  bool empty() const { return points.size() < 2; }
};

struct CircuitLayout {
  ImRect box;
  std::vector<AreaPlace> areas;
  std::vector<GroupPlace> groups;        // by Projections::groups
  std::vector<ImVec2> units;             // N, centres
  float pitch = 0;                       ///< between the centres of neighbouring units [css px]
  float radius = 0;                      ///< of a unit
  float loop_above = 0, loop_below = 0;  ///< room for loops outside the boxes of areas
  std::vector<ImVec2> inputs, outputs;
  float channel_radius = 0;
  bool channel_names = true;                     ///< is there room for them, above each channel?
  std::vector<Route> recurrent, input, readout;  // as in Projections
};

/// The width of the words beside a circuit [css px].
struct CircuitMargins {
  float inputs = 0, outputs = 0;
};

/// Lays the circuit out within `box`. `inputs` and `outputs` are the numbers of channels.
CircuitLayout layout_of(const Projections& projections, int inputs, int outputs, const ImRect& box,
                        const CircuitMargins& margins);

/// The areas in the order in which activity comes to them: first those that get input, then those
/// that these project to, and so on; of two that are equally far the one that is read out comes
/// later, then the one with the higher number.
std::vector<int> areas_in_order(const Projections& projections);

/// Moves ascending numbers apart until neighbours differ by `gap`, or by less where `low` to `high`
/// has no room for that. Their order stays.
void spread(std::vector<float>& places, float low, float high, float gap);

/// The width of a projection's line [css px], 1.2 to 5: the logarithm of Σ |w|, from a 300th of the
/// largest one on.
float line_width(double total, double largest);

struct CircuitHit {
  enum class Kind { none, unit, group, area, projection, input, output } kind = Kind::none;
  /// Of a unit its number, of an area its place in `areas`, of a group or projection its place in
  /// Projections, of a channel its number.
  int index = -1;
  bool operator==(const CircuitHit&) const = default;
};

/// What lies at a point, or within `slack` css pixels of it for lines and channels: units before
/// projections, projections before groups, groups before areas.
CircuitHit hit_at(const CircuitLayout& layout, ImVec2 point, float slack);

/// The unit that comes next from `unit` in a direction, where arrow keys lead; `unit` itself when
/// there is none.
int unit_beside(const CircuitLayout& layout, int unit, ImGuiDir direction);

}  // namespace nn4n::playground

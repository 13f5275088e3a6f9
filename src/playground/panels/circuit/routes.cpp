#include "playground/panels/circuit/routes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace nn4n::playground {

namespace {

constexpr int kPieces = 22;     // of a curve
constexpr float kPortGap = 11;  // between the ends of lines at one side of a box
constexpr float kStandOff = 3;  // between the end of a line and the box that it reaches

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::vector<ImVec2> curve(ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 d) {
  std::vector<ImVec2> points;
  points.reserve(kPieces + 1);
  for (int k = 0; k <= kPieces; ++k) {
    const float t = static_cast<float>(k) / kPieces;
    const float u = 1 - t;
    const float wa = u * u * u, wb = 3 * u * u * t, wc = 3 * u * t * t, wd = t * t * t;
    points.emplace_back(wa * a.x + wb * b.x + wc * c.x + wd * d.x,
                        wa * a.y + wb * b.y + wc * c.y + wd * d.y);
  }
  return points;
}

RouteEnd end_of(int sign) {
  return sign > 0 ? RouteEnd::arrow : sign < 0 ? RouteEnd::bar : RouteEnd::dot;
}

enum class Side { left, right };

/// One end of a line at the side of an area's box, before it has its height.
struct Port {
  int area = 0;  ///< place in CircuitLayout::areas
  Side side = Side::left;
  float wanted = 0;         ///< the height that it would have alone
  float* height = nullptr;  ///< where it is to be written
};

/// Gives all ends at one side of a box heights of their own.
void settle(const CircuitLayout& layout, std::vector<Port>& ports) {
  std::stable_sort(ports.begin(), ports.end(), [](const Port& a, const Port& b) {
    return std::tuple(a.area, a.side, a.wanted) < std::tuple(b.area, b.side, b.wanted);
  });
  for (std::size_t first = 0; first < ports.size();) {
    std::size_t last = first;
    std::vector<float> heights;
    while (last < ports.size() && ports[last].area == ports[first].area &&
           ports[last].side == ports[first].side)
      heights.push_back(ports[last++].wanted);
    const ImRect& box = layout.areas[at(ports[first].area)].box;
    spread(heights, box.Min.y + 10, box.Max.y - 10, kPortGap);
    for (std::size_t k = first; k < last; ++k) *ports[k].height = heights[k - first];
    first = last;
  }
}

/// A line whose ends wait for their heights.
struct Line {
  int from = -1, to = -1;  ///< places in CircuitLayout::areas; −1 = a channel
  Side leaves = Side::right, arrives = Side::left;
  float from_y = 0, to_y = 0;
  ImVec2 channel;  ///< of a line from or to a channel: its end there
  int sign = 0;
};

class Router {
 public:
  Router(const Projections& p, CircuitLayout& layout) : p_(p), layout_(layout) {
    for (std::size_t k = 0; k < layout.areas.size(); ++k)
      place_of_[layout.areas[k].area] = static_cast<int>(k);
  }

  void route() {
    std::vector<Line> recurrent, input, readout;
    for (const Projection& each : p_.recurrent) recurrent.push_back(between(each));
    for (const Projection& each : p_.input) input.push_back(from_channel(each));
    for (const Projection& each : p_.readout) readout.push_back(to_channel(each));
    std::vector<Port> ports;
    for (std::size_t k = 0; k < recurrent.size(); ++k) {
      if (recurrent[k].from != recurrent[k].to) add_ports(p_.recurrent[k], recurrent[k], ports);
    }
    for (Line& line : input) ports.push_back({line.to, Side::left, line.channel.y, &line.to_y});
    for (Line& line : readout)
      ports.push_back({line.from, Side::right, line.channel.y, &line.from_y});
    settle(layout_, ports);
    for (std::size_t k = 0; k < recurrent.size(); ++k) {
      const bool within = recurrent[k].from == recurrent[k].to;
      layout_.recurrent.push_back(within ? inside(p_.recurrent[k]) : across(recurrent[k]));
    }
    for (const Line& line : input) layout_.input.push_back(to_box(line));
    for (const Line& line : readout) layout_.readout.push_back(from_box(line));
  }

 private:
  const UnitGroup& group(int index) const { return p_.groups[at(index)]; }
  const ImRect& grid(int index) const { return layout_.groups[at(index)].box; }
  float top(int index) const { return layout_.groups[at(index)].label.Min.y; }
  int place(int area) const { return place_of_.at(area); }
  const AreaPlace& area(int index) const { return layout_.areas[at(index)]; }

  Line between(const Projection& each) const {
    Line line;
    line.from = place(group(each.from).area);
    line.to = place(group(each.to).area);
    line.sign = sign_of(each);
    const AreaPlace& from = area(line.from);
    const AreaPlace& to = area(line.to);
    const bool on = from.column < to.column || (from.column == to.column && from.row < to.row);
    line.leaves = on ? Side::right : Side::left;
    line.arrives = on ? Side::left : Side::right;
    if (from.column == to.column) line.arrives = line.leaves;
    return line;
  }

  Line from_channel(const Projection& each) const {
    Line line;
    line.to = place(each.to);
    line.channel = layout_.inputs[at(each.from)];
    line.channel.x += layout_.channel_radius + 2;
    return line;
  }

  Line to_channel(const Projection& each) const {
    Line line;
    line.from = place(each.from);
    line.channel = layout_.outputs[at(each.to)];
    line.channel.x -= layout_.channel_radius + 2;
    return line;
  }

  /// An end wants to be beside its group, a little towards where the line goes.
  void add_ports(const Projection& each, Line& line, std::vector<Port>& ports) const {
    constexpr float towards = 0.15f;
    const float from = grid(each.from).GetCenter().y;
    const float to = grid(each.to).GetCenter().y;
    ports.push_back({line.from, line.leaves, from + towards * (to - from), &line.from_y});
    ports.push_back({line.to, line.arrives, to + towards * (from - to), &line.to_y});
  }

  float edge(int place, Side side, float off) const {
    const ImRect& box = area(place).box;
    return side == Side::left ? box.Min.x - off : box.Max.x + off;
  }

  Route across(const Line& line) const {
    const ImVec2 a(edge(line.from, line.leaves, 0), line.from_y);
    const ImVec2 d(edge(line.to, line.arrives, kStandOff), line.to_y);
    const float out = line.leaves == Side::right ? 1.0f : -1.0f;
    const float in = line.arrives == Side::right ? 1.0f : -1.0f;
    const int columns = std::abs(area(line.from).column - area(line.to).column);
    const float reach = columns == 0 ? 34 : std::max(24.0f, 0.5f * std::fabs(d.x - a.x));
    const float bend = columns < 2 ? 0 : -out * 0.3f * layout_.box.GetHeight();
    return {curve(a, {a.x + out * reach, a.y + bend}, {d.x + in * reach, d.y + bend}, d),
            end_of(line.sign)};
  }

  /// From a group to itself or to another of its area.
  Route inside(const Projection& each) const {
    const ImRect& from = grid(each.from);
    const ImRect& to = grid(each.to);
    const RouteEnd end = end_of(sign_of(each));
    if (each.from == each.to) return {loop(group(each.from)), end};
    const bool down = from.Min.y < to.Min.y;
    const float x = std::floor(from.Min.x + from.GetWidth() * (down ? 0.36f : 0.64f)) + 0.5f;
    const float y = down ? from.Max.y - 1 : top(each.from) + 1;
    const float there = down ? top(each.to) - 1 : to.Max.y + 1;
    const ImVec2 a(x, y), d(x, there);
    return {curve(a, {x, y + (there - y) / 3}, {x, y + 2 * (there - y) / 3}, d), end};
  }

  std::vector<ImVec2> loop(const UnitGroup& own) const {
    const ImRect& box = area(place(own.area)).box;
    const float middle = box.GetCenter().x;
    const float half = std::min(24.0f, 0.22f * box.GetWidth());
    const bool below = own.sign < 0;
    const float y = below ? box.Max.y : box.Min.y;
    const float way = below ? 1.0f : -1.0f;
    const float high = 1.3f * ((below ? layout_.loop_below : layout_.loop_above) - 1);
    const ImVec2 a(middle - half, y), d(middle + half, y + way * kStandOff);
    return curve(a, {a.x - 6, y + way * high}, {d.x + 6, y + way * high}, d);
  }

  Route to_box(const Line& line) const {
    const ImVec2 d(edge(line.to, Side::left, kStandOff), line.to_y);
    const float reach = 0.5f * (d.x - line.channel.x);
    return {curve(line.channel, {line.channel.x + reach, line.channel.y}, {d.x - reach, d.y}, d),
            RouteEnd::arrow};
  }

  Route from_box(const Line& line) const {
    const ImVec2 a(edge(line.from, Side::right, 0), line.from_y);
    const ImVec2 d(line.channel.x - kStandOff, line.channel.y);
    const float reach = 0.5f * (d.x - a.x);
    return {curve(a, {a.x + reach, a.y}, {d.x - reach, d.y}, d), RouteEnd::arrow};
  }

  const Projections& p_;
  CircuitLayout& layout_;
  std::map<int, int> place_of_;  // of an area in CircuitLayout::areas, by its number
};

}  // namespace

void add_routes(const Projections& projections, CircuitLayout& layout) {
  Router(projections, layout).route();
}

}  // namespace nn4n::playground

#include "playground/plots/plot.h"

#include <algorithm>
#include <cmath>

#include "playground/plots/figure.h"
#include "playground/plots/ticks.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

double place_in(const Range& range, double value) {
  if (!range.logarithmic) return (value - range.low) / (range.high - range.low);
  return std::log(std::max(value, 1e-300) / range.low) / std::log(range.high / range.low);
}

std::vector<Tick> ticks_of(const Range& range, int count) {
  return range.logarithmic ? log_ticks(range.low, range.high, count)
                           : linear_ticks(range.low, range.high, count);
}

/// The lowest and highest point of each pixel column, in the order in which they come.
std::vector<ImVec2> thinned(const std::vector<ImVec2>& points) {
  std::vector<ImVec2> kept;
  for (std::size_t i = 0; i < points.size();) {
    const float column = std::floor(points[i].x);
    std::size_t low = i;
    std::size_t high = i;
    std::size_t end = i;
    for (; end < points.size() && std::floor(points[end].x) == column; ++end) {
      if (points[end].y < points[low].y) low = end;
      if (points[end].y > points[high].y) high = end;
    }
    kept.push_back(points[std::min(low, high)]);
    if (low != high) kept.push_back(points[std::max(low, high)]);
    i = end;
  }
  return kept;
}

float snap(float value) { return std::floor(value) + 0.5f; }

}  // namespace

Plot::Plot(Ui& ui, const ImRect& area, Range horizontal, Range vertical)
    : ui_(ui), area_(area), horizontal_(horizontal), vertical_(vertical) {
  if (!(horizontal_.high > horizontal_.low)) horizontal_.high = horizontal_.low + 1;
  if (!(vertical_.high > vertical_.low)) vertical_.high = vertical_.low + 1;
}

float Plot::x(double value) const {
  return area_.Min.x + px(place_in(horizontal_, value)) * area_.GetWidth();
}

float Plot::y(double value) const {
  return area_.Max.y - px(place_in(vertical_, value)) * area_.GetHeight();
}

double Plot::value_at_x(float position) const {
  const double place = (position - area_.Min.x) / area_.GetWidth();
  return horizontal_.low + place * (horizontal_.high - horizontal_.low);
}

Figure* Plot::record(std::string_view key, std::string_view title, float right) const {
  constexpr float left = 40, top = 26, bottom = 38;
  const ImRect whole{{area_.Min.x - left, area_.Min.y - top},
                     {area_.Max.x + right, area_.Max.y + bottom}};
  Figure* figure = record_cells(ui_, key, title, area_, whole);
  if (!figure) return nullptr;
  figure->across = across_words_;
  figure->up = up_words_;
  figure->horizontal = horizontal_;
  figure->vertical = vertical_;
  return figure;
}

bool Plot::is_pointed_at() const {
  return ImGui::IsWindowHovered() && area_.Contains(ImGui::GetIO().MousePos);
}

void Plot::axes(std::string_view vertical_words, std::string_view horizontal_words,
                bool horizontal_labels, int vertical_count) {
  up_words_ = vertical_words;
  across_words_ = horizontal_words;
  const Tokens& c = ui_.colour();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const int across = std::clamp(static_cast<int>(area_.GetWidth() / 60), 2, 8);
  for (const Tick& tick : ticks_of(vertical_, vertical_count)) {
    const float at = snap(y(tick.value));
    list->AddLine({area_.Min.x, at}, {area_.Max.x, at},
                  tick.label.empty() ? faded(c.grid, 0.55f) : c.grid);
    if (tick.label.empty()) continue;
    list->AddLine({area_.Min.x - 4, at}, {area_.Min.x, at}, c.edge);
    draw_text(ui_, {area_.Min.x - 8, at}, Type::small, c.text2, tick.label, Align::right);
  }
  for (const Tick& tick : ticks_of(horizontal_, across)) {
    const float at = snap(x(tick.value));
    list->AddLine({at, area_.Min.y}, {at, area_.Max.y}, c.grid);
    list->AddLine({at, area_.Max.y}, {at, area_.Max.y + 4}, c.edge);
    if (horizontal_labels)
      draw_text(ui_, {at, area_.Max.y + 13}, Type::small, c.text2, tick.label, Align::centre);
  }
  list->AddLine({snap(area_.Min.x), area_.Min.y}, {snap(area_.Min.x), area_.Max.y + 1}, c.edge);
  list->AddLine({area_.Min.x, snap(area_.Max.y)}, {area_.Max.x, snap(area_.Max.y)}, c.edge);
  draw_text(ui_, {area_.Min.x - 30, area_.Min.y - 12}, Type::small, c.text2, vertical_words);
  draw_text(ui_, {area_.Max.x, area_.Max.y + 28}, Type::small, c.text2, horizontal_words,
            Align::right);
}

void Plot::curve(std::span<const float> xs, std::span<const float> ys, ImU32 colour, float width,
                 float dash) const {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect({area_.Min.x, area_.Min.y - 2}, {area_.Max.x + 2, area_.Max.y + 2}, true);
  std::vector<ImVec2> points;
  const auto flush = [&] {
    const bool many = px(points.size()) > 2 * area_.GetWidth();
    const std::vector<ImVec2> line = many ? thinned(points) : points;
    line_through(list, line, colour, width, dash);
    points.clear();
  };
  for (std::size_t i = 0; i < std::min(xs.size(), ys.size()); ++i) {
    if (!std::isfinite(ys[i])) {
      flush();
    } else {
      points.push_back({x(xs[i]), y(ys[i])});
    }
  }
  flush();
  list->PopClipRect();
}

void Plot::references(std::vector<Reference> levels, ImU32 colour) const {
  constexpr float pitch = 14;
  std::erase_if(levels, [&](const Reference& one) {
    return one.level < vertical_.low || one.level > vertical_.high;
  });
  std::sort(levels.begin(), levels.end(),
            [](const Reference& a, const Reference& b) { return a.level > b.level; });
  std::vector<float> places;
  for (const Reference& one : levels) {
    const float at = snap(y(one.level));
    dashed(ImGui::GetWindowDrawList(), {area_.Min.x, at}, {area_.Max.x, at}, colour, 1, one.dash);
    places.push_back(places.empty() ? at : std::max(at, places.back() + pitch));
  }
  // Pushed apart, about half of it upwards.
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const float pushed = places.back() - snap(y(levels.back().level));
    draw_text(ui_, {area_.Max.x + 6, places[i] - std::floor(pushed / 2)}, Type::small,
              ui_.colour().text2, levels[i].words);
    ui_.place("reference." + levels[i].words.substr(0, levels[i].words.find(' ')),
              {{area_.Max.x + 6, places[i] - std::floor(pushed / 2) - 7},
               {area_.Max.x + kReferenceNames, places[i] - std::floor(pushed / 2) + 7}});
  }
}

float Plot::mark(double at, std::string_view words, float free) const {
  if (x(at) < area_.Min.x || x(at) > area_.Max.x + 0.5f) return free;
  const float line = snap(x(at));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float foot = snap(area_.Max.y);
  dashed(list, {line, area_.Min.y}, {line, foot}, ui_.colour().edge, 1, 3);
  list->AddTriangleFilled({line, foot - 5}, {line + 4, foot}, {line - 4, foot}, ui_.colour().text2);
  const float width = text_width(ui_, Type::small, words);
  const bool right = line + 6 + width <= area_.Max.x;
  const float begin = right ? line + 6 : line - 6 - width;
  if (begin < free) return free;
  draw_text(ui_, {begin, area_.Max.y - 9}, Type::small, ui_.colour().text3, words);
  return begin + width + 6;
}

void Plot::shown_moment(double at) const {
  const float line = snap(x(at));
  const float top = area_.Min.y;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddLine({line, top}, {line, area_.Max.y}, ui_.colour().plot, 4);
  list->AddLine({line, top}, {line, area_.Max.y}, ui_.colour().primary, 2);
  list->AddTriangleFilled({line - 5, top - 5}, {line + 5, top - 5}, {line, top + 2},
                          ui_.colour().primary);
}

void Plot::cross_hair(double at) const {
  const float line = snap(x(at));
  ImGui::GetWindowDrawList()->AddLine({line, area_.Min.y}, {line, area_.Max.y}, ui_.colour().text2);
}

void Plot::dot(double at_x, double at_y, ImU32 colour, float radius) const {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddCircleFilled({x(at_x), y(at_y)}, radius + 2, ui_.colour().plot);
  list->AddCircleFilled({x(at_x), y(at_y)}, radius, colour);
}

void line_through(ImDrawList* list, std::span<const ImVec2> points, ImU32 colour, float width,
                  float dash) {
  if (points.size() < 2) return;
  if (dash <= 0)
    return list->AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, width);
  float along = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const float length = std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    for (float at = 0; at < length;) {
      const float phase = std::fmod(along + at, 2 * dash);
      const bool on = phase < dash;
      const float next = std::min(length, at + (on ? dash : 2 * dash) - phase + 1e-3f);
      const auto place = [&](float part) {
        return ImVec2(points[i - 1].x + (points[i].x - points[i - 1].x) * part / length,
                      points[i - 1].y + (points[i].y - points[i - 1].y) * part / length);
      };
      if (on) list->AddLine(place(at), place(next), colour, width);
      at = next;
    }
    along += length;
  }
}

void dashed(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour, float width, float dash) {
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  if (length <= 0) return;
  const ImVec2 unit((to.x - from.x) / length, (to.y - from.y) / length);
  for (float at = 0; at < length; at += 2 * dash) {
    const float end = std::min(at + dash, length);
    list->AddLine({from.x + unit.x * at, from.y + unit.y * at},
                  {from.x + unit.x * end, from.y + unit.y * end}, colour, width);
  }
}

namespace {

constexpr std::size_t kReadingsInColumn = 12;
constexpr float kReadingPitch = 17;

/// One line of a read-out: its swatch and name at the left of `row`, its value at the right.
void write_reading(Ui& ui, ImDrawList* list, const ImRect& row, const PointedValue& r) {
  const float y = row.GetCenter().y;
  const float top = y - size_of(Type::small) / 2;
  if (r.colour) list->AddRectFilled({row.Min.x, y - 4}, {row.Min.x + 8, y + 4}, r.colour, 2);
  write_text(ui, list, {row.Min.x + (r.colour ? 14.0f : 0.0f), top}, Type::small, ui.colour().text2,
             r.name);
  write_text(ui, list, {row.Max.x - text_width(ui, Type::small, r.value), top}, Type::small,
             ui.colour().text, r.value);
}

}  // namespace

void readout(Ui& ui, ImVec2 at, const ImRect& bounds, std::string_view heading,
             std::string_view heading_value, const std::vector<PointedValue>& readings) {
  const bool headed = !heading.empty();
  const std::size_t columns =
      std::max<std::size_t>((readings.size() + kReadingsInColumn - 1) / kReadingsInColumn, 1);
  const std::size_t rows = (readings.size() + columns - 1) / columns;
  float width = 0;
  for (const PointedValue& r : readings) {
    width = std::max(
        width, text_width(ui, Type::small, r.name) + text_width(ui, Type::value, r.value) + 30);
  }
  const float head =
      text_width(ui, Type::small, heading) + text_width(ui, Type::small, heading_value) + 14;
  width = std::ceil(std::max(width, columns == 1 ? head : 0));
  const ImVec2 size(std::max((width + 18) * px(columns), head + 18),
                    kReadingPitch * px(rows + (headed ? 1 : 0)) + 8);
  ImVec2 corner(at.x + 12, at.y - size.y - 12);
  if (corner.x + size.x > bounds.Max.x) corner.x = at.x - size.x - 12;
  corner.x = std::max(corner.x, bounds.Min.x);
  if (corner.y < bounds.Min.y) corner.y = at.y + 14;
  corner.y = std::max(std::min(corner.y, ImGui::GetIO().DisplaySize.y - size.y - 2), 2.0f);
  corner = {std::floor(corner.x), std::floor(corner.y)};
  ImDrawList* list = ImGui::GetForegroundDrawList();
  const ImRect box{corner, {corner.x + size.x, corner.y + size.y}};
  ui.place("readout", box);
  list->AddRectFilled(box.Min, box.Max, ui.colour().control, 4);
  list->AddRect(box.Min, box.Max, ui.colour().edge, 4);
  float top = box.Min.y + 4;
  if (headed) {
    write_reading(ui, list, {{box.Min.x + 9, top}, {box.Max.x - 9, top + kReadingPitch}},
                  {0, std::string(heading), std::string(heading_value)});
    top += kReadingPitch;
  }
  for (std::size_t k = 0; k < readings.size(); ++k) {
    const float left = box.Min.x + 9 + (width + 18) * px(k / rows);
    const float y = top + kReadingPitch * px(k % rows);
    write_reading(ui, list, {{left, y}, {left + width, y + kReadingPitch}}, readings[k]);
  }
}

std::pair<float, float> extent(std::span<const float> values) {
  float low = INFINITY;
  float high = -INFINITY;
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  return low <= high ? std::pair{low, high} : std::pair{0.0f, 0.0f};
}

}  // namespace nn4n::playground

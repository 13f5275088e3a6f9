#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/network/block_grid.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kLine = 18;        // of a header's words
constexpr float kMatrixTop = 46;   // names and kinds above the columns
constexpr float kWideHead = 192;   // names at the left, with what areas are
constexpr float kNarrowHead = 92;  // names alone
constexpr float kDetailsFrom = 510;
constexpr float kMostWide = 132;

std::size_t areas_before(const std::vector<Group>& groups, std::size_t index) {
  std::size_t steps = 0;
  for (std::size_t k = 1; k <= index; ++k) steps += groups[k].area != groups[k - 1].area ? 1 : 0;
  return steps;
}

float offset(const BlockGrid& grid, const std::vector<Group>& groups, std::size_t index,
             float size) {
  return px(index) * (size + grid.gap) + px(areas_before(groups, index)) * grid.area_gap;
}

bool some_area_has_one_row(const std::vector<Group>& groups) {
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const bool before = k > 0 && groups[k - 1].area == groups[k].area;
    const bool after = k + 1 < groups.size() && groups[k + 1].area == groups[k].area;
    if (!before && !after) return true;
  }
  return false;
}

std::string kind_words(const Group& group) {
  const std::string letter = group.kind == UnitKind::excitatory   ? "E "
                             : group.kind == UnitKind::inhibitory ? "I "
                                                                  : "";
  return letter + std::to_string(group.units);
}

ImU32 kind_colour(const Ui& ui, UnitKind kind) {
  return kind == UnitKind::excitatory   ? ui.colour().exc
         : kind == UnitKind::inhibitory ? ui.colour().inh
                                        : ui.colour().edge;
}

ImU32 kind_ink(const Ui& ui, UnitKind kind) {
  return kind == UnitKind::all ? ui.colour().text3 : kind_colour(ui, kind);
}

/// First and last group of every area.
template <class Visit>
void for_each_area(const std::vector<Group>& groups, Visit&& visit) {
  for (std::size_t first = 0; first < groups.size();) {
    std::size_t last = first;
    while (last + 1 < groups.size() && groups[last + 1].area == groups[first].area) ++last;
    visit(first, last);
    first = last + 1;
  }
}

std::string activation_words(const Network& network, const Area& area) {
  return std::string(
      Choices<ActivationKind>::list[static_cast<std::size_t>(activation_of(network, area))].label);
}

/// The area's activation: the network's, or one of its own.
void activation_menu(Ui& ui, const std::string& path, const ImRect& box, const Area& area) {
  const Network& network = ui.experiment.network;
  const auto& choices = Choices<ActivationKind>::list;
  std::vector<Option> options{
      {"network", "As the network: " +
                      std::string(choices[static_cast<std::size_t>(network.activation)].label)}};
  for (const Choice& choice : choices)
    options.push_back({std::string(choice.key), std::string(choice.label)});
  const int chosen = area.own_activation ? static_cast<int>(area.activation) + 1 : 0;
  ui.place("@" + path + ".activation", box);
  const int picked = word_menu(ui, (path + ".activation").c_str(), box,
                               activation_words(network, area), options, chosen);
  if (picked == 0) ui.answer(SetValue{path + ".own_activation", 0});
  if (picked <= 0) return;
  ui.answer(SetPaths{"{\"" + path + ".own_activation\":true,\"" + path + ".activation\":\"" +
                     options[static_cast<std::size_t>(picked)].key + "\"}"});
}

/// What the area is, in three lines below its name; each value is edited where it stands.
void area_details(Ui& ui, const std::string& path, const Area& area, ImVec2 at, float width) {
  const bool signs = ui.experiment.network.connectivity.unit_signs == UnitSigns::ei;
  const ImU32 ink = ui.colour().text2;
  const auto line = [&](int k, float left, float right) {
    const float y = at.y + px(k) * kLine;
    return ImRect{{at.x + left, y}, {at.x + right, y + kLine}};
  };
  const float half = std::max(std::floor(width / 2), tick_width(ui, "Input") + 4);
  edit_in_place(ui, "@" + path + ".units", line(0, 0, half - 4), Type::small, ink,
                grouped(area.units) + " units");
  if (signs)
    edit_in_place(ui, "@" + path + ".excitatory", line(0, half, width), Type::small, ink,
                  compact(area.excitatory * 100) + " % E");
  edit_in_place(ui, "@" + path + ".tau_ms", line(1, 0, half - 4), Type::small, ink,
                "τ " + compact(area.tau_ms, 4) + " ms");
  activation_menu(ui, path, line(1, half, width), area);
  edit_tick(ui, "@" + path + ".input", line(2, 0, half));
  edit_tick(ui, "@" + path + ".readout",
            line(2, std::max(half - 8, tick_width(ui, "Input") + 4), width + 8));
}

}  // namespace

BlockGrid block_grid(const std::vector<Group>& groups, ImVec2 at, float width) {
  BlockGrid grid;
  const std::size_t n = groups.size();
  grid.details = width >= kDetailsFrom;
  grid.head = grid.details ? kWideHead : kNarrowHead;
  if (n > 4) grid.gap = 2, grid.area_gap = 7;
  const float gaps = grid.gap * px(n - 1) + grid.area_gap * px(areas_before(groups, n - 1));
  grid.cell.x = std::floor(std::min((width - grid.head - gaps) / px(n), kMostWide));
  grid.cell.y = n <= 4 ? 58.0f : n <= 8 ? 44.0f : 38.0f;
  if (grid.details && some_area_has_one_row(groups)) grid.cell.y = std::max(grid.cell.y, 78.0f);
  grid.corner = {at.x + grid.head, at.y + kMatrixTop};
  return grid;
}

ImRect cell_box(const BlockGrid& grid, const std::vector<Group>& groups, std::size_t row,
                std::size_t column) {
  const ImVec2 low(grid.corner.x + offset(grid, groups, column, grid.cell.x),
                   grid.corner.y + offset(grid, groups, row, grid.cell.y));
  return {low, {low.x + grid.cell.x, low.y + grid.cell.y}};
}

void column_heads(Ui& ui, const NetworkParts& parts, const BlockGrid& grid) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto& groups = parts.groups;
  for_each_area(groups, [&](std::size_t first, std::size_t last) {
    const float left = cell_box(grid, groups, 0, first).Min.x;
    const float right = cell_box(grid, groups, 0, last).Max.x;
    draw_text_within(ui, {(left + right) / 2, grid.corner.y - 37}, right - left, Type::title,
                     ui.colour().text, area_name(ui.experiment, groups[first].area), Align::centre);
  });
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const ImRect box = cell_box(grid, groups, 0, k);
    draw_text_within(ui, {box.GetCenter().x, grid.corner.y - 19}, grid.cell.x, Type::label,
                     kind_ink(ui, groups[k].kind), kind_words(groups[k]), Align::centre);
    list->AddRectFilled({box.Min.x, grid.corner.y - 9}, {box.Max.x, grid.corner.y - 4},
                        kind_colour(ui, groups[k].kind), 1);
  }
}

void row_heads(Ui& ui, const NetworkParts& parts, const BlockGrid& grid) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto& groups = parts.groups;
  const float left = grid.corner.x - grid.head;
  const bool between = grid.cell.y >= 58;  // the words of kinds stand above and below the name
  const float width = grid.head - (grid.details ? 62.0f : between ? 14.0f : 44.0f);
  for_each_area(groups, [&](std::size_t first, std::size_t last) {
    const float top = cell_box(grid, groups, first, 0).Min.y;
    const float bottom = cell_box(grid, groups, last, 0).Max.y;
    const std::size_t index = static_cast<std::size_t>(groups[first].area);
    const std::string path = "network.areas[" + std::to_string(index) + "]";
    const Area& area = ui.experiment.network.areas[index];
    const float lines = grid.details ? 4 : 2;
    const float y = std::floor(std::max(top, (top + bottom - lines * kLine) / 2));
    edit_in_place(ui, "@" + path + ".name", {{left, y}, {left + width, y + kLine}}, Type::title,
                  ui.colour().text, area.name);
    if (grid.details) {
      area_details(ui, path, area, {left, y + kLine}, width);
    } else {
      edit_in_place(ui, "@" + path + ".units", {{left, y + kLine}, {left + width, y + 2 * kLine}},
                    Type::small, ui.colour().text2, grouped(area.units) + " units");
    }
  });
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const ImRect box = cell_box(grid, groups, k, 0);
    draw_text_within(ui, {box.Min.x - 13, box.GetCenter().y}, 40, Type::label,
                     kind_ink(ui, groups[k].kind), kind_words(groups[k]), Align::right);
    list->AddRectFilled({box.Min.x - 9, box.Min.y}, {box.Min.x - 4, box.Max.y},
                        kind_colour(ui, groups[k].kind), 1);
  }
}

}  // namespace nn4n::playground

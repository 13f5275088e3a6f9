#include <algorithm>
#include <cmath>

#include "playground/panels/network_parts.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"
#include "playground/words.h"

namespace nn4n::playground {

namespace {

constexpr float kLine = 18;        // of a header's words
constexpr float kMatrixTop = 46;   // names and kinds above the columns
constexpr float kWideHead = 192;   // names at the left, with what areas are
constexpr float kNarrowHead = 92;  // names alone
constexpr float kDetailsFrom = 510;
constexpr float kMostWide = 132;

/// Where the matrix lies.
struct BlockGrid {
  ImVec2 corner;  ///< of the first block
  float head = 0;
  ImVec2 cell{};
  float gap = 4;        ///< between kinds
  float area_gap = 12;  ///< more between areas
  bool details = false;
};

std::size_t areas_before(const std::vector<Group>& groups, std::size_t index) {
  std::size_t steps = 0;
  for (std::size_t k = 1; k <= index; ++k) steps += groups[k].area != groups[k - 1].area ? 1 : 0;
  return steps;
}

float offset(const BlockGrid& grid, const std::vector<Group>& groups, std::size_t index,
             float size) {
  return px(index) * (size + grid.gap) + px(areas_before(groups, index)) * grid.area_gap;
}

ImRect cell_box(const BlockGrid& grid, const std::vector<Group>& groups, std::size_t row,
                std::size_t column) {
  const ImVec2 low(grid.corner.x + offset(grid, groups, column, grid.cell.x),
                   grid.corner.y + offset(grid, groups, row, grid.cell.y));
  return {low, {low.x + grid.cell.x, low.y + grid.cell.y}};
}

bool some_area_has_one_row(const std::vector<Group>& groups) {
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const bool before = k > 0 && groups[k - 1].area == groups[k].area;
    const bool after = k + 1 < groups.size() && groups[k + 1].area == groups[k].area;
    if (!before && !after) return true;
  }
  return false;
}

BlockGrid grid_of(const std::vector<Group>& groups, ImVec2 at, float width) {
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

// ---------------------------------------------------------------------------------------------
// Names of rows and columns

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

std::string activation_words(const Network& network, const Area& area) {
  return std::string(
      Choices<ActivationKind>::list[static_cast<std::size_t>(activation_of(network, area))].label);
}

/// The area's activation: the network's, or one of its own.
void activation_menu(Ui& ui, const std::string& path, const ImRect& box, const Area& area) {
  const Network& network = ui.experiment.network;
  const auto& choices = Choices<ActivationKind>::list;
  std::vector<std::string> words{
      "As the network: " +
      std::string(choices[static_cast<std::size_t>(network.activation)].label)};
  for (const Choice& choice : choices) words.emplace_back(choice.label);
  const int chosen = area.own_activation ? static_cast<int>(area.activation) + 1 : 0;
  ui.place("@" + path + ".activation", box);
  const int picked = word_menu(ui, (path + ".activation").c_str(), box,
                               activation_words(network, area), words, chosen);
  if (picked == 0) ui.answer(SetValue{path + ".own_activation", 0});
  if (picked <= 0) return;
  ui.answer(SetPaths{"{\"" + path + ".own_activation\":true,\"" + path + ".activation\":\"" +
                     std::string(choices[static_cast<std::size_t>(picked - 1)].key) + "\"}"});
}

/// What the area is, in three lines below its name; each value is edited where it stands.
void area_details(Ui& ui, const std::string& path, const Area& area, ImVec2 at, float width) {
  const bool signs = ui.experiment.network.connectivity.structure == Structure::multi_area_ei;
  const ImU32 ink = ui.colour().text2;
  const auto line = [&](int k, float left, float right) {
    const float y = at.y + px(k) * kLine;
    return ImRect{{at.x + left, y}, {at.x + right, y + kLine}};
  };
  const float half = std::floor(width / 2);
  edit_in_place(ui, "@" + path + ".units", line(0, 0, half - 4), Type::small, ink,
                grouped(area.units) + " units");
  if (signs)
    edit_in_place(ui, "@" + path + ".excitatory", line(0, half, width), Type::small, ink,
                  compact(area.excitatory * 100) + " % E");
  edit_in_place(ui, "@" + path + ".tau_ms", line(1, 0, half - 4), Type::small, ink,
                "τ " + compact(area.tau_ms, 4) + " ms");
  activation_menu(ui, path, line(1, half, width), area);
  edit_tick(ui, "@" + path + ".input", line(2, 0, half));
  edit_tick(ui, "@" + path + ".readout", line(2, half - 8, width + 8));
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

// ---------------------------------------------------------------------------------------------
// Blocks

std::size_t index_of(const std::vector<Group>& groups, int area, UnitKind kind) {
  for (std::size_t k = 0; k < groups.size(); ++k) {
    if (groups[k].area == area && groups[k].kind == kind) return k;
  }
  return 0;
}

/// All blocks between two corners of a rectangle.
std::vector<BlockPlace> rectangle(const std::vector<Group>& groups, const BlockPlace& a,
                                  const BlockPlace& b) {
  const auto [top, bottom] =
      std::minmax({index_of(groups, a.into, a.into_kind), index_of(groups, b.into, b.into_kind)});
  const auto [left, right] =
      std::minmax({index_of(groups, a.from, a.from_kind), index_of(groups, b.from, b.from_kind)});
  std::vector<BlockPlace> places;
  for (std::size_t row = top; row <= bottom; ++row) {
    for (std::size_t column = left; column <= right; ++column)
      places.push_back(place_of(groups[row], groups[column]));
  }
  return places;
}

void select(Ui& ui, std::vector<BlockPlace> places, const BlockPlace& anchor) {
  if (places == ui.view.network.selected && anchor == ui.view.network.anchor) return;
  NetworkView next = ui.view.network;
  next.selected = std::move(places);
  next.anchor = anchor;
  ui.answer(ShowNetwork{std::move(next)});
}

void press(Ui& ui, const NetworkParts& parts, const BlockPlace& place) {
  const ImGuiIO& io = ImGui::GetIO();
  std::vector<BlockPlace> places = parts.selected;
  if (io.KeyShift) {
    return select(ui, rectangle(parts.groups, ui.view.network.anchor, place),
                  ui.view.network.anchor);
  }
  if (!io.KeyCtrl) return select(ui, {place}, place);
  const auto same = std::find(places.begin(), places.end(), place);
  same == places.end() ? places.push_back(place) : static_cast<void>(places.erase(same));
  select(ui, std::move(places), place);
}

/// The block under a pointer that was pressed on another one.
std::optional<BlockPlace> block_under(const NetworkParts& parts, const BlockGrid& grid, ImVec2 at) {
  for (std::size_t row = 0; row < parts.groups.size(); ++row) {
    for (std::size_t column = 0; column < parts.groups.size(); ++column) {
      if (cell_box(grid, parts.groups, row, column).Contains(at))
        return place_of(parts.groups[row], parts.groups[column]);
    }
  }
  return std::nullopt;
}

/// What a block shows: its words and the length of its bar, 0..1.
struct Shown {
  std::string words;
  double part = 0;
};

Shown shown_of(const BlockValues& values, BlockQuantity quantity) {
  const nn4n::Block& block = values.block;
  switch (quantity) {
    case BlockQuantity::gain:
      return {compact(block.gain), std::min(block.gain / 2, 1.0)};
    case BlockQuantity::plasticity:
      if (!block.trained) return {"fixed", 0};
      return {compact(block.update_factor), std::min(block.update_factor / 2, 1.0)};
    case BlockQuantity::density:
      break;
  }
  if (!has_density(values)) return {"hubs", 0.5};
  return {fixed(values.density, 2), values.density};
}

bool is_empty(const BlockValues& values) { return has_density(values) && values.density == 0; }

/// "520 synapses, gain 2, fixed": what the large number does not say.
std::string details_of(const BlockValues& values, int synapses) {
  std::string words;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
  if (synapses >= 0) add(grouped(synapses) + (synapses == 1 ? " synapse" : " synapses"));
  if (values.block.gain != 1) add("gain " + compact(values.block.gain));
  if (values.block.own_law) add("own law");
  if (!values.block.trained) add("fixed");
  if (values.block.update_factor != 1) add("step × " + compact(values.block.update_factor));
  return words;
}

void draw_block(Ui& ui, const ImRect& box, const BlockValues& values, int synapses) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (is_empty(values)) {
    list->AddRectFilled(box.Min, box.Max, ui.colour().plot, 3);
    list->AddRect(box.Min, box.Max, ui.colour().border, 3);
    if (box.GetWidth() >= 34)
      draw_text(ui, box.GetCenter(), Type::small, ui.colour().text3, "none", Align::centre);
    return;
  }
  const Shown shown = shown_of(values, ui.view.network.quantity);
  const ImU32 fill =
      mixed(ui.colour().plot, block_colour(ui, values), 0.14f + 0.56f * px(shown.part));
  const ImU32 ink = ink_on(ui, fill);
  list->AddRectFilled(box.Min, box.Max, fill, 3);
  const float pad = box.GetWidth() >= 84 ? 9.0f : 5.0f;
  const float room = box.GetWidth() - 2 * pad;
  const bool two = box.GetHeight() >= 52 && box.GetWidth() >= 72;
  const bool small = room < 30;
  const std::string brief =
      small && shown.words.starts_with("0.") ? shown.words.substr(1) : shown.words;
  draw_text_within(ui, {box.Min.x + pad, box.Min.y + (two ? 15.0f : box.GetHeight() / 2 - 4)},
                   room + 2, small ? Type::small : Type::value, ink, brief);
  if (two) {
    std::string details = details_of(values, synapses);
    if (text_width(ui, Type::small, details) > room && synapses >= 0) details = grouped(synapses);
    draw_text_within(ui, {box.Min.x + pad, box.Min.y + 32}, room, Type::small, ink, details);
  }
  const float y = box.Max.y - 9;
  list->AddRectFilled({box.Min.x + pad, y}, {box.Max.x - pad, y + 3}, faded(ink, 0.3f), 1);
  list->AddRectFilled({box.Min.x + pad, y}, {box.Min.x + pad + room * px(shown.part), y + 3}, ink,
                      1);
}

void mark_changed(Ui& ui, const ImRect& box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 c(box.Max.x - 7, box.Min.y + 7);
  list->AddCircleFilled(c, 4.5f, ui.colour().panel);
  list->AddCircleFilled(c, 3, ui.colour().primary);
}

void mark_selected(Ui& ui, const ImRect& box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRect({box.Min.x - 1, box.Min.y - 1}, {box.Max.x + 1, box.Max.y + 1}, ui.colour().plot, 4,
                0, 4);
  list->AddRect({box.Min.x - 1, box.Min.y - 1}, {box.Max.x + 1, box.Max.y + 1}, ui.colour().primary,
                4, 0, 2);
}

void block_tooltip(Ui& ui, const NetworkParts& parts, const BlockPlace& place,
                   const BlockValues& values, int synapses) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip) || !ImGui::BeginTooltip()) return;
  const std::string from = group_name(ui.experiment, place.from, place.from_kind);
  const std::string into = group_name(ui.experiment, place.into, place.into_kind);
  paragraph(ui, Type::title, ui.colour().text, from + " → " + into, 290);
  const std::string density = has_density(values) ? "Density " + compact(values.density) : "Hubs";
  paragraph(ui, Type::label, ui.colour().text2, density + ": " + details_of(values, synapses) + ".",
            290);
  if (parts.is_changed(place))
    paragraph(ui, Type::label, ui.colour().text2,
              "Changed from " + std::string(parts.nearest.start->label) + ".", 290);
  ImGui::EndTooltip();
}

void block_cell(Ui& ui, const NetworkParts& parts, const BlockGrid& grid, std::size_t row,
                std::size_t column) {
  const Group& into = parts.groups[row];
  const Group& from = parts.groups[column];
  const BlockPlace place = place_of(into, from);
  const ImRect box = cell_box(grid, parts.groups, row, column);
  const std::string name =
      "block[" + short_name(into.area, into.kind) + "][" + short_name(from.area, from.kind) + "]";
  const BlockValues values = values_of(ui.experiment.network, place);
  const int synapses =
      parts.synapses.empty() ? -1 : parts.synapses[row * parts.groups.size() + column];
  ui.place(name, box);
  draw_block(ui, box, values, synapses);
  const ImGuiID id = ImGui::GetID(name.c_str());
  if (!ImGui::ItemAdd(box, id)) return;
  bool hovered = false;
  bool held = false;
  const bool pressed =
      ImGui::ButtonBehavior(box, id, &hovered, &held, ImGuiButtonFlags_PressedOnClick);
  const bool pointer = ImGui::GetCurrentContext()->ActiveIdSource == ImGuiInputSource_Mouse;
  if (pressed) {
    press(ui, parts, place);
  } else if (held && pointer && !ImGui::GetIO().KeyCtrl) {
    const BlockPlace& anchor = ui.view.network.anchor;
    if (const auto other = block_under(parts, grid, ImGui::GetIO().MousePos))
      select(ui, rectangle(parts.groups, anchor, *other), anchor);
  }
  if (hovered && !parts.is_selected(place))
    ImGui::GetWindowDrawList()->AddRect(box.Min, box.Max, ui.colour().text2, 3);
  if (parts.is_changed(place)) mark_changed(ui, box);
  if (parts.is_selected(place)) mark_selected(ui, box);
  focus_ring(ui, box, id);
  block_tooltip(ui, parts, place, values, synapses);
}

}  // namespace

void block_matrix(Ui& ui, const NetworkParts& parts) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::size_t n = parts.groups.size();
  if (n == 0) return;
  const BlockGrid grid = grid_of(parts.groups, at, ImGui::GetContentRegionAvail().x);
  const ImRect last = cell_box(grid, parts.groups, n - 1, n - 1);
  ui.place("blocks", {{grid.corner.x, grid.corner.y}, last.Max});
  ImGui::PushID("blocks");
  column_heads(ui, parts, grid);
  row_heads(ui, parts, grid);
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t column = 0; column < n; ++column) block_cell(ui, parts, grid, row, column);
  }
  ImGui::PopID();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({last.Max.x - at.x, last.Max.y - at.y + 6});
}

}  // namespace nn4n::playground

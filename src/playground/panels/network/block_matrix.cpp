// The matrix of blocks. A block is coloured by its sign and value, and selected by a click or a
// drag.
#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/network/block_grid.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

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
  const Block& block = values.block;
  switch (quantity) {
    case BlockQuantity::gain:
      return {compact(block.gain), std::min(block.gain / 2, 1.0)};
    case BlockQuantity::plasticity:
      if (!block.trained) return {"fixed", 0};
      return {compact(block.plasticity), std::min(block.plasticity / 2, 1.0)};
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
  if (values.block.own_distribution) add("own initial weights");
  if (!values.block.trained) add("fixed");
  if (values.block.plasticity != 1) add("step × " + compact(values.block.plasticity));
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

void mark_wrong(Ui& ui, const ImRect& box) {
  const ImVec2 c(box.Max.x - 9, box.Min.y + 9);
  ImGui::GetWindowDrawList()->AddCircleFilled(c, 8, ui.colour().panel);
  warning_mark(ui, {c.x, c.y - 1}, 5);
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
              "This block differs from that of " + std::string(parts.nearest.start->label) + ".",
              290);
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
  if (!problems_of(ui, place).empty()) {
    mark_wrong(ui, box);
  } else if (parts.is_changed(place)) {
    mark_changed(ui, box);
  }
  if (parts.is_selected(place)) mark_selected(ui, box);
  focus_ring(ui, box, id);
  block_tooltip(ui, parts, place, values, synapses);
}

}  // namespace

void block_matrix(Ui& ui, const NetworkParts& parts) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::size_t n = parts.groups.size();
  if (n == 0) return;
  const BlockGrid grid = block_grid(parts.groups, at, ImGui::GetContentRegionAvail().x);
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

// The mask of a layer, painted with the pointer or with keys, and the tools for it.
#include <algorithm>
#include <array>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/initial/matrix.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kLegend = 34;  // height of two lines and of the gap above them

void show(Ui& ui, NetworkView next) { ui.answer(ShowNetwork{std::move(next)}); }

/// Arrow keys move the cursor of a focused mask, Space paints.
void paint_with_keys(Ui& ui, const CellGrid& cells, ImGuiID id) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.NavId != id || !g.NavCursorVisible) return;
  NetworkView next = ui.view.network;
  MaskPoint& cursor = next.cursor;
  const MaskPoint before = cursor;
  const auto pressed = [&](ImGuiKey key) {
    ImGui::SetKeyOwner(key, id);
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id);
  };
  cursor.row += (pressed(ImGuiKey_DownArrow) ? 1 : 0) - (pressed(ImGuiKey_UpArrow) ? 1 : 0);
  cursor.column += (pressed(ImGuiKey_RightArrow) ? 1 : 0) - (pressed(ImGuiKey_LeftArrow) ? 1 : 0);
  cursor.row = std::clamp(cursor.row, 0, cells.shape.rows - 1);
  cursor.column = std::clamp(cursor.column, 0, cells.shape.columns - 1);
  if (next.brush && pressed(ImGuiKey_Space))
    return ui.answer(PaintMask{next.layer, {cursor}, next.brush});
  if (!(cursor == before)) show(ui, std::move(next));
}

/// A stroke follows the pointer; the mask is changed when the stroke ends. Escape takes it back.
void paint_with_pointer(Ui& ui, const CellGrid& cells, bool held) {
  NetworkView next = ui.view.network;
  if (!next.stroke.empty() && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
    if (held) ImGui::ClearActiveID();
    next.stroke.clear();
    return show(ui, std::move(next));
  }
  if (held && next.brush) {
    const MaskPoint point = cells.at(ImGui::GetIO().MousePos);
    if (!next.stroke.empty() && next.stroke.back() == point) return;
    if (next.stroke.empty()) {
      next.stroke.push_back(point);
    } else {
      const auto more = line_of_points(next.stroke.back(), point);
      next.stroke.insert(next.stroke.end(), more.begin(), more.end());
    }
    next.cursor = point;
    return show(ui, std::move(next));
  }
  if (!next.stroke.empty() && !ImGui::IsMouseDown(0))
    ui.answer(PaintMask{next.layer, next.stroke, next.brush});
}

std::string present_words(const LayerView& view, std::size_t k) {
  if (!view.present[k]) return "no synapse";
  return view.sign[k] > 0 ? "excitatory" : view.sign[k] < 0 ? "inhibitory" : "either sign";
}

ImU32 mark_colour(const Ui& ui, const LayerView& view, std::size_t k) {
  if (!view.present[k]) return ui.colour().plot;
  return view.sign[k] > 0   ? ui.colour().exc
         : view.sign[k] < 0 ? ui.colour().inh
                            : ui.colour().text2;
}

float slot_pitch() { return row_pitch() + 4; }

/// The box of a tool: one below the other beside the matrix, in two columns below it.
ImRect tool_slot(const ImRect& box, bool upright, int k) {
  const int column = upright ? 0 : k % 2;
  const int row = upright ? k : k / 2;
  const float width =
      upright ? kInitialTools : std::floor(std::min(box.GetWidth() - 8, 360.0f) / 2);
  const ImVec2 at(box.Min.x + px(column) * (width + 8), box.Min.y + px(row) * slot_pitch());
  return {at, {at.x + width, at.y + row_pitch() - 4}};
}

/// Tools one below the other; the last one ends the painting.
int upright_slots(const Ui& ui) { return ui.view.network.brush ? 5 : 4; }

void layer_menu(Ui& ui, const LayerView& view, const ImRect& box) {
  ui.place("mask.layer", box);
  constexpr std::array layers{MaskLayer::input, MaskLayer::recurrent, MaskLayer::readout};
  std::vector<Option> options;
  int chosen = -1;
  for (const MaskLayer layer : layers) {
    if (layer == view.layer) chosen = static_cast<int>(options.size());
    options.push_back({std::string(key_of(layer)), std::string(words_of(layer))});
  }
  const int picked = combo(ui, "layer", box, options, chosen);
  if (picked < 0) return;
  NetworkView next = ui.view.network;
  next.layer = layers[static_cast<std::size_t>(picked)];
  next.cursor = {};
  show(ui, std::move(next));
}

/// A button for each mark, of which one is chosen.
void palette(Ui& ui, const ImRect& box) {
  const float width = box.GetWidth() / px(marks().size());
  for (std::size_t k = 0; k < marks().size(); ++k) {
    const Mark& mark = marks()[k];
    const float left = std::floor(box.Min.x + width * px(k));
    const ImRect face{{left, box.Min.y}, {left + width - 2, box.Max.y}};
    ui.place(std::string("mask.brush.") + mark.mark, face);
    const bool now = ui.view.network.brush == mark.mark;
    if (button(ui, std::string(1, mark.mark).c_str(), face, mark.label, now))
      choose_brush(ui, mark.mark);
    item_tooltip(ui, "Paint: " + std::string(mark.help));
  }
}

void paint_button(Ui& ui, const ImRect& box) {
  ui.place("mask.paint", box);
  if (button(ui, "paint", box, "Paint…")) choose_brush(ui, marks().front().mark);
  item_tooltip(ui, "Shows the mask alone and large, to paint synapses.");
}

void done_button(Ui& ui, const ImRect& box) {
  ui.place("mask.done", box);
  if (button(ui, "done", box, "Done", true)) choose_brush(ui, '\0');
  item_tooltip(ui, "Shows mask, weights and eigenvalues again.");
}

void file_button(Ui& ui, const LayerView& view, const ImRect& box) {
  ui.place("mask.file", box);
  if (button(ui, "file", box, "Open a file…")) ui.answer(ChooseMaskFile{view.layer});
  item_tooltip(
      ui,
      "Reads a mask from a text file: the numbers 0, 1, -1 with commas, or one of 0 1 + - for each "
      "synapse.");
}

void forget_button(Ui& ui, const LayerView& view, const ImRect& box) {
  if (layer_in(ui.experiment.network, view.layer).mask.empty()) return;
  ui.place("mask.forget", box);
  if (button(ui, "forget mask", box, "Forget mask")) ui.answer(ForgetMask{view.layer});
  item_tooltip(ui, "Restores the synapses of the structure.");
}

void mask_legend(Ui& ui, const LayerView& view, ImVec2 at) {
  const double possible = double{1} * view.shape.rows * view.shape.columns;
  if (possible <= 0) return;
  double present = 0;
  for (const std::uint8_t one : view.present) present += one;
  draw_text(ui, {at.x, at.y}, Type::small, ui.colour().text2, grouped(present) + " synapses");
  draw_text(ui, {at.x, at.y + 16}, Type::small, ui.colour().text3,
            compact(100 * present / possible) + " % of all");
}

}  // namespace

void mask_matrix(Ui& ui, const NetworkParts& parts, const LayerView& view, const ImRect& room) {
  const CellGrid cells = cells_in(room, view.shape);
  ui.place("plot.mask", cells.box());
  draw_cells(ui, "mask", parts, view, cells, 0,
             [&](std::size_t k) { return mark_colour(ui, view, k); });
  record_matrix(ui, "mask", "Synapses of the network", view, cells, [&](std::size_t k) {
    return std::pair(view.present[k] ? px(view.sign[k] == 0 ? 1 : view.sign[k]) : 0.0f,
                     mark_colour(ui, view, k));
  });
  const ImGuiID id = ImGui::GetID("mask");
  if (!ImGui::ItemAdd(cells.box(), id)) return;
  bool hovered = false;
  bool held = false;
  ImGui::ButtonBehavior(cells.box(), id, &hovered, &held, ImGuiButtonFlags_PressedOnClick);
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (hovered && ui.view.network.brush) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  paint_with_pointer(ui, cells, held && g.ActiveIdSource == ImGuiInputSource_Mouse);
  paint_with_keys(ui, cells, id);
  focus_ring(ui, cells.box(), id);
  if (!hovered && !(g.NavId == id && g.NavCursorVisible)) return;
  const MaskPoint point = hovered ? cells.at(ImGui::GetIO().MousePos) : ui.view.network.cursor;
  read_cell(ui, parts, view, cells, point, [&](std::size_t k) { return present_words(view, k); });
}

float tools_height(const Ui& ui, bool upright) {
  return upright ? px(upright_slots(ui)) * slot_pitch() + kLegend : 3 * slot_pitch();
}

void choose_brush(Ui& ui, char mark) {
  NetworkView next = ui.view.network;
  next.brush = mark;
  next.stroke.clear();
  show(ui, std::move(next));
}

void mask_tools(Ui& ui, const LayerView& view, const ImRect& box, bool upright) {
  layer_menu(ui, view, tool_slot(box, upright, 0));
  const bool painting = ui.view.network.brush != 0;
  painting ? palette(ui, tool_slot(box, upright, 1)) : paint_button(ui, tool_slot(box, upright, 1));
  file_button(ui, view, tool_slot(box, upright, 2));
  forget_button(ui, view, tool_slot(box, upright, 3));
  if (painting) done_button(ui, tool_slot(box, upright, 4));
  if (upright)
    mask_legend(ui, view, {box.Min.x, box.Min.y + px(upright_slots(ui)) * slot_pitch() + 10});
}

}  // namespace nn4n::playground

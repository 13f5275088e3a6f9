#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/field_tooltip.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kCross = 20;                  // room for it
constexpr float kTickGap = 14, kNameGap = 8;  // room for the dot that marks a changed setting

/// The name, which turns into a text box when it is clicked.
void area_name_item(Ui& ui, const std::string& path, const ImRect& box, const std::string& name) {
  ui.place(path, box);
  if (ui.view.typing_path == path) {
    ImGui::SetCursorScreenPos(box.Min);
    return edit_field(ui, path, {.label_width = 0});
  }
  const ImGuiID id = ImGui::GetID(path.c_str());
  if (ImGui::ItemAdd(box, id)) {
    bool hovered = false;
    bool held = false;
    const bool clicked = ImGui::ButtonBehavior(box, id, &hovered, &held);
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    if (clicked) ui.answer(Typing{path, name});
    if (hovered)
      ImGui::GetWindowDrawList()->AddRectFilled({box.Min.x - 4, box.Min.y}, box.Max,
                                                ui.colour().control, 4);
    field_tooltip(ui, resolve(target_of(ui.experiment), path), path);
  }
  const float mark = in_trouble(ui, path) ? 16 : 2;
  trouble_mark(ui, path, {box.Max.x - 8, box.GetCenter().y});
  draw_text_within(ui, {box.Min.x, box.GetCenter().y}, box.GetWidth() - mark, Type::title,
                   ui.colour().text, name);
}

bool can_be_removed(const Ui& ui) { return ui.experiment.network.areas.size() > 1; }

/// The name, "Input" and "Readout", which leave room for the cross at the right. Tab goes through
/// them in this order. Answers the row.
Row card_header(Ui& ui, std::size_t index, const std::string& path) {
  const Row row = next_row();
  const float input = tick_width(ui, "Input"), readout = tick_width(ui, "Readout");
  const float right = row.all.Max.x - (can_be_removed(ui) ? kCross : 0);
  const float second = right - readout, first = second - kTickGap - input;
  const auto upright = [&](float from, float to) {
    return ImRect{{from, row.all.Min.y}, {to, row.all.Max.y}};
  };
  area_name_item(ui, path + ".name", upright(row.all.Min.x, first - kNameGap),
                 ui.experiment.network.areas[index].name);
  edit_tick(ui, path + ".input", upright(first, first + input));
  edit_tick(ui, path + ".readout", upright(second, right));
  return row;
}

/// The cross in the header; it comes after all else in the order of Tab.
void remove_cross(Ui& ui, std::size_t index, const std::string& path, const Row& header) {
  if (!can_be_removed(ui)) return;
  const ImVec2 corner(header.all.Max.x, std::floor(header.all.GetCenter().y));
  const ImRect cross{{corner.x - 14, corner.y - 8}, {corner.x + 2, corner.y + 8}};
  ui.place(path + "#remove", cross);
  if (icon_button(ui, "remove", cross, ImGuiDir_None)) ui.answer(RemoveArea{index});
  item_tooltip(ui, "Remove " + ui.experiment.network.areas[index].name + ". Undo brings it back.");
}

void area_card(Ui& ui, std::size_t index) {
  const std::string path = "network.areas[" + std::to_string(index) + "]";
  const bool signs = ui.experiment.network.connectivity.unit_signs == UnitSigns::ei;
  const float rows = signs ? 4 : 3;
  const Card card(ui, path.c_str(), rows * row_pitch() + 8);
  const Row header = card_header(ui, index, path);
  edit_field(ui, path + ".units");
  if (signs) edit_field(ui, path + ".excitatory");
  edit_field(ui, path + ".tau_ms");
  remove_cross(ui, index, path, header);
}

std::string areas_note(const Ui& ui) {
  return grouped(total_units(ui.experiment.network)) + " units";
}

void areas_rows(Ui& ui) {
  const Network& network = ui.experiment.network;
  for (std::size_t i = 0; i < network.areas.size(); ++i) {
    area_card(ui, i);
    ImGui::Dummy({0, 0});
  }
  if (network.areas.size() >= kMaxAreas) return;
  const Row row = next_row(0, 0);
  ui.place("areas.add", row.all);
  if (button(ui, "add area", row.all, "Add area")) ui.answer(AddArea{});
}

const RegisteredPanel registered_areas{{.key = "areas",
                                        .title = "Areas",
                                        .place = PanelPlace::build,
                                        .order = 20,
                                        .rows = areas_rows,
                                        .note = areas_note}};

}  // namespace

}  // namespace nn4n::playground

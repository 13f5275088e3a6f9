#include <cmath>

#include "editing/defaults.h"
#include "editing/words.h"
#include "playground/panels/panels.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kRestore = 20;

/// Label and value, with the default below; a click leads to the control.
void setting_row(Ui& ui, const Setting& setting) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const ImRect box{at, {at.x + width - kRestore, at.y + 36}};
  ImGui::Dummy({width, 36});
  const ImGuiID id = ImGui::GetID(setting.path.c_str());
  bool hovered = false;
  bool held = false;
  if (ImGui::ItemAdd(box, id) && ImGui::ButtonBehavior(box, id, &hovered, &held))
    ui.answer(GoTo{setting.path});
  if (hovered) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ImGui::GetWindowDrawList()->AddRectFilled({box.Min.x - 4, box.Min.y}, box.Max,
                                              ui.colour().control, 4);
  }
  ui.place("changed." + setting.path, box);
  const float value = std::min(text_width(ui, Type::control, setting.value), width / 2);
  draw_text_within(ui, {box.Min.x, at.y + 9}, width - kRestore - value - 10, Type::label,
                   ui.colour().text2, setting.label);
  draw_text_within(ui, {box.Max.x - 4, at.y + 9}, width / 2, Type::control, ui.colour().text,
                   setting.value, Align::right);
  draw_text_within(ui, {box.Min.x, at.y + 26}, width - kRestore, Type::small, ui.colour().text3,
                   "default " + setting.fallback);
  const float middle = std::floor(box.GetCenter().y);
  const ImRect cross{{at.x + width - 14, middle - 8}, {at.x + width + 2, middle + 8}};
  ui.place("changed." + setting.path + "#restore", cross);
  if (icon_button(ui, ("restore " + setting.path).c_str(), cross, ImGuiDir_None))
    ui.answer(RestoreDefault{setting.path});
  item_tooltip(ui, "Restores the default, " + setting.fallback);
}

std::string changed_note(const Ui& ui) {
  const std::vector<Setting>& settings = ui.derived.changed;
  return settings.empty() ? "none" : grouped(px(settings.size()));
}

void changed_rows(Ui& ui) {
  const std::vector<Setting>& settings = ui.derived.changed;
  if (settings.empty()) {
    paragraph(
        ui, Type::label, ui.colour().text2,
        "Every setting has its default value. A setting that you change is listed here, and a "
        "dot marks its label.",
        ImGui::GetContentRegionAvail().x);
    return;
  }
  for (const Setting& setting : settings) setting_row(ui, setting);
  const Row row = next_row(0, 0);
  ui.place("changed.restore_all", row.all);
  if (button(ui, "restore all", row.all, "Restore all defaults"))
    ui.answer(Replace{Experiment{}, {}});
  item_tooltip(ui, "Opens the default experiment. Undo brings this one back.");
}

const RegisteredPanel registered_changed{{.key = "changed",
                                          .title = "Changed settings",
                                          .place = PanelPlace::build,
                                          .order = 0,
                                          .rows = changed_rows,
                                          .note = changed_note,
                                          .folded = true,
                                          .close = true,
                                          .copies = true}};

}  // namespace

}  // namespace nn4n::playground

#include "playground/widgets/series_switch.h"

#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

bool is_hidden(const Ui& ui, const std::string& key) {
  return ui.hidden_series && ui.hidden_series->contains(key);
}

ImU32 series_switch(Ui& ui, const std::string& key, const ImRect& box) {
  const bool hidden = is_hidden(ui, key);
  const std::string name = "series." + key;
  const ImGuiID id = ImGui::GetID(name.c_str());
  ui.place(name, box);
  if (ui.hidden_series && ImGui::ItemAdd(box, id)) {
    bool hovered = false, held = false;
    const bool pressed = ImGui::ButtonBehavior(box, id, &hovered, &held);
    focus_ring(ui, box, id);
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    item_tooltip(ui,
                 hidden ? "This line is hidden. Click to show it." : "Click to hide this line.");
    if (pressed && !ui.hidden_series->erase(key)) ui.hidden_series->insert(key);
  }
  return hidden ? ui.colour().text3 : ui.colour().text2;
}

}  // namespace nn4n::playground

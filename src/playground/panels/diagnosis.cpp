#include "playground/panels/diagnosis.h"

#include <algorithm>
#include <cmath>

#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kHeight = 20, kMark = 24, kPad = 8, kWidestTooltip = 340;

/// A click leads to the setting concerned.
void draw_name(Ui& ui, const Diagnosis& diagnosis, const ImRect& box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(box.Min, box.Max, ui.colour().plot, 4);
  list->AddRect(box.Min, box.Max, ui.colour().warning, 4);
  warning_mark(ui, {box.Min.x + 13, box.GetCenter().y}, 5);
  draw_text(ui, {box.Min.x + kMark, box.GetCenter().y}, Type::small, ui.colour().text,
            title_of(diagnosis));
  ui.place("diagnosis." + diagnosis.key, box);
  const ImGuiID id = ImGui::GetID(diagnosis.key.c_str());
  bool hovered = false;
  bool held = false;
  if (ImGui::ItemAdd(box, id) && ImGui::ButtonBehavior(box, id, &hovered, &held))
    ui.answer(GoTo{diagnosis.path});
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip) || !ImGui::BeginTooltip()) return;
  paragraph(ui, Type::label, ui.colour().text, diagnosis.message + " " + diagnosis.remedy,
            kWidestTooltip);
  ImGui::EndTooltip();
}

/// Diagnoses are of the run as it is now; only the curves show that beside a moment of the film.
bool is_of_now(const Ui& ui, std::string_view plot) {
  return !ui.run.film.shown || plot == "loss" || plot == "accuracy";
}

}  // namespace

void draw_diagnoses(Ui& ui, std::string_view plot, ImVec2 corner) {
  if (!is_of_now(ui, plot)) return;
  for (const Diagnosis& diagnosis : ui.diagnoses) {
    if (plot_of(diagnosis) != plot) continue;
    const float width = kMark + text_width(ui, Type::small, title_of(diagnosis)) + kPad;
    const ImVec2 from(std::floor(corner.x - width), std::floor(corner.y));
    draw_name(ui, diagnosis, {from, {corner.x, from.y + kHeight}});
    corner.y += kHeight + 4;
  }
}

bool has_diagnosis(const Ui& ui, std::string_view plot) {
  return is_of_now(ui, plot) &&
         std::any_of(ui.diagnoses.begin(), ui.diagnoses.end(),
                     [&](const Diagnosis& diagnosis) { return plot_of(diagnosis) == plot; });
}

}  // namespace nn4n::playground

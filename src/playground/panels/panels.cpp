#include "playground/panels/panels.h"

#include <algorithm>
#include <tuple>

#include "playground/widgets/row.h"

namespace nn4n::playground {

namespace {

std::vector<Panel>& registered() {
  static std::vector<Panel> list;
  return list;
}

}  // namespace

RegisteredPanel::RegisteredPanel(const Panel& panel) {
  const auto rank = [](const Panel& p) { return std::tuple(p.place, p.order, p.key); };
  const auto place =
      std::upper_bound(registered().begin(), registered().end(), panel,
                       [&](const Panel& a, const Panel& b) { return rank(a) < rank(b); });
  registered().insert(place, panel);
}

std::span<const Panel> panels() { return registered(); }

const Panel* find_panel(std::string_view key) {
  const auto same = std::find_if(registered().begin(), registered().end(),
                                 [&](const Panel& panel) { return panel.key == key; });
  return same == registered().end() ? nullptr : &*same;
}

std::vector<const Panel*> panels_at(const Ui& ui, PanelPlace place) {
  std::vector<const Panel*> found;
  for (const Panel& panel : panels()) {
    const bool kept = ui.view.lesson.shows(panel.key, place == PanelPlace::build);
    if (panel.place == place && kept && (!panel.shown || panel.shown(ui))) found.push_back(&panel);
  }
  return found;
}

std::set<std::string> folded_at_first() {
  std::set<std::string> keys;
  for (const Panel& panel : panels()) {
    if (panel.folded) keys.emplace(panel.key);
  }
  return keys;
}

void draw_section(Ui& ui, const Panel& panel) {
  constexpr float gap = 4;
  ui.panel = panel.key;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + ImGui::GetContentRegionAvail().x;
  if (section(ui, panel.key, panel.title, panel.note ? panel.note(ui) : std::string()))
    panel.rows(ui);
  ui.place("panel." + std::string(panel.key), {at, {right, ImGui::GetCursorScreenPos().y}});
  if (!panel.close) ImGui::Dummy({0, gap});
}

void list_contents(Ui& ui) {
  ImGui::SetNextWindowPos({-10000, -10000});
  ImGui::SetNextWindowSize({288, 600});
  ImGui::Begin("contents", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                   ImGuiWindowFlags_NoBringToFrontOnFocus);
  for (const Panel* panel : panels_at(ui, PanelPlace::build)) {
    if (!panel->copies) draw_section(ui, *panel);
  }
  for (const Panel* panel : panels_at(ui, PanelPlace::tab)) {
    if (panel->copies || !panel->rows) continue;
    ui.panel = panel->key;
    (panel->all_rows ? panel->all_rows : panel->rows)(ui);
  }
  ImGui::End();
}

}  // namespace nn4n::playground

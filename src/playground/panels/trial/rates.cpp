// The row of the sample trial that shows the rates of all units as colours.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "editing/units.h"
#include "editing/words.h"
#include "playground/panels/circuit/scene.h"
#include "playground/panels/trial/rows.h"
#include "playground/plots/colour_bar.h"
#include "playground/plots/figure.h"
#include "playground/plots/selection.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

float largest_rate(const SampleTrial& trial) {
  const float high = extent(trial.rates).second;
  return high > 0 ? high : 1;
}

void rates_picture(Ui& ui, const ImRect& row) {
  const SampleTrial& trial = ui.snapshot.trial;
  const ColourMap& map = *ui.theme.sequential;
  const std::vector<int>& order = ui.circuit.units().order;
  std::uint64_t key = hash_bytes(trial.rates.data(), trial.rates.size() * sizeof(float),
                                 hash_bytes(map.data(), sizeof map));
  key = hash_bytes(order.data(), order.size() * sizeof(int), key);
  const float range = largest_rate(trial);
  const ImTextureRef picture =
      ui.pictures.get("rates", trial.steps, ui.snapshot.units, key, [&](Pixels pixels) {
        const auto steps = static_cast<std::size_t>(trial.steps);
        for (std::size_t k = 0; k < pixels.size(); ++k) {
          const auto unit = static_cast<std::size_t>(order[k / steps]);
          pixels[k] = colour_at(map, std::fabs(trial.rates[unit * steps + k % steps]) / range);
        }
      });
  ImGui::GetWindowDrawList()->AddImage(picture, row.Min, row.Max);
}

void rates_names(Ui& ui, const ImRect& row) {
  const Snapshot& s = ui.snapshot;
  const float cell = row.GetHeight() / px(s.units);
  ImDrawList* list = ImGui::GetWindowDrawList();
  sign_strip(ui, unit_ranges_of(s), {row.Min.x - 8, row.Min.y}, cell, true);
  for (const UnitRange& block : unit_ranges_of(s)) {
    if (block.sign == 0 || cell * px(block.end - block.begin) < 10) continue;
    const float y = row.Min.y + cell * px(block.begin + block.end) / 2;
    draw_text(ui, {row.Min.x - 12, y}, Type::small, sign_colour(ui, block.sign),
              block.sign > 0 ? "E" : "I", Align::right);
  }
  for (const UnitRange& area : area_ranges_of(s)) {
    const ImRect part{{row.Min.x, row.Min.y + cell * px(area.begin)},
                      {row.Max.x, row.Min.y + cell * px(area.end)}};
    if (part.GetHeight() < 16) continue;
    row_name(ui, part, area_name(ui.experiment, area.area),
             part.GetHeight() >= 32 ? grouped(area.end - area.begin) + " units" : "");
    if (area.begin > 0)
      list->AddLine({row.Min.x - 8, std::floor(part.Min.y)}, {row.Max.x, std::floor(part.Min.y)},
                    ui.colour().text2);
  }
}

/// A click selects the unit of a row; arrow keys go to the next one.
void select_unit(Ui& ui, const ImRect& row) {
  const Snapshot& s = ui.snapshot;
  const CircuitScene::Units& units = ui.circuit.units();
  const ImGuiID id = ImGui::GetID("rates");
  bool hovered = false, held = false;
  const bool clicked = ImGui::ItemAdd(row, id) && ImGui::ButtonBehavior(row, id, &hovered, &held);
  const bool by_key = !ImGui::IsMouseReleased(0);
  if (clicked && !by_key) {
    const float part = (ImGui::GetIO().MousePos.y - row.Min.y) / row.GetHeight();
    const int place = std::clamp(static_cast<int>(part * px(s.units)), 0, s.units - 1);
    ui.answer(Select{selected_unit(units.order[static_cast<std::size_t>(place)])});
  }
  focus_ring(ui, row, id);
  if (ImGui::GetCurrentContext()->NavId != id) return;
  const std::vector<int> now = units_of(selected_in(ui.view.selected, s), s);
  for (const auto& [key, way] : {std::pair{ImGuiKey_UpArrow, -1}, {ImGuiKey_DownArrow, 1}}) {
    ImGui::SetKeyOwner(key, id);
    if (!ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id)) continue;
    const int place = now.empty() ? -way : units.places[static_cast<std::size_t>(now.front())];
    const int next = std::clamp(place + way, 0, s.units - 1);
    ui.answer(Select{selected_unit(units.order[static_cast<std::size_t>(next)])});
  }
}

void record_rates(Ui& ui, const ImRect& row) {
  const ImRect whole{{row.Min.x - kTrialNames, row.Min.y - 4},
                     {row.Max.x + trial_legend(ui), row.Max.y + 4}};
  Figure* figure = record_cells(ui, "rates", "Firing rates in the sample trial", row, whole);
  if (!figure) return;
  const Snapshot& s = ui.snapshot;
  const float range = largest_rate(s.trial);
  figure->up = "Units; iteration " + grouped(s.iteration);
  figure->across =
      "Time, 0 to " + grouped(duration_ms(s.trial)) + " ms; highest rate " + compact(double{range});
  FigureCells& cells = figure->cells.emplace();
  cells.corner = "unit / time [ms]";
  for (int t = 0; t < s.trial.steps; ++t)
    cells.columns.push_back(shortest((t + 0.5) * double{s.trial.dt_ms}));
  for (const int unit : ui.circuit.units().order) {
    cells.rows.push_back(unit_name(ui.experiment, s, unit));
    for (const float rate : row_of(s.trial.rates, s.trial.steps, static_cast<std::size_t>(unit))) {
      cells.values.push_back(rate);
      cells.colours.push_back(colour_at(*ui.theme.sequential, std::fabs(rate) / range));
    }
  }
}

}  // namespace

void rates_row(Ui& ui, const ImRect& row) {
  rates_picture(ui, row);
  select_unit(ui, row);
  rates_names(ui, row);
  mark_selected_rows(ui, row, ui.snapshot.units);
  record_rates(ui, row);
  const float range = largest_rate(ui.snapshot.trial);
  draw_text(ui, {row.Max.x + 8, row.Min.y + 6}, Type::small, ui.colour().text2, "Rate r");
  const ImRect bar{{row.Max.x + 8, row.Min.y + 18}, {row.Max.x + 17, row.Max.y - 4}};
  if (bar.GetHeight() < 40) return;
  colour_bar(ui, bar, *ui.theme.sequential, true, [](float along) { return along; });
  for (int k = 0; k <= 2; ++k) {
    const float y = bar.Max.y - 5 - (bar.GetHeight() - 10) * px(k) / 2;
    draw_text(ui, {bar.Max.x + 7, y}, Type::small, ui.colour().text2,
              compact(range * px(k) / 2, 2));
  }
}

}  // namespace nn4n::playground

#include "playground/plots/selection.h"

#include <algorithm>
#include <cmath>

#include "playground/panels/circuit/scene.h"
#include "playground/plots/matrix.h"

namespace nn4n::playground {

namespace {

/// A frame of ink with a halo, seen on any colour.
void frame(Ui& ui, const ImRect& box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRect({box.Min.x - 2, box.Min.y - 2}, {box.Max.x + 2, box.Max.y + 2}, ui.colour().plot, 1,
                0, 3);
  list->AddRect({box.Min.x - 1.5f, box.Min.y - 1.5f}, {box.Max.x + 1.5f, box.Max.y + 1.5f},
                ui.colour().primary, 1, 0, 1.5f);
}

struct Ranges {
  std::vector<UnitRun> rows, columns;
};

Ranges selected_ranges(const Ui& ui) {
  const Snapshot& s = ui.snapshot;
  const Selected selected = selected_in(ui.view.selected, s);
  const std::vector<int>& places = ui.circuit.units().places;
  const auto runs = [&](const std::vector<int>& units) {
    std::vector<int> there;
    for (const int unit : units) {
      if (static_cast<std::size_t>(unit) < places.size())
        there.push_back(places[static_cast<std::size_t>(unit)]);
    }
    std::sort(there.begin(), there.end());
    return runs_of(there);
  };
  const std::vector<UnitRun> own = runs(units_of(selected, s));
  const bool projection = selected.kind == Selected::What::projection;
  return {projection ? runs(targets_of(selected, s)) : own, own};
}

ImRect rows_of(const ImRect& map, const UnitRun& run, int units) {
  const float cell = map.GetHeight() / px(units);
  return {{map.Min.x, map.Min.y + cell * px(run.first)},
          {map.Max.x, map.Min.y + cell * px(run.second)}};
}

ImRect columns_of(const ImRect& map, const UnitRun& run, int units) {
  const float cell = map.GetWidth() / px(units);
  return {{map.Min.x + cell * px(run.first), map.Min.y},
          {map.Min.x + cell * px(run.second), map.Max.y}};
}

/// The cell of the synapse that is selected within a projection.
void mark_selected_synapse(Ui& ui, const ImRect& matrix, int units) {
  const Selected selected = selected_in(ui.view.selected, ui.snapshot);
  const std::vector<int>& places = ui.circuit.units().places;
  const auto place = [&](int unit) { return places[static_cast<std::size_t>(unit)]; };
  if (selected.to_unit < 0 || places.size() != static_cast<std::size_t>(units)) return;
  const int row = place(selected.to_unit), column = place(selected.unit);
  const ImRect across = rows_of(matrix, {row, row + 1}, units);
  const ImRect down = columns_of(matrix, {column, column + 1}, units);
  ring_cell(ui, {{down.Min.x, across.Min.y}, {down.Max.x, across.Max.y}});
}

}  // namespace

std::vector<UnitRun> runs_of(const std::vector<int>& units) {
  std::vector<UnitRun> runs;
  for (const int unit : units) {
    if (runs.empty() || runs.back().second != unit) runs.emplace_back(unit, unit);
    runs.back().second = unit + 1;
  }
  return runs;
}

void mark_selected_rows(Ui& ui, const ImRect& map, int units) {
  const Ranges ranges = selected_ranges(ui);
  for (const UnitRun& run : ranges.columns) frame(ui, rows_of(map, run, units));
  if (ranges.rows == ranges.columns) return;
  for (const UnitRun& run : ranges.rows) frame(ui, rows_of(map, run, units));
}

void mark_selected_columns(Ui& ui, const ImRect& map, int units) {
  for (const UnitRun& run : selected_ranges(ui).columns) frame(ui, columns_of(map, run, units));
}

void mark_selected_cells(Ui& ui, const ImRect& matrix, int units) {
  const Ranges ranges = selected_ranges(ui);
  const bool block = ui.view.selected.kind == Selected::What::projection;
  for (const UnitRun& row : ranges.rows) {
    for (const UnitRun& column : ranges.columns) {
      if (!block) continue;
      const ImRect rows = rows_of(matrix, row, units), columns = columns_of(matrix, column, units);
      frame(ui, {{columns.Min.x, rows.Min.y}, {columns.Max.x, rows.Max.y}});
    }
  }
  if (block) return mark_selected_synapse(ui, matrix, units);
  for (const UnitRun& row : ranges.rows) frame(ui, rows_of(matrix, row, units));
  for (const UnitRun& column : ranges.columns) frame(ui, columns_of(matrix, column, units));
}

}  // namespace nn4n::playground

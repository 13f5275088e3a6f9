// What a hand does on the matrix. Nothing of it changes the network: a click selects; the wheel, a
// drag, a double click and keys choose what part is seen.
#include <algorithm>

#include "playground/panels/weights/weights.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/zooming.h"

namespace nn4n::playground {

namespace {

/// The group of neighbouring units that holds a unit.
UnitRange range_with(const Snapshot& s, int unit) {
  for (const UnitRange& range : unit_ranges_of(s)) {
    if (unit >= range.begin && unit < range.end) return range;
  }
  return {};
}

/// What a click on the cells selects: of the recurrent weights a projection with the synapse that
/// was hit, if there is one; else a unit.
Selected selected_in_cells(const Ui& ui, const MatrixPlace& place, ImVec2 mouse) {
  const Snapshot& s = ui.snapshot;
  const int to = unit_of_row(ui, place.row_at(mouse.y));
  const int from = unit_of_column(ui, place.column_at(mouse.x));
  if (to < 0 || from < 0) return selected_unit(std::max(to, from));
  const auto at = static_cast<std::size_t>(to * s.units + from);
  if (s.recurrent_present[at]) return selected_synapse(from, to, s);
  const UnitRange target = range_with(s, to), source = range_with(s, from);
  return selected_projection(source.area, source.sign, target.area, target.sign);
}

/// The same beside the cells: on the strip of a sign its units, and beyond it the area.
Selected selected_at(const Ui& ui, const MatrixPlace& place, ImVec2 mouse) {
  constexpr float strip = 11;
  const ImRect& box = place.seen;
  if (box.Contains(mouse)) return selected_in_cells(ui, place, mouse);
  const bool left = mouse.x < box.Min.x && mouse.y >= box.Min.y && mouse.y < box.Max.y;
  const bool above = mouse.y < box.Min.y && mouse.x >= box.Min.x && mouse.x < box.Max.x;
  const int unit = left    ? unit_of_row(ui, place.row_at(mouse.y))
                   : above ? unit_of_column(ui, place.column_at(mouse.x))
                           : -1;
  if (unit < 0) return {};
  const UnitRange range = range_with(ui.snapshot, unit);
  const float away = left ? box.Min.x - mouse.x : box.Min.y - mouse.y;
  return away < strip ? selected_group(range.area, range.sign) : selected_area(range.area);
}

/// Enter goes from one projection to the next.
void select_next(Ui& ui) {
  std::vector<Selected> all;
  for (const UnitRange& to : unit_ranges_of(ui.snapshot)) {
    for (const UnitRange& from : unit_ranges_of(ui.snapshot))
      all.push_back(selected_projection(from.area, from.sign, to.area, to.sign));
  }
  Selected whole = ui.view.selected;
  if (whole.kind == Selected::What::projection) whole.unit = whole.to_unit = -1;
  const auto now = std::find(all.begin(), all.end(), whole);
  ui.answer(Select{now == all.end() || now + 1 == all.end() ? all.front() : *(now + 1)});
}

}  // namespace

void use_matrix(Ui& ui, const MatrixPlace& place) {
  const ImRect box{{place.seen.Min.x - kMatrixNames, place.seen.Min.y - kMatrixTop},
                   place.seen.Max};
  const ImGuiID id = ImGui::GetID("weights");
  bool hovered = false, held = false;
  const bool clicked = ImGui::ItemAdd(box, id) && ImGui::ButtonBehavior(box, id, &hovered, &held);
  focus_ring(ui, place.seen, id);
  const Zoom zoom = zoomed_by_hand(place.seen, id, hovered, held, ui.view.matrix.zoom);
  if (!(zoom == ui.view.matrix.zoom)) {
    MatrixChoice next = ui.view.matrix;
    next.zoom = zoom;
    ui.answer(ShowMatrix{next});
  }
  if (!clicked) return;
  if (!ImGui::IsMouseReleased(0)) return select_next(ui);
  if (was_click()) ui.answer(Select{selected_at(ui, place, ImGui::GetIO().MousePos)});
}

}  // namespace nn4n::playground

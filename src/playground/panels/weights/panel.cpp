#include <algorithm>
#include <cmath>

#include "editing/units.h"
#include "editing/words.h"
#include "playground/panels/circuit/scene.h"
#include "playground/panels/diagnosis.h"
#include "playground/panels/panels.h"
#include "playground/plots/colour_bar.h"
#include "playground/plots/figure.h"
#include "playground/plots/matrix.h"
#include "playground/plots/plot.h"
#include "playground/plots/selection.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kNames = 56;  // room for area names and the sign strip at the left
constexpr float kHead = 54;   // room for the title, area names and the sign strip above
constexpr float kFoot = 44;   // room for the read-out and the colour bar below
constexpr float kWeightsLeast = 330;

/// The matrix on the screen: whole device pixels per cell.
struct Place {
  ImVec2 corner;
  float cell = 0;
  int units = 0;
  ImRect box() const {
    return {corner, {corner.x + cell * px(units), corner.y + cell * px(units)}};
  }
  int index(float offset) const {
    return std::clamp(static_cast<int>(offset / cell), 0, units - 1);
  }
};

Place place_of(const ImRect& box, int units) {
  const ImVec2 room(box.GetWidth() - kNames, box.GetHeight() - kHead - kFoot);
  const float cell = units > 0 ? whole_cell(std::min(room.x, room.y), units) : 0;
  const float spare = room.x - cell * px(units);
  return {
      {std::floor(box.Min.x + kNames + std::max(0.0f, spare / 2)), box.Min.y + kHead}, cell, units};
}

void draw_matrix(Ui& ui, const Place& place, float range) {
  const Snapshot& s = ui.snapshot;
  const ColourMap& map = *ui.theme.diverging;
  std::uint64_t key =
      hash_bytes(&s.fingerprint, sizeof s.fingerprint, hash_bytes(map.data(), sizeof map));
  key = hash_bytes(&range, sizeof range, key);
  const std::vector<int>& order = ui.circuit.units().order;
  key = hash_bytes(order.data(), order.size() * sizeof(int), key);
  const ImTextureRef picture =
      ui.pictures.get("weights", s.units, s.units, key, [&](Pixels pixels) {
        const auto n = order.size();
        for (std::size_t k = 0; k < pixels.size(); ++k) {
          const auto at =
              static_cast<std::size_t>(order[k / n]) * n + static_cast<std::size_t>(order[k % n]);
          const float w = s.recurrent_present[at] ? s.recurrent[at] : 0;
          pixels[k] = colour_at(map, signed_power(w, range));
        }
      });
  ImGui::GetWindowDrawList()->AddImage(picture, place.box().Min, place.box().Max);
}

/// Lines between areas and, fainter, between signs.
void draw_borders(Ui& ui, const Place& place) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImRect box = place.box();
  const auto cross = [&](int unit, ImU32 colour) {
    const float at = std::floor(place.cell * px(unit) + 0.5f) - 0.5f;
    list->AddLine({box.Min.x + at, box.Min.y}, {box.Min.x + at, box.Max.y}, colour);
    list->AddLine({box.Min.x, box.Min.y + at}, {box.Max.x, box.Min.y + at}, colour);
  };
  const auto blocks = unit_ranges_of(ui.snapshot);
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    const bool area = blocks[i].area != blocks[i - 1].area;
    cross(blocks[i].begin, area ? ui.colour().text2 : faded(ui.colour().edge, 0.45f));
  }
  list->AddRect({box.Min.x - 1, box.Min.y - 1}, {box.Max.x + 1, box.Max.y + 1}, ui.colour().text2);
}

void draw_names(Ui& ui, const Place& place) {
  const ImRect box = place.box();
  sign_strip(ui, unit_ranges_of(ui.snapshot), {box.Min.x, box.Min.y - 8}, place.cell, false);
  sign_strip(ui, unit_ranges_of(ui.snapshot), {box.Min.x - 8, box.Min.y}, place.cell, true);
  for (const UnitRange& area : area_ranges_of(ui.snapshot)) {
    const std::string name = area_name(ui.experiment, area.area);
    const float middle = place.cell * px(area.begin + area.end) / 2;
    const float length = place.cell * px(area.end - area.begin);
    draw_text_within(ui, {box.Min.x + middle, box.Min.y - 17}, length - 4, Type::small,
                     ui.colour().text2, name, Align::centre);
    if (length >= 12) {
      draw_text_within(ui, {box.Min.x - 13, box.Min.y + middle}, kNames - 5, Type::small,
                       ui.colour().text2, name, Align::right);
    }
  }
}

/// The cell under the pointer: a cross and a ring, and in words the two units and their weight.
void read_cell(Ui& ui, const Place& place, const ImRect& foot) {
  const ImRect box = place.box();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool over = ImGui::IsWindowHovered() && box.Contains(mouse);
  const ImVec2 first(foot.Min.x, foot.Min.y + 12);
  const float room = foot.GetWidth() - 190;
  if (!over) {
    const Snapshot& s = ui.snapshot;
    const std::string words = selected_words(ui.experiment, s, ui.view.selected);
    return words.empty()
               ? draw_text_within(ui, first, room, Type::small, ui.colour().text3,
                                  for_hand("Point at a weight to read it. Click to select."))
               : draw_lines(ui, {first.x, first.y - 8}, room, 2, Type::small, ui.colour().text2,
                            words);
  }
  const int row = place.index(mouse.y - box.Min.y);
  const int column = place.index(mouse.x - box.Min.x);
  const std::vector<int>& order = ui.circuit.units().order;
  const int to = order[static_cast<std::size_t>(row)];
  const int from = order[static_cast<std::size_t>(column)];
  const auto k = static_cast<std::size_t>(to) * static_cast<std::size_t>(place.units) +
                 static_cast<std::size_t>(from);
  const Snapshot& s = ui.snapshot;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 low(box.Min.x + place.cell * px(column), box.Min.y + place.cell * px(row));
  const ImVec2 high(low.x + place.cell, low.y + place.cell);
  const ImVec2 centre((low.x + high.x) / 2, (low.y + high.y) / 2);
  list->AddLine({box.Min.x, centre.y}, {box.Max.x, centre.y}, faded(ui.colour().edge, 0.45f));
  list->AddLine({centre.x, box.Min.y}, {centre.x, box.Max.y}, faded(ui.colour().edge, 0.45f));
  ring_cell(ui, {low, high});
  const std::string names =
      unit_name(ui.experiment, s, to) + " ← " + unit_name(ui.experiment, s, from);
  const std::string value = s.recurrent_present[k] ? brief(s.recurrent[k], 3, true) : "no synapse";
  draw_text_within(ui, first, 190, Type::small, ui.colour().text2, names);
  draw_text(ui, {first.x, first.y + 16}, Type::value, ui.colour().text, value);
  ui.place("weights.cell", {low, high});
}

/// The group of neighbouring units that holds a unit.
UnitRange range_with(const Snapshot& s, int unit) {
  for (const UnitRange& range : unit_ranges_of(s)) {
    if (unit >= range.begin && unit < range.end) return range;
  }
  return {};
}

/// What a click selects: on a weight the projection that it belongs to, on the strip of a sign its
/// units, and beyond it the area.
Selected selected_at(const Snapshot& s, const Place& place, ImVec2 mouse) {
  constexpr float strip = 11;
  const ImRect box = place.box();
  const UnitRange to = range_with(s, place.index(mouse.y - box.Min.y));
  const UnitRange from = range_with(s, place.index(mouse.x - box.Min.x));
  if (box.Contains(mouse)) return selected_projection(from.area, from.sign, to.area, to.sign);
  const bool left = mouse.x < box.Min.x && mouse.y >= box.Min.y && mouse.y < box.Max.y;
  const bool above = mouse.y < box.Min.y && mouse.x >= box.Min.x && mouse.x < box.Max.x;
  if (!left && !above) return {};
  const UnitRange& range = left ? to : from;
  const float away = left ? box.Min.x - mouse.x : box.Min.y - mouse.y;
  return away < strip ? selected_group(range.area, range.sign) : selected_area(range.area);
}

/// A click selects; Enter on the matrix does so too, going from one projection to the next.
void select_in_matrix(Ui& ui, const Place& place) {
  const Snapshot& s = ui.snapshot;
  const ImRect box{{place.box().Min.x - kNames, place.box().Min.y - 26}, place.box().Max};
  const ImGuiID id = ImGui::GetID("weights");
  bool hovered = false, held = false;
  const bool clicked = ImGui::ItemAdd(box, id) && ImGui::ButtonBehavior(box, id, &hovered, &held);
  focus_ring(ui, place.box(), id);
  if (!clicked) return;
  if (ImGui::IsMouseReleased(0))
    return ui.answer(Select{selected_at(s, place, ImGui::GetIO().MousePos)});
  std::vector<Selected> all;
  for (const UnitRange& to : unit_ranges_of(s)) {
    for (const UnitRange& from : unit_ranges_of(s))
      all.push_back(selected_projection(from.area, from.sign, to.area, to.sign));
  }
  const auto now = std::find(all.begin(), all.end(), ui.view.selected);
  ui.answer(Select{now == all.end() || now + 1 == all.end() ? all.front() : *(now + 1)});
}

/// The matrix takes whole pixels for each cell, and the panel what the matrix takes.
float weights_height(const Ui& ui, ImVec2 room, float below) {
  room.y -= below;
  const int units = ui.snapshot.units;
  if (units <= 0) return std::min(room.x, room.y);
  return std::ceil(place_of({{0, 0}, room}, units).box().Max.y) + kFoot;
}

void record_weights(Ui& ui, const Place& place, float range) {
  ImRect whole = place.box();
  whole.Min = {whole.Min.x - kNames, whole.Min.y - 26};
  whole.Max = {whole.Max.x + 8, whole.Max.y + kFoot};
  Figure* figure = record_cells(ui, "weights", "Recurrent weights", place.box(), whole);
  if (!figure) return;
  const Snapshot& s = ui.snapshot;
  figure->up = "Rows: to; columns: from; iteration " + grouped(s.iteration);
  figure->across = "Largest weight of the colours: " + compact(double{range});
  FigureCells& cells = figure->cells.emplace();
  cells.corner = "to / from";
  for (int unit = 0; unit < s.units; ++unit)
    cells.rows.push_back(unit_name(ui.experiment, s, unit));
  cells.columns = cells.rows;
  for (std::size_t k = 0; k < s.recurrent.size(); ++k) {
    const bool present = s.recurrent_present[k] != 0;
    cells.values.push_back(present ? s.recurrent[k] : NAN);
    cells.colours.push_back(
        colour_at(*ui.theme.diverging, signed_power(present ? s.recurrent[k] : 0, range)));
  }
}

void weights_view(Ui& ui, const ImRect& box) {
  const Snapshot& s = ui.snapshot;
  const auto cells = static_cast<std::size_t>(s.units) * static_cast<std::size_t>(s.units);
  const bool known =
      has_units(s) && s.recurrent.size() == cells && s.recurrent_present.size() == cells;
  const std::string n = std::to_string(s.units);
  ImGui::SetCursorScreenPos(box.Min);
  const std::string sorted = std::array{
      "", ", by peak time", ", by similarity"}[static_cast<std::size_t>(ui.view.unit_order)];
  const bool ill = has_diagnosis(ui, "weights");  // its name comes in the place of the note
  heading(ui, "Recurrent weights",
          known && !ill ? n + " × " + n + ", row = to, column = from" + sorted : "");
  draw_diagnoses(ui, "weights", {box.Max.x, box.Min.y});
  if (!known) return;
  const Place place = place_of(box, s.units);
  const float range = weight_range(s.recurrent, s.recurrent_present);
  ui.place("plot.weights", place.box());
  draw_matrix(ui, place, range);
  draw_borders(ui, place);
  draw_names(ui, place);
  select_in_matrix(ui, place);
  mark_selected_cells(ui, place.box(), s.units);
  record_weights(ui, place, range);
  figure_button(ui, {box.Min.x, box.Min.y + 30}, {{"weights", "Weights"}});
  // The bar ends where the panel does, so that below a small matrix there is room for both.
  const float right = std::max(place.box().Max.x, box.Max.x - 8);
  const ImRect foot{{box.Min.x, place.box().Max.y + 6}, {right, place.box().Max.y + kFoot}};
  read_cell(ui, place, foot);
  weight_bar(ui, {{foot.Max.x - 180, foot.Min.y + 8}, {foot.Max.x, foot.Min.y + 18}},
             double{range});
}

const RegisteredPanel registered_weights{{.key = "weights",
                                          .title = "Weights",
                                          .place = PanelPlace::right,
                                          .order = 10,
                                          .view = weights_view,
                                          .least = kWeightsLeast,
                                          .height = weights_height,
                                          .has_tab = true,
                                          .gives_way = true}};

}  // namespace

}  // namespace nn4n::playground

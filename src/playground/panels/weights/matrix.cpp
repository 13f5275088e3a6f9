// The cells of the matrix, the lines between areas and signs, and the names around them.
#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/circuit/scene.h"
#include "playground/panels/weights/weights.h"
#include "playground/plots/colour_bar.h"
#include "playground/plots/matrix.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kWidestCell = 28;  // of the few columns or rows that channels are
constexpr float kHeadings = 54;    // the heading, area names and the sign strip above the cells

bool units_are_rows(const Ui& ui) { return ui.view.matrix.layer != MaskLayer::readout; }
bool units_are_columns(const Ui& ui) { return ui.view.matrix.layer != MaskLayer::input; }

std::uint32_t colour_of(const Ui& ui, const MatrixNumbers& m, std::size_t cell) {
  return colour_at(*ui.theme.diverging, signed_power(m.values[cell], m.range));
}

/// The rows of the picture in the order of the view.
int ordered(const Ui& ui, bool units, std::size_t place) {
  return units ? ui.circuit.units().order[place] : static_cast<int>(place);
}

/// The part of a range of units, along one axis, that is on the screen.
struct Stretch {
  float from, to;
  float middle() const { return (from + to) / 2; }
  float length() const { return to - from; }
};
Stretch visible(float start, float cell, const UnitRange& range, float least, float most) {
  return {std::max(start + cell * px(range.begin), least),
          std::min(start + cell * px(range.end), most)};
}

/// Lines between areas and, fainter, between signs.
void draw_unit_lines(Ui& ui, const MatrixPlace& place) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImRect& seen = place.seen;
  const ImVec2 cell = place.cell();
  const auto blocks = unit_ranges_of(ui.snapshot);
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    const bool area = blocks[i].area != blocks[i - 1].area;
    const ImU32 colour = area ? ui.colour().text2 : faded(ui.colour().edge, 0.45f);
    const float x = std::floor(place.whole.Min.x + cell.x * px(blocks[i].begin) + 0.5f) - 0.5f;
    const float y = std::floor(place.whole.Min.y + cell.y * px(blocks[i].begin) + 0.5f) - 0.5f;
    if (units_are_columns(ui) && x > seen.Min.x && x < seen.Max.x)
      list->AddLine({x, seen.Min.y}, {x, seen.Max.y}, colour);
    if (units_are_rows(ui) && y > seen.Min.y && y < seen.Max.y)
      list->AddLine({seen.Min.x, y}, {seen.Max.x, y}, colour);
  }
  list->AddRect({seen.Min.x - 1, seen.Min.y - 1}, {seen.Max.x + 1, seen.Max.y + 1},
                ui.colour().text2);
}

void draw_strips(Ui& ui, const MatrixPlace& place) {
  const auto blocks = unit_ranges_of(ui.snapshot);
  const ImRect& seen = place.seen;
  const ImVec2 cell = place.cell();
  if (units_are_columns(ui)) {
    ImGui::PushClipRect({seen.Min.x, seen.Min.y - 9}, {seen.Max.x, seen.Min.y}, true);
    sign_strip(ui, blocks, {place.whole.Min.x, seen.Min.y - 8}, cell.x, false);
    ImGui::PopClipRect();
  }
  if (!units_are_rows(ui)) return;
  ImGui::PushClipRect({seen.Min.x - 9, seen.Min.y}, {seen.Min.x, seen.Max.y}, true);
  sign_strip(ui, blocks, {seen.Min.x - 8, place.whole.Min.y}, cell.y, true);
  ImGui::PopClipRect();
}

void draw_area_names(Ui& ui, const MatrixPlace& place) {
  const ImRect& seen = place.seen;
  const ImVec2 cell = place.cell();
  for (const UnitRange& area : area_ranges_of(ui.snapshot)) {
    const std::string name = area_name(ui.experiment, area.area);
    const Stretch across = visible(place.whole.Min.x, cell.x, area, seen.Min.x, seen.Max.x);
    const Stretch down = visible(place.whole.Min.y, cell.y, area, seen.Min.y, seen.Max.y);
    if (units_are_columns(ui) && across.length() >= 12)
      draw_text_within(ui, {across.middle(), seen.Min.y - 17}, across.length() - 4, Type::small,
                       ui.colour().text2, name, Align::centre);
    if (units_are_rows(ui) && down.length() >= 12)
      draw_text_within(ui, {seen.Min.x - 13, down.middle()}, kMatrixNames - 5, Type::small,
                       ui.colour().text2, name, Align::right);
  }
}

/// Above the columns or left of the rows that are channels; their numbers where names do not fit.
void draw_channel_names(Ui& ui, const MatrixPlace& place) {
  const SampleTrial& trial = ui.snapshot.trial;
  const ImVec2 cell = place.cell();
  const ImRect& seen = place.seen;
  const bool inputs = !units_are_columns(ui);
  const auto& names = inputs ? trial.input_names : trial.output_names;
  for (std::size_t k = 0; k < names.size(); ++k) {
    const float x = place.whole.Min.x + cell.x * (px(k) + 0.5f);
    const float y = place.whole.Min.y + cell.y * (px(k) + 0.5f);
    const std::string number = std::to_string(k + 1);
    if (inputs && x > seen.Min.x && x < seen.Max.x && cell.x >= 14) {
      const bool fits = text_width(ui, Type::small, capitalised(names[k])) <= cell.x - 2;
      draw_text(ui, {x, seen.Min.y - 8}, Type::small, ui.colour().text2,
                fits ? capitalised(names[k]) : number, Align::centre);
    }
    if (!inputs && y > seen.Min.y && y < seen.Max.y && cell.y >= 12)
      draw_text_within(ui, {seen.Min.x - 5, y}, kMatrixNames - 5, Type::small, ui.colour().text2,
                       capitalised(names[k]), Align::right);
  }
}

}  // namespace

int MatrixPlace::row_at(float y) const {
  return std::clamp(static_cast<int>(std::floor((y - whole.Min.y) / cell().y)), 0, shape.rows - 1);
}

int MatrixPlace::column_at(float x) const {
  return std::clamp(static_cast<int>(std::floor((x - whole.Min.x) / cell().x)), 0,
                    shape.columns - 1);
}

MatrixPlace place_in(const Ui& ui, const ImRect& box, const MaskShape& shape) {
  const ImVec2 room(box.GetWidth() - kMatrixNames, box.GetHeight() - kHeadings);
  const bool square = shape.rows == shape.columns;
  const float most = square ? std::numeric_limits<float>::max() : kWidestCell;
  ImVec2 cell(whole_cell(room.x, shape.columns, most), whole_cell(room.y, shape.rows, most));
  if (square) cell = {std::min(cell.x, cell.y), std::min(cell.x, cell.y)};
  const ImVec2 size(cell.x * px(shape.columns), cell.y * px(shape.rows));
  const float spare = square ? room.x - size.x : 0;
  const ImVec2 corner(std::floor(box.Min.x + kMatrixNames + std::max(0.0f, spare / 2)),
                      box.Min.y + kHeadings);
  MatrixPlace place{{corner, {corner.x + size.x, corner.y + size.y}}, {}, shape};
  const Zoom& zoom = ui.view.matrix.zoom;
  const float scale = px(zoom.scale);
  place.whole.Min = {corner.x - px(zoom.x) * scale * size.x,
                     corner.y - px(zoom.y) * scale * size.y};
  place.whole.Max = {place.whole.Min.x + scale * size.x, place.whole.Min.y + scale * size.y};
  return place;
}

void draw_cells(Ui& ui, const MatrixPlace& place, const MatrixNumbers& m) {
  const ColourMap& map = *ui.theme.diverging;
  const std::vector<int>& order = ui.circuit.units().order;
  std::uint64_t key = hash_bytes(map.data(), sizeof map, m.key);
  key = hash_bytes(order.data(), order.size() * sizeof(int), key);
  const auto columns = static_cast<std::size_t>(m.shape.columns);
  const ImTextureRef picture =
      ui.pictures.get("weights", m.shape.columns, m.shape.rows, key, [&](Pixels pixels) {
        for (std::size_t k = 0; k < pixels.size(); ++k) {
          const int row = ordered(ui, units_are_rows(ui), k / columns);
          const int column = ordered(ui, units_are_columns(ui), k % columns);
          pixels[k] = colour_of(
              ui, m, static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(column));
        }
      });
  ImGui::PushClipRect(place.seen.Min, place.seen.Max, true);
  ImGui::GetWindowDrawList()->AddImage(picture, place.whole.Min, place.whole.Max);
  ImGui::PopClipRect();
}

void draw_frames_and_names(Ui& ui, const MatrixPlace& place) {
  draw_unit_lines(ui, place);
  draw_strips(ui, place);
  draw_area_names(ui, place);
  if (ui.view.matrix.layer != MaskLayer::recurrent) draw_channel_names(ui, place);
}

int unit_of_row(const Ui& ui, int row) {
  return units_are_rows(ui) ? ordered(ui, true, static_cast<std::size_t>(row)) : -1;
}

int unit_of_column(const Ui& ui, int column) {
  return units_are_columns(ui) ? ordered(ui, true, static_cast<std::size_t>(column)) : -1;
}

std::string row_name_of(const Ui& ui, int row) {
  const int unit = unit_of_row(ui, row);
  if (unit >= 0) return unit_name(ui.experiment, ui.snapshot, unit);
  return "Output " + ui.snapshot.trial.output_names[static_cast<std::size_t>(row)];
}

std::string column_name_of(const Ui& ui, int column) {
  const int unit = unit_of_column(ui, column);
  if (unit >= 0) return unit_name(ui.experiment, ui.snapshot, unit);
  return "input " + ui.snapshot.trial.input_names[static_cast<std::size_t>(column)];
}

}  // namespace nn4n::playground

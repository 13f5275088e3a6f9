// The panel "weights": weights, masks, what training has changed, and the gradient, as a matrix of
// targets and sources with a histogram.
#include <algorithm>
#include <array>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/circuit/scene.h"
#include "playground/panels/diagnosis.h"
#include "playground/panels/panels.h"
#include "playground/panels/weights/weights.h"
#include "playground/plots/colour_bar.h"
#include "playground/plots/figure.h"
#include "playground/plots/matrix.h"
#include "playground/plots/order_menu.h"
#include "playground/plots/selection.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kMatrixFoot = 44;  // room for the read-out and the colour bar below
constexpr float kSmallBins = 34;   // of the histogram over that bar, where there is room
constexpr float kWeightsLeast = 330;
constexpr float kBarWidth = 180;
constexpr float kBeside = 300, kMostBeside = 460, kMostBesideHeight = 300;  // a large histogram

/// The boxes of the panel.
struct Parts {
  ImRect matrix;     ///< heading, names and cells
  ImRect foot;       ///< the read-out
  ImRect histogram;  ///< with the colour bar
  bool large = false;
};

/// On a wide page the histogram is beside the matrix, else in its foot.
Parts parts_of(const Ui& ui, const ImRect& box, const MaskShape& shape) {
  Parts parts;
  const MatrixPlace alone = place_in(ui, {box.Min, {box.Max.x, box.Max.y - kMatrixFoot}}, shape);
  const float right = box.Max.x - kBeside - 24;
  parts.large = box.GetWidth() > 640 && alone.seen.GetWidth() + kMatrixNames < right - box.Min.x;
  if (parts.large) {
    const float left = std::max(right - kMostBeside + kBeside,
                                box.Min.x + kMatrixNames + alone.seen.GetWidth() + 32);
    const float width = std::min(box.Max.x - left, kMostBeside);
    parts.matrix = {box.Min, {box.Max.x - width - 24, box.Max.y - kMatrixFoot}};
    const float top = box.Min.y + 46;
    const float bottom = std::min(box.Max.y - 30, top + kMostBesideHeight);
    parts.histogram = {{box.Max.x - width, top}, {box.Max.x - 8, bottom}};
    parts.foot = {{box.Min.x, box.Max.y - kMatrixFoot}, {parts.matrix.Max.x, box.Max.y}};
    return parts;
  }
  const bool bins = box.GetHeight() >= kWeightsLeast + kSmallBins;
  const float foot = kMatrixFoot + (bins ? kSmallBins : 0);
  parts.matrix = {box.Min, {box.Max.x, box.Max.y - foot}};
  const float bottom = place_in(ui, parts.matrix, shape).seen.Max.y + 6;
  parts.foot = {{box.Min.x, bottom}, {box.Max.x - 8, bottom + foot - 6}};
  const float bar = std::min(kBarWidth, box.GetWidth() * 0.45f);
  parts.histogram = {{parts.foot.Max.x - bar, parts.foot.Min.y + (bins ? 0 : 5)}, parts.foot.Max};
  parts.histogram.Max.y = parts.foot.Max.y - 2;
  return parts;
}

/// The matrix takes whole pixels for each cell, and the panel what the matrix takes.
float weights_height(const Ui& ui, ImVec2 room, float below) {
  room.y -= below;
  const int units = ui.snapshot.units;
  if (units <= 0) return std::min(room.x, room.y);
  const MaskShape square{units, units};
  const float foot = kMatrixFoot + (room.y >= kWeightsLeast + kSmallBins ? kSmallBins : 0);
  const ImRect box{{0, 0}, {room.x, room.y - foot}};
  return std::ceil(place_in(ui, box, square).seen.Max.y) + foot;
}

// Choosing ----------------------------------------------------------------------------------------

/// The menus in the place of a title; answers where they end.
float choose_matrix(Ui& ui, const ImRect& box) {
  MatrixChoice next = ui.view.matrix;
  const std::vector<Option> layers{
      {"matrix.input", "Input"}, {"matrix.recurrent", "Recurrent"}, {"matrix.readout", "Readout"}};
  const std::vector<Option> shown{{"matrix.weights", "Weights"},
                                  {"matrix.mask", "Mask"},
                                  {"matrix.change", "Change since the start"},
                                  {"matrix.gradient", "Gradient"}};
  const float height = touched() ? 32.0f : 22.0f;
  const float top = box.Min.y - (touched() ? 8 : 1);
  const float most = box.GetWidth() < 370 ? 132.0f : 172.0f;
  const ImRect first{{box.Min.x, top}, {box.Min.x + 104, top + height}};
  const ImRect second{{first.Max.x + 6, top}, {first.Max.x + 6 + most, top + height}};
  ui.place("weights.layer", first);
  ui.place("weights.shown", second);
  const int layer = combo(ui, "weights.layer", first, layers, static_cast<int>(next.layer));
  const int what = combo(ui, "weights.shown", second, shown, static_cast<int>(next.shown));
  if (layer >= 0) next.layer = static_cast<MaskLayer>(layer), next.zoom = {};
  if (what >= 0) next.shown = static_cast<MatrixShown>(what);
  if (!(next == ui.view.matrix)) ui.answer(ShowMatrix{next});
  return second.Max.x;
}

/// "64 × 64, 4 times"
std::string note_of(const Ui& ui, const MatrixNumbers& m) {
  std::string note = std::to_string(m.shape.rows) + " × " + std::to_string(m.shape.columns);
  if (const double scale = ui.view.matrix.zoom.scale; scale > 1)
    note += ", " + compact(scale, 2) + " times";
  return note;
}

/// How units are ordered, and what the matrix is, right of the menus.
void draw_note(Ui& ui, const MatrixNumbers& m, const ImRect& box, float left) {
  const OrderOptions orders = order_options(ui);
  const std::string& words = orders.options[static_cast<std::size_t>(orders.now)].words;
  const float wide = std::min(text_width(ui, Type::small, words) + 4, box.Max.x - left - 10);
  const ImRect menu{{left + 10, box.Min.y}, {left + 10 + wide, box.Min.y + 20}};
  ui.place("weights.order", menu);
  const int picked = word_menu(ui, "weights.order", menu, words, orders.options, orders.now);
  if (picked >= 0) ui.answer(order_picked(ui, picked));
  const float rest = box.Max.x - menu.Max.x - 12;
  if (rest > 40)
    draw_text_within(ui, {menu.Max.x + 12, box.Min.y + 10}, rest, Type::label, ui.colour().text2,
                     note_of(ui, m));
}

// Reading -----------------------------------------------------------------------------------------

/// What all numbers say together, where the pointer is on none.
std::string summary_of(const Ui& ui, const MatrixNumbers& m) {
  const MatrixChoice& choice = ui.view.matrix;
  if (choice.shown == MatrixShown::gradient && m.why.empty() && ui.looks.gradient)
    return "At iteration " + grouped(m.iteration) +
           ", over the next batch. Norm of all gradients " + compact(ui.looks.gradient->norm, 3) +
           ".";
  if (choice.shown == MatrixShown::mask) {
    const auto synapses = std::count(m.present.begin(), m.present.end(), 1);
    const double share =
        m.present.empty() ? 0 : 100.0 * double(synapses) / double(m.present.size());
    return grouped(double(synapses)) + " synapses, " + compact(share, 3) + " % of all pairs.";
  }
  return for_hand("Point at a cell to read it; rows are targets. Click to select.");
}

void draw_summary(Ui& ui, const MatrixNumbers& m, const ImRect& foot, float room) {
  const std::string selected = selected_words(ui.experiment, ui.snapshot, ui.view.selected);
  const bool own =
      ui.view.matrix.shown == MatrixShown::gradient || ui.view.matrix.shown == MatrixShown::mask;
  const bool sentence = selected.empty() || (own && m.why.empty());
  draw_lines(ui, {foot.Min.x, foot.Min.y + 4}, room, 3, Type::small,
             sentence ? ui.colour().text3 : ui.colour().text2,
             sentence ? summary_of(ui, m) : selected);
}

/// The cell under the pointer: a cross and a ring, and in words what it connects and its number.
void read_cell(Ui& ui, const MatrixPlace& place, const MatrixNumbers& m, const ImRect& foot,
               float room) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const ImRect& seen = place.seen;
  if (!ImGui::IsWindowHovered() || !seen.Contains(mouse) || !m.why.empty())
    return draw_summary(ui, m, foot, room);
  const int row = place.row_at(mouse.y), column = place.column_at(mouse.x);
  const int to = unit_of_row(ui, row), from = unit_of_column(ui, column);
  const auto k =
      static_cast<std::size_t>(to >= 0 ? to : row) * static_cast<std::size_t>(place.shape.columns) +
      static_cast<std::size_t>(from >= 0 ? from : column);
  const ImVec2 size = place.cell();
  const ImVec2 low(place.whole.Min.x + size.x * px(column), place.whole.Min.y + size.y * px(row));
  const ImRect cell{low, {low.x + size.x, low.y + size.y}};
  const ImVec2 centre = cell.GetCenter();
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImGui::PushClipRect({seen.Min.x - 3, seen.Min.y - 3}, {seen.Max.x + 3, seen.Max.y + 3}, true);
  list->AddLine({seen.Min.x, centre.y}, {seen.Max.x, centre.y}, faded(ui.colour().edge, 0.45f));
  list->AddLine({centre.x, seen.Min.y}, {centre.x, seen.Max.y}, faded(ui.colour().edge, 0.45f));
  ring_cell(ui, cell);
  ImGui::PopClipRect();
  const std::string names = row_name_of(ui, row) + " ← " + column_name_of(ui, column);
  const bool mask = ui.view.matrix.shown == MatrixShown::mask;
  const float number = m.values[k];
  const bool small = ui.view.matrix.shown == MatrixShown::gradient;
  const std::string value = !m.present[k] ? "no synapse"
                            : mask        ? "synapse"
                            : small       ? compact(double{number}, 3)
                                          : brief(double{number}, 3, true);
  draw_text_within(ui, {foot.Min.x, foot.Min.y + 12}, room, Type::small, ui.colour().text2, names);
  draw_text(ui, {foot.Min.x, foot.Min.y + 28}, Type::value, ui.colour().text, value);
  ui.place("weights.cell", cell);
  ui.matrix.pointed = names + ": " + value;
}

// Saving ------------------------------------------------------------------------------------------

void record_weights(Ui& ui, const MatrixPlace& place, const MatrixNumbers& m) {
  ImRect whole = place.seen;
  whole.Min = {whole.Min.x - kMatrixNames, whole.Min.y - kMatrixTop};
  whole.Max = {whole.Max.x + 8, whole.Max.y + kMatrixFoot};
  Figure* figure = record_cells(ui, "weights", matrix_title(ui.view.matrix), place.seen, whole);
  if (!figure) return;
  figure->up = "Rows: to; columns: from; iteration " + grouped(m.iteration);
  figure->across = "Largest value of the colours: " + compact(double{m.range});
  FigureCells& cells = figure->cells.emplace();
  cells.corner = "to / from";
  const auto place_of_unit = [&](int unit, int k) {
    return unit < 0 ? k : ui.circuit.units().places[static_cast<std::size_t>(k)];
  };
  // In the order of the network, whatever the order on the screen.
  for (int k = 0; k < m.shape.rows; ++k)
    cells.rows.push_back(row_name_of(ui, place_of_unit(unit_of_row(ui, k), k)));
  for (int k = 0; k < m.shape.columns; ++k)
    cells.columns.push_back(column_name_of(ui, place_of_unit(unit_of_column(ui, k), k)));
  for (std::size_t k = 0; k < m.values.size(); ++k) {
    cells.values.push_back(m.present[k] ? m.values[k] : NAN);
    cells.colours.push_back(
        colour_at(*ui.theme.diverging, signed_power(m.present[k] ? m.values[k] : 0, m.range)));
  }
}

// The panel ---------------------------------------------------------------------------------------

/// Marks what is selected, on the part that is seen.
void mark_selection(Ui& ui, const MatrixPlace& place) {
  ImGui::PushClipRect({place.seen.Min.x - 2, place.seen.Min.y - 2},
                      {place.seen.Max.x + 2, place.seen.Max.y + 2}, true);
  const MaskLayer layer = ui.view.matrix.layer;
  if (layer == MaskLayer::recurrent) mark_selected_cells(ui, place.whole, ui.snapshot.units);
  if (layer == MaskLayer::input) mark_selected_rows(ui, place.whole, ui.snapshot.units);
  if (layer == MaskLayer::readout) mark_selected_columns(ui, place.whole, ui.snapshot.units);
  ImGui::PopClipRect();
}

bool weights_known(const Snapshot& s) {
  const auto units = static_cast<std::size_t>(std::max(s.units, 0));
  return has_units(s) && s.recurrent.size() == units * units &&
         s.recurrent_present.size() == units * units &&
         s.input.size() == units * s.trial.input_names.size() &&
         s.readout.size() == units * s.trial.output_names.size();
}

void weights_view(Ui& ui, const ImRect& box) {
  ui.matrix.pointed.clear();
  if (!weights_known(ui.snapshot)) {
    ImGui::SetCursorScreenPos(box.Min);
    return heading(ui, "Recurrent weights");
  }
  const float left = choose_matrix(ui, box);
  const MatrixNumbers& m = ui.matrix.follow(ui);
  if (!has_diagnosis(ui, "weights"))  // its name comes in the place of the note
    draw_note(ui, m, box, left);
  draw_diagnoses(ui, "weights", {box.Max.x, box.Min.y});
  const Parts parts = parts_of(ui, box, m.shape);
  const bool none = m.shape.rows == 0 || m.shape.columns == 0;
  if (none || !m.why.empty()) {
    ui.place("weights.why", {{box.Min.x, box.Min.y + 40}, {box.Max.x, box.Min.y + 90}});
    return draw_lines(ui, {box.Min.x, box.Min.y + 40}, box.GetWidth() - 12, 3, Type::control,
                      ui.colour().text2, none ? "This task has no channels of this kind." : m.why);
  }
  const MatrixPlace place = place_in(ui, parts.matrix, m.shape);
  ui.place("plot.weights", place.seen);
  draw_cells(ui, place, m);
  draw_frames_and_names(ui, place);
  use_matrix(ui, place);
  mark_selection(ui, place);
  record_weights(ui, place, m);
  figure_button(ui, {box.Min.x, box.Min.y + 30}, {{"weights", "Weights"}});
  const float room = (parts.large ? parts.foot.Max.x : parts.histogram.Min.x - 14) - box.Min.x;
  ImRect foot = parts.foot;
  foot.Min.y = place.seen.Max.y + 6;
  read_cell(ui, place, m, foot, room);
  if (ui.view.matrix.shown != MatrixShown::mask)
    draw_histogram(ui, parts.histogram, m, parts.large);
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

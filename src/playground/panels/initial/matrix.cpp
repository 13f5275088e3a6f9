// A matrix of targets and sources: where its cells are, what is under the pointer, and the weights
// drawn into it.
#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/initial/matrix.h"
#include "playground/plots/colour_bar.h"
#include "playground/plots/matrix.h"
#include "playground/plots/plot.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kLargestCell = 28;
constexpr float kBar = 34;       // height of the colour bar, with its numbers and a gap
constexpr float kStale = 0.55f;  // of the colours, while the picture is not of this network

std::vector<UnitRange> units_as_blocks(const std::vector<Group>& groups) {
  std::vector<UnitRange> blocks;
  for (const Group& group : groups) {
    const int sign = group.kind == UnitKind::excitatory   ? 1
                     : group.kind == UnitKind::inhibitory ? -1
                                                          : 0;
    blocks.push_back({group.area, sign, group.begin, group.begin + group.units});
  }
  return blocks;
}

void borders(Ui& ui, const CellGrid& cells, const LayerView& view,
             const std::vector<UnitRange>& blocks) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImRect box = cells.box();
  for (std::size_t k = 1; k < blocks.size(); ++k) {
    const bool area = blocks[k].area != blocks[k - 1].area;
    const ImU32 colour = area ? ui.colour().text2 : faded(ui.colour().edge, 0.45f);
    const float x = std::floor(box.Min.x + cells.cell.x * px(blocks[k].begin) + 0.5f) - 0.5f;
    const float y = std::floor(box.Min.y + cells.cell.y * px(blocks[k].begin) + 0.5f) - 0.5f;
    if (view.units_are_columns()) list->AddLine({x, box.Min.y}, {x, box.Max.y}, colour);
    if (view.units_are_rows()) list->AddLine({box.Min.x, y}, {box.Max.x, y}, colour);
  }
  list->AddRect({box.Min.x - 1, box.Min.y - 1}, {box.Max.x + 1, box.Max.y + 1}, ui.colour().text2);
  if (view.units_are_columns())
    sign_strip(ui, blocks, {box.Min.x, box.Min.y - 8}, cells.cell.x, false);
  if (view.units_are_rows()) sign_strip(ui, blocks, {box.Min.x - 8, box.Min.y}, cells.cell.y, true);
}

std::string unit_words(const Ui& ui, const std::vector<Group>& groups, int unit) {
  for (const Group& group : groups) {
    if (unit >= group.begin && unit < group.begin + group.units)
      return group_name(ui.experiment, group.area, group.kind) + " " +
             std::to_string(unit - group.begin + 1);
  }
  return {};
}

/// "Decision E 9 ← Sensory E 2"
std::string synapse_words(const Ui& ui, const NetworkParts& parts, const LayerView& view,
                          const MaskPoint& point) {
  const auto channel = [](const char* noun, int k) {
    return std::string(noun) + " " + std::to_string(k + 1);
  };
  const std::string to = view.units_are_rows() ? unit_words(ui, parts.groups, point.row)
                                               : channel("output", point.row);
  const std::string from = view.units_are_columns() ? unit_words(ui, parts.groups, point.column)
                                                    : channel("input", point.column);
  return to + " ← " + from;
}

std::span<const float> shown_of(const LayerView& view, WeightsShown shown) {
  if (shown == WeightsShown::difference) return view.change;
  return shown == WeightsShown::now ? view.now : view.initial;
}

/// The weight at the end of the colour bar; the same for the initial weights and for those now.
float range_of(const LayerView& view, WeightsShown shown) {
  if (shown == WeightsShown::difference) return weight_range(view.change, view.present);
  return std::max(weight_range(view.initial, view.present), weight_range(view.now, view.present));
}

/// Three buttons, one below the other, of which one is chosen.
void choice_of_weights(Ui& ui, const ImRect& box) {
  struct Choice {
    WeightsShown shown;
    const char* words;
    const char* help;
  };
  static constexpr Choice choices[] = {
      {WeightsShown::initial, "Initial", "The weights with which training starts."},
      {WeightsShown::now, "Now", "The weights that the network has now."},
      {WeightsShown::difference, "Difference", "What training has changed: now minus initial."}};
  float top = box.Min.y;
  for (const Choice& choice : choices) {
    const ImRect face{{box.Min.x, top}, {box.Max.x, top + row_pitch() - 4}};
    top += row_pitch();
    const auto key = std::string(kWeightsShown[static_cast<std::size_t>(choice.shown)]);
    ui.place("weights.shown#" + key, face);
    const bool now = ui.view.network.shown == choice.shown;
    const bool best = choice.shown == WeightsShown::now && ui.snapshot.best_shown.iteration > 0;
    if (button(ui, key.c_str(), face, best ? "Best" : choice.words, now)) {
      NetworkView next = ui.view.network;
      next.shown = choice.shown;
      ui.answer(ShowNetwork{std::move(next)});
    }
    item_tooltip(ui, best ? "The best weights that the run has had." : choice.help);
  }
}

}  // namespace

ImRect CellGrid::box() const {
  return {corner, {corner.x + cell.x * px(shape.columns), corner.y + cell.y * px(shape.rows)}};
}

ImRect CellGrid::of(const MaskPoint& point) const {
  const ImVec2 low(corner.x + cell.x * px(point.column), corner.y + cell.y * px(point.row));
  return {low, {low.x + cell.x, low.y + cell.y}};
}

MaskPoint CellGrid::at(ImVec2 point) const {
  const auto index = [](float offset, float size, int count) {
    return std::clamp(static_cast<int>(std::floor(offset / size)), 0, count - 1);
  };
  return {index(point.y - corner.y, cell.y, shape.rows),
          index(point.x - corner.x, cell.x, shape.columns)};
}

CellGrid cells_in(const ImRect& box, const MaskShape& shape) {
  CellGrid cells{{box.Min.x + kInitialStrips, box.Min.y + kInitialStrips}, {}, shape};
  cells.cell = {whole_cell(box.GetWidth() - kInitialStrips, shape.columns, kLargestCell),
                whole_cell(box.GetHeight() - kInitialStrips, shape.rows, kLargestCell)};
  if (shape.rows == shape.columns)
    cells.cell.x = cells.cell.y = std::min(cells.cell.x, cells.cell.y);
  return cells;
}

LayerView layer_view(const Ui& ui, const Initial& initial, const WeightsNow& trained) {
  const MaskLayer layer = ui.view.network.layer;
  const auto at = static_cast<std::size_t>(layer);
  const std::vector<float>& now = trained.weights[at];
  const std::vector<float>& change = trained.change[at];
  const Masks& m = initial.masks;
  const Parameters<float>& p = initial.parameters;
  switch (layer) {
    case MaskLayer::input:
      return {.layer = MaskLayer::input,
              .shape = {m.units, m.inputs},
              .present = m.input,
              .sign = m.input_sign,
              .initial = p.of(Tensor::input_weight),
              .now = now,
              .change = change};
    case MaskLayer::readout:
      return {.layer = MaskLayer::readout,
              .shape = {m.outputs, m.units},
              .present = m.readout,
              .sign = m.readout_sign,
              .initial = p.of(Tensor::readout_weight),
              .now = now,
              .change = change};
    case MaskLayer::recurrent:
      break;
  }
  return {.layer = MaskLayer::recurrent,
          .shape = {m.units, m.units},
          .present = m.recurrent,
          .sign = m.recurrent_sign,
          .initial = p.of(Tensor::recurrent_weight),
          .now = now,
          .change = change};
}

void draw_cells(Ui& ui, const char* name, const NetworkParts& parts, const LayerView& view,
                const CellGrid& cells, std::uint64_t version,
                const std::function<ImU32(std::size_t)>& colour_of) {
  const std::uint64_t key[] = {static_cast<std::uint64_t>(parts.initial.serial),
                               static_cast<std::uint64_t>(view.layer),
                               static_cast<std::uint64_t>(ui.theme.name), version};
  const ImTextureRef picture = ui.pictures.get(name, view.shape.columns, view.shape.rows,
                                               hash_bytes(key, sizeof key), [&](Pixels pixels) {
                                                 for (std::size_t k = 0; k < pixels.size(); ++k)
                                                   pixels[k] = colour_of(k);
                                               });
  const ImRect box = cells.box();
  const ImU32 tint = faded(IM_COL32_WHITE, ui.initials.stale() ? kStale : 1.0f);
  ImGui::GetWindowDrawList()->AddImage(picture, box.Min, box.Max, {0, 0}, {1, 1}, tint);
  borders(ui, cells, view, units_as_blocks(parts.groups));
}

void read_cell(Ui& ui, const NetworkParts& parts, const LayerView& view, const CellGrid& cells,
               const MaskPoint& point, const std::function<std::string(std::size_t)>& value,
               const std::function<std::vector<PointedValue>(std::size_t)>& more) {
  if (point.row >= view.shape.rows || point.column >= view.shape.columns) return;
  const auto k =
      static_cast<std::size_t>(point.row) * static_cast<std::size_t>(view.shape.columns) +
      static_cast<std::size_t>(point.column);
  const ImRect cell = cells.of(point);
  ring_cell(ui, cell);
  ui.place("mask.cell", cell);
  const ImRect& bounds = ImGui::GetCurrentContext()->CurrentWindow->InnerRect;
  readout(ui, cell.GetCenter(), bounds, synapse_words(ui, parts, view, point), value(k),
          more ? more(k) : std::vector<PointedValue>{});
}

void record_matrix(Ui& ui, std::string_view key, std::string_view title, const LayerView& view,
                   const CellGrid& grid,
                   const std::function<std::pair<float, ImU32>(std::size_t)>& of) {
  ImRect whole = grid.box();
  whole.Expand(kInitialStrips + 2);
  Figure* figure = record_cells(ui, key, title, grid.box(), whole);
  if (!figure) return;
  FigureCells& cells = figure->cells.emplace();
  cells.corner = "to / from";
  for (int row = 0; row < view.shape.rows; ++row) cells.rows.push_back(std::to_string(row + 1));
  for (int column = 0; column < view.shape.columns; ++column)
    cells.columns.push_back(std::to_string(column + 1));
  figure->up = "Rows: to; columns: from";
  for (std::size_t k = 0; k < view.present.size(); ++k) {
    const auto [value, colour] = of(k);
    cells.values.push_back(value);
    cells.colours.push_back(colour);
  }
}

float weights_tools_height() { return kBar + px(kWeightsShown.size()) * row_pitch(); }

std::string initial_moment(const Ui& ui) {
  const int draw = ui.snapshot.progress.draw;
  return draw > 1 ? "draw " + std::to_string(draw) : "iteration 0";
}

void weights_matrix(Ui& ui, const NetworkParts& parts, const WeightsNow& trained,
                    const LayerView& view, const ImRect& room) {
  const CellGrid cells = cells_in(room, view.shape);
  const WeightsShown shown = ui.view.network.shown;
  const std::span<const float> weights = shown_of(view, shown);
  const float range = range_of(view, shown);
  ui.place("plot.initial", cells.box());
  const int version[] = {trained.serial, static_cast<int>(shown)};
  draw_cells(ui, "initial weights", parts, view, cells, hash_bytes(version, sizeof version),
             [&](std::size_t k) {
               return colour_at(*ui.theme.diverging, signed_power(weights[k], range));
             });
  record_matrix(ui, "initial", "Weights of the network", view, cells, [&](std::size_t k) {
    return std::pair(view.present[k] ? weights[k] : NAN,
                     colour_at(*ui.theme.diverging, signed_power(weights[k], range)));
  });
  const float left = room.Max.x + 14;
  const float top = cells.box().Min.y;
  weight_bar(ui, {{left, top}, {left + kInitialTools, top + 10}}, double{range});
  choice_of_weights(ui, {{left, top + kBar}, {left + kInitialTools, top + weights_tools_height()}});
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  if (!ImGui::IsWindowHovered() || !cells.box().Contains(pointer)) return;
  const auto words = [](float weight) { return brief(double{weight}, 3, true); };
  read_cell(
      ui, parts, view, cells, cells.at(pointer),
      [&](std::size_t k) { return view.present[k] ? words(weights[k]) : "no synapse"; },
      [&](std::size_t k) -> std::vector<PointedValue> {
        if (!view.present[k] || trained.iteration == 0) return {};
        return {{0, initial_moment(ui), words(view.initial[k])},
                {0, "iteration " + grouped(trained.iteration), words(view.now[k])},
                {0, "change", words(view.change[k])}};
      });
}

}  // namespace nn4n::playground

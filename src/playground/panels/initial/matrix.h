// The parts of the picture of the network's weights (panel.cpp): a matrix of targets and sources on
// the screen, its mask, its weights, and the eigenvalues.
#pragma once

#include <functional>
#include <span>
#include <utility>

#include "playground/panels/network/network.h"
#include "playground/plots/figure.h"
#include "playground/plots/plot.h"

namespace nn4n::playground {

inline constexpr float kInitialStrips = 12;  ///< room for the sign strips
inline constexpr float kInitialTools = 118;  ///< palette and colour bar beside the matrix

/// A matrix of targets and sources on the screen.
struct CellGrid {
  ImVec2 corner;
  ImVec2 cell;
  MaskShape shape;

  ImRect box() const;
  ImRect of(const MaskPoint& point) const;
  MaskPoint at(ImVec2 point) const;
};

/// Where the cells of a matrix lie in a box. They are square when the matrix is, else as wide and
/// as high as there is room for.
CellGrid cells_in(const ImRect& box, const MaskShape& shape);

/// The layer that is looked at, with its masks and its weights: those of iteration 0, those now,
/// and now − initial.
struct LayerView {
  MaskLayer layer;
  MaskShape shape;
  const std::vector<std::uint8_t>& present;
  const std::vector<std::int8_t>& sign;
  std::span<const float> initial, now, change;

  bool units_are_rows() const { return layer != MaskLayer::readout; }
  bool units_are_columns() const { return layer != MaskLayer::input; }
};
LayerView layer_view(const Ui& ui, const Initial& initial, const WeightsNow& trained);

/// The cells, each in its colour, with the borders of areas and signs. They are filled again when
/// the initial network, the layer, the theme or `version` is another.
void draw_cells(Ui& ui, const char* name, const NetworkParts& parts, const LayerView& view,
                const CellGrid& cells, std::uint64_t version,
                const std::function<ImU32(std::size_t)>& colour_of);

/// Draws a ring around the synapse at `point` and says beside it which two units it joins. `value`
/// gives the words for the weight or mark at an index, `more` what else is known of it.
void read_cell(Ui& ui, const NetworkParts& parts, const LayerView& view, const CellGrid& cells,
               const MaskPoint& point, const std::function<std::string(std::size_t)>& value,
               const std::function<std::vector<PointedValue>(std::size_t)>& more = {});

/// Notes a matrix of the layer down (plots/figure.h). `of` gives the value, NaN where there is
/// none, and the colour of a cell.
void record_matrix(Ui& ui, std::string_view key, std::string_view title, const LayerView& view,
                   const CellGrid& grid,
                   const std::function<std::pair<float, ImU32>(std::size_t)>& of);

/// The mask, which is painted here, within `room`.
void mask_matrix(Ui& ui, const NetworkParts& parts, const LayerView& view, const ImRect& room);

/// The menu of layers, the buttons for files, and the button that begins to paint; while the mask
/// is painted, the marks, and the button that ends it. When they stand
/// `upright`, beside the matrix, the number of synapses is below them.
void mask_tools(Ui& ui, const LayerView& view, const ImRect& box, bool upright);
float tools_height(const Ui& ui, bool upright);

/// Begins to paint with a mark, in a large picture of the mask alone; 0 ends it.
void choose_brush(Ui& ui, char mark);

/// The weights that are chosen, with their colour bar right of `room` and the choice below it. Two
/// colours of the initial weights and of those now mean the same weight.
void weights_matrix(Ui& ui, const NetworkParts& parts, const WeightsNow& trained,
                    const LayerView& view, const ImRect& room);
float weights_tools_height();

/// When the initial weights were drawn: "iteration 0", or "draw 2" after the weights were redrawn.
std::string initial_moment(const Ui& ui);

/// The eigenvalues in the complex plane, with the unit circle and the circles of the spectral
/// radius: of the initial weights as rings and, unless only these are chosen, of the weights now as
/// dots.
void spectrum_plot(Ui& ui, const Initial& initial, const WeightsNow& trained, const ImRect& box);

}  // namespace nn4n::playground

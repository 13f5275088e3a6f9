// The parts of the panel "weights": the matrix (matrix.cpp), what a hand does on it (hand.cpp), the
// histogram and the colour bar (histogram.cpp). panel.cpp lays them out.
#pragma once

#include "editing/units.h"
#include "playground/panels/weights/scene.h"
#include "playground/ui.h"

namespace nn4n::playground {

inline constexpr float kMatrixNames = 56;  // room for area names and the sign strip at the left
inline constexpr float kMatrixTop = 26;    // room for area names and the sign strip above the cells

/// The matrix on the screen. Without zoom each cell has whole device pixels.
struct MatrixPlace {
  ImRect seen;   ///< where cells are drawn
  ImRect whole;  ///< where the whole matrix would be; larger than `seen` when it is zoomed
  MaskShape shape;

  ImVec2 cell() const {
    return {whole.GetWidth() / px(shape.columns), whole.GetHeight() / px(shape.rows)};
  }
  int row_at(float y) const;
  int column_at(float x) const;
};

/// Where the matrix lies in `box`, below the heading; with the zoom of the view.
MatrixPlace place_in(const Ui& ui, const ImRect& box, const MaskShape& shape);

void draw_cells(Ui& ui, const MatrixPlace& place, const MatrixNumbers& numbers);
void draw_frames_and_names(Ui& ui, const MatrixPlace& place);

/// "Decision E 9", "input Left": what a row or column is.
std::string row_name_of(const Ui& ui, int row);
std::string column_name_of(const Ui& ui, int column);
/// The unit of a row or column; −1 for channels.
int unit_of_row(const Ui& ui, int row);
int unit_of_column(const Ui& ui, int column);

/// Clicks, drags, the wheel and keys.
void use_matrix(Ui& ui, const MatrixPlace& place);

/// How often each value occurs, above the colour bar, which has the same axis. Large ones have
/// axes.
void draw_histogram(Ui& ui, const ImRect& box, const MatrixNumbers& numbers, bool large);

}  // namespace nn4n::playground

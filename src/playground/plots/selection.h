// What is selected (editing/selected.h), marked on maps whose rows or columns are units.
#pragma once

#include <utility>
#include <vector>

#include "playground/ui.h"

namespace nn4n::playground {

/// Neighbouring units [begin, end).
using UnitRun = std::pair<int, int>;

/// The runs of neighbours among places that ascend.
std::vector<UnitRun> runs_of(const std::vector<int>& units);

/// Marks the rows of the selected units in a map of one row for each of `units` units, in the order
/// of the view.
void mark_selected_rows(Ui& ui, const ImRect& map, int units);

/// Marks the columns of the selected units in a map of one column for each unit.
void mark_selected_columns(Ui& ui, const ImRect& map, int units);

/// Marks what is selected in a matrix with a row for each target and a column for each source: of
/// units their rows and columns, of a projection its block.
void mark_selected_cells(Ui& ui, const ImRect& matrix, int units);

}  // namespace nn4n::playground

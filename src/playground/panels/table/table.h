// The parts of the editor of a custom task's table: the grid of epochs by channels, and the fields
// of what is selected in it. Each draws at the cursor of the present window.
#pragma once

#include "editing/task_table.h"
#include "playground/panels/panels.h"

namespace nn4n::playground {

void table_grid(Ui& ui, const CustomParameters& task);

/// The conditions, each of which can be selected, and how likely it is.
void table_conditions(Ui& ui, const CustomParameters& task);

/// Name and fields of one thing, and what can be done with it.
void table_details(Ui& ui, const CustomParameters& task, const TablePlace& place);

/// An item that is selected by a click; `fill` 0 = see-through. Answers whether it was hovered.
bool table_item(Ui& ui, const TablePlace& place, const ImRect& box, ImU32 fill);

/// A button that puts a fresh part after the selected one, or at the end.
void add_button(Ui& ui, const CustomParameters& task, TablePart part, const ImRect& box);

}  // namespace nn4n::playground

// The parts of the editor of a custom task's table: the grid of epochs by channels, and the fields
// of what is selected in it. Each draws at the cursor of the present window.
#pragma once

#include "editing/task_table.h"
#include "playground/panels/panels.h"

namespace nn4n::playground {

/// The epochs as columns, the channels as rows.
void table_grid(Ui& ui, const CustomParameters& task);

/// The conditions, each of which can be selected, and how likely it is.
void table_conditions(Ui& ui, const CustomParameters& task);

/// The name and the fields of one part of the table, and the buttons that move or remove it.
void table_details(Ui& ui, const CustomParameters& task, const TablePlace& place);

/// An item that a click selects. `fill` 0 = transparent. Answers whether the pointer is over it.
bool table_item(Ui& ui, const TablePlace& place, const ImRect& box, ImU32 fill);

/// A button that adds a new part after the selected one, or at the end when none is selected.
void add_button(Ui& ui, const CustomParameters& task, TablePart part, const ImRect& box);

}  // namespace nn4n::playground

// Edits of a custom task's table that keep it consistent: a row has a cell for every channel, and a
// cell that has a value for each condition keeps those of the conditions that stay.
#pragma once

#include "tasks/custom.h"

namespace nn4n {

/// The lists that the table is made of.
enum class TablePart { epochs, inputs, outputs, conditions };

/// "epochs", the key of its list in the task.
std::string_view key_of(TablePart part);
/// "epoch", "input", "output", "condition".
std::string_view noun_of(TablePart part);

std::size_t count_of(const CustomParameters& task, TablePart part);
bool can_add(const CustomParameters& task, TablePart part);
bool can_remove(const CustomParameters& task, TablePart part);

/// Puts a fresh one before `at` (the count: at the end), with a name of its own. A fresh output is
/// scored where its neighbour is; a fresh condition has the values of its neighbour.
void insert_part(CustomParameters& task, TablePart part, std::size_t at);
void remove_part(CustomParameters& task, TablePart part, std::size_t index);
/// The others keep their order.
void move_part(CustomParameters& task, TablePart part, std::size_t from, std::size_t to);

/// A cell for every channel in every row: those that are left out are fresh ones. No cell goes.
void fill_rows(CustomParameters& task);

/// Makes the cells fit lists of channels or conditions that were replaced: rows as long as the
/// channels, and one value per condition where there was one for each of `conditions_before`.
void fit_cells(CustomParameters& task, std::size_t conditions_before);

}  // namespace nn4n

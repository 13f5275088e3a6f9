// These functions edit the table of a custom task and keep it consistent. Every row has a cell for
// every channel. A cell that has a value for each condition keeps the values of all conditions that
// are not removed.
#pragma once

#include "tasks/custom.h"

namespace nn4n {

/// The lists that the table is made of.
enum class TablePart { epochs, inputs, outputs, conditions };

/// Returns the key of the part's list in the task, for example "epochs".
std::string_view key_of(TablePart part);
/// Returns "epoch", "input", "output" or "condition".
std::string_view noun_of(TablePart part);

std::size_t count_of(const CustomParameters& task, TablePart part);
bool can_add(const CustomParameters& task, TablePart part);
bool can_remove(const CustomParameters& task, TablePart part);

/// Inserts a new element before index `at`, or at the end if `at` is the count. The element gets a
/// name that is not used yet. A new output has the error weights of its neighbour, and a new
/// condition has the values of its neighbour.
void insert_part(CustomParameters& task, TablePart part, std::size_t at);
void remove_part(CustomParameters& task, TablePart part, std::size_t index);
/// Moves an element to another position. The other elements keep their order.
void move_part(CustomParameters& task, TablePart part, std::size_t from, std::size_t to);

/// Adds cells with default values until every row has a cell for every channel. No cell is removed.
void fill_rows(CustomParameters& task);

/// Makes the cells fit after the lists of channels or conditions were replaced. Every row gets as
/// many cells as there are channels. A cell that had one value for each of `conditions_before` gets
/// one value for each condition.
void fit_cells(CustomParameters& task, std::size_t conditions_before);

}  // namespace nn4n

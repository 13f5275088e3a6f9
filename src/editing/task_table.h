// Where things are in the table of a custom task (tasks/custom.h). What can be selected in the page
// is named by its path: an epoch "task.epochs[1]", a channel "task.inputs[0]", a condition
// "task.conditions[2]", a cell "task.epochs[1].inputs[0]".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tasks/custom_table.h"

namespace nn4n {

/// The table of the chosen task; null when it is another task.
const CustomParameters* table_of(const Experiment& experiment);

struct TablePlace {
  TablePart part = TablePart::epochs;
  std::size_t index = 0;
  std::optional<std::size_t> epoch = {};  ///< of an input or output: its cell there
  bool operator==(const TablePlace&) const = default;
};

std::string path_of(const TablePlace& place);

/// What a field belongs to; nothing when it is in no table, or is not there.
std::optional<TablePlace> table_place(const Experiment& experiment, std::string_view path);

/// "Stimulus", "Left", or of a cell "Stimulus, Left".
std::string name_of(const CustomParameters& task, const TablePlace& place);

/// Everything that can be selected.
std::vector<TablePlace> all_places(const CustomParameters& task);

}  // namespace nn4n

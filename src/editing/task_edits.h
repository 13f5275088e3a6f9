// What edits of own tasks do: the table of a custom one, and trials out of a file;
// document_edits.cpp calls them.
#pragma once

#include "editing/app.h"

namespace nn4n {

/// Adds a part to the table and selects it.
Issues add_to_table(App& app, const AddToTable& edit);
/// Removes a part of the table and selects its neighbour instead.
Issues remove_from_table(App& app, const RemoveFromTable& edit);
/// Moves a part of the table, which stays selected.
Issues move_in_table(App& app, const MoveInTable& edit);

/// Makes the trials of a file the task; all other settings stay. A file that holds no trials is
/// refused, and nothing changes.
Issues read_trials(App& app, const ReadTrials& edit);

/// Makes the cells of the table fit its lists of channels and conditions, after a list was
/// replaced.
void fit_table(Experiment& next, const Experiment& before);

}  // namespace nn4n

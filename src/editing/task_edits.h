// What edits of own tasks do: the table of a custom one, and trials out of a file;
// document_edits.cpp calls them.
#pragma once

#include "editing/app.h"

namespace nn4n {

/// The new one is selected.
Issues add_to_table(App& app, const AddToTable& edit);
/// What was selected there goes, and its neighbour is selected instead.
Issues remove_from_table(App& app, const RemoveFromTable& edit);
/// The selection goes with it.
Issues move_in_table(App& app, const MoveInTable& edit);

/// The trials become the task, all else stays; a file that holds none is refused, and nothing
/// changes.
Issues read_trials(App& app, const ReadTrials& edit);

/// Cells that fit the lists of channels and conditions, after a list was replaced by another.
void fit_table(Experiment& next, const Experiment& before);

}  // namespace nn4n

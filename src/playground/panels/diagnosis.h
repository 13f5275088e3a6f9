// What is wrong with a run, beside the plot in which it shows: its name over the plot's upper right
// corner, in room that holds nothing else. The message explains it (editing/messages.h).
#pragma once

#include <string_view>

#include "playground/ui.h"

namespace nn4n::playground {

/// The names of what shows in this plot (analysis/diagnosis.h), one below the other. `corner` is
/// the upper right one of the first; the places are "diagnosis.KEY".
void draw_diagnoses(Ui& ui, std::string_view plot, ImVec2 corner);

/// Does anything show in this plot?
bool has_diagnosis(const Ui& ui, std::string_view plot);

}  // namespace nn4n::playground

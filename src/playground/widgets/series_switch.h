// Legends that toggle: a click on the name of a series hides it, another one shows it again. What
// is hidden is so for as long as the page is open; links, files and saved plots have every series.
#pragma once

#include "playground/ui.h"

namespace nn4n::playground {

bool is_hidden(const Ui& ui, const std::string& key);

/// The switch over the name of a series, which lies in `box`. It can be located as "series." + key.
/// Answers the ink for the name.
ImU32 series_switch(Ui& ui, const std::string& key, const ImRect& box);

}  // namespace nn4n::playground

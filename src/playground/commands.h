// Commands of the page, which come with an argument in JSON, as edits of the application.
#pragma once

#include <optional>
#include <string_view>

#include "editing/app.h"

namespace nn4n::playground {

/// What a command means, or why it means nothing.
struct Asked {
  std::optional<Edit> edit;
  Issues issues;
};

/// run (iterations or null), pause, step, reset, new_seed, set ({path: value, …}),
/// speed (iterations per second, 0 = full), trial (index), open (text), undo, redo, go (to the
/// control of a path), restore (the default of a path), mask ({text, layer or nothing}: a mask
/// file), trials ({text}: a file of trials), file ({text}: one of them or an experiment, as it
/// begins). A text may be a data URL.
Asked edit_asked_for(std::string_view name, std::string_view argument_json);

}  // namespace nn4n::playground

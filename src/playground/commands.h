// Between the application and JSON: commands in, messages to and from the worker.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "codec/json_value.h"
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

/// {"type": "run", "until": 400} and its like; "open" carries the experiment.
JsonValue message_value(const Message& message, const Experiment& experiment);

/// Takes in what the worker says: {"type": "snapshot", status, speed} with bytes,
/// {"type": "experiment", experiment}, {"type": "failed", message}.
void take_message(App& app, std::string_view message_json, std::span<const std::uint8_t> bytes);

}  // namespace nn4n::playground

// What view and worker tell each other, as JSON: messages of the application to the worker, and
// what comes back.
#pragma once

#include <span>
#include <string_view>

#include "codec/json_value.h"
#include "editing/app.h"

namespace nn4n::playground {

/// {"type": "run", "until": 400} and its like; "open" and "restore" carry the experiment as JSON
/// text, which whoever hands it on need not read.
JsonValue message_value(const Message& message, const Experiment& experiment);

/// Takes in what the worker says: {"type": "snapshot", status, speed, film} with bytes,
/// {"type": "moment", asked} with the bytes of a snapshot, {"type": "experiment", experiment} with
/// JSON text, {"type": "gone"} when a run that was to come
/// back is not kept any more, {"type": "failed", message}.
void take_message(App& app, std::string_view message_json, std::span<const std::uint8_t> bytes);

}  // namespace nn4n::playground

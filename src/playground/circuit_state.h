// What Page::state says of the circuit: the selection, the moment of the trial, and what is pointed
// at.
#pragma once

#include "codec/json_value.h"
#include "editing/app.h"
#include "playground/panels/circuit/scene.h"

namespace nn4n::playground {

/// {kind, unit | area, sign | area, sign, to_area, to_sign, words}
JsonValue selected_value(const App& app);

/// {playing, at_ms, step, duration_ms, speed}
/// [{act, words, on, trained, problem}], and what they change: {iteration, trials, accuracy,
/// intact} or null.
JsonValue interventions_value(const App& app);
JsonValue effect_value(const App& app);
JsonValue playback_value(const App& app);

/// {heading, value, lines: [{name, value}]}, as they were drawn in the last frame
JsonValue pointed_value(const Pointed& pointed);

}  // namespace nn4n::playground

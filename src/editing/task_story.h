// What a task is about, for somebody who has never heard of it.
#pragma once

#include "codec/json_value.h"
#include "editing/examples.h"

namespace nn4n {

/// {label, help, source, inputs_named, outputs_named, parts, chance, pass, words, inputs, targets,
/// epochs}:
///   inputs_named, outputs_named   names of the channels
///   parts         the epochs as {name, ms, help}; help is that of the parameter of this name
///   chance, pass  accuracies of guessing and of having learnt, in percent
///   words         describes the example: "coherence 12.8 %, correct choice left"
///   inputs, targets, epochs       of the example (trial_value.h); lists without elements when a
///                                 task has no trials yet
JsonValue task_story(const Example& example);

}  // namespace nn4n

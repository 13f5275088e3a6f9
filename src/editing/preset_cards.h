// What the menu of presets shows of each: name, one line, its areas and an example trial. The page
// draws the pictures.
#pragma once

#include "codec/json_value.h"

namespace nn4n {

/// A list of {key, label, help, areas, inputs, targets, epochs}:
///   areas    {units, excitatory (0 to 1), input, readout}
///   inputs   one list per channel, targets one per output: values over the steps of a trial that
///            counts, without noise; a target that is not scored is null
///   epochs   {begin, end} in steps
JsonValue preset_cards();

}  // namespace nn4n

// A trial as the page's script draws it.
#pragma once

#include "codec/json_value.h"
#include "tasks/trial.h"

namespace nn4n {

/// Adds to an object:
///   inputs   one list per channel, targets one per output: values over the steps of a trial; a
///            target that is not scored is null
///   epochs   a list of {name, begin, end}, in steps
void add_trial(JsonValue& object, const Trial& trial);

}  // namespace nn4n

// Which settings a sweep can go through, with what a form must know of each.
#pragma once

#include "codec/json_value.h"
#include "experiment/experiment.h"

namespace nn4n {

/// Every setting that is one number, one of several choices, or on and off, and has an effect: a
/// list of {path, label, kind: "number", "whole", "choice" or "boolean", value, low, high, choices:
/// [{key, label}], unit, help}. `low` and `high` are null where nothing bounds the number; `value`
/// is a number, a choice's key, or true or false. The seed is not among them: a sweep has its
/// seeds anyway.
JsonValue sweepable_settings(const Experiment& experiment);

}  // namespace nn4n

// What a field's value is by default: in the default experiment, or in a new element of its list.
#pragma once

#include <optional>
#include <string>

#include "experiment/experiment.h"

namespace nn4n::playground {

/// Nothing when the path does not name a number, tick or choice.
std::optional<double> default_of(const Experiment& experiment, const std::string& path);

}  // namespace nn4n::playground

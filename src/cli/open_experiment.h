// The experiment that a command's argument stands for.
#pragma once

#include <string>
#include <string_view>

#include "experiment/experiment.h"

namespace nn4n {

/// Opens a JSON file, a link or "preset:NAME". Empty, or why there is no experiment; this program
/// uses nothing instead. A file's name wins over a text that looks the same.
std::string open_experiment(std::string_view source, Experiment& experiment);

}  // namespace nn4n

// The experiment that a command's argument stands for.
#pragma once

#include <string>
#include <string_view>

#include "experiment/experiment.h"

namespace nn4n {

/// Opens a JSON file, a file of trials, a link or "preset:NAME". Returns an empty text, or why
/// there is no experiment: this program uses nothing instead. Where a file has the name `source`,
/// the file is opened even if the name also reads as a link.
std::string open_experiment(std::string_view source, Experiment& experiment);

}  // namespace nn4n

// An experiment as a file of its own: the JSON of json.h, and who wrote it.
#pragma once

#include <string>
#include <string_view>

#include "experiment/experiment.h"

namespace nn4n {

/// Who writes files: the program and its version and, in the page, the page's build.
std::string program_name(std::string_view page_build = {});

/// The JSON of the experiment with a first key "program", which says who wrote it. Readers take
/// no notice of it (read_json).
std::string to_file(const Experiment& experiment, std::string_view page_build = {});

}  // namespace nn4n

// The jobs of a sweep as lines for a shell, for GNU parallel, or for a Slurm array.
#pragma once

#include <string>
#include <string_view>

#include "sweep/specification.h"

namespace nn4n {

/// The text as one word of a shell.
std::string shell_word(std::string_view text);

/// A line for each job: the command that runs it, and its full link behind a "#". `file` is that
/// of the specification; `again` are further options, each with a space before it.
std::string job_list(const SweepSpec& spec, std::string_view file, std::string_view again = {});

}  // namespace nn4n

// The run that a command works on, from its arguments:
//   EXPERIMENT [--seed S] [--weights FILE]   iteration 0, with drawn or given weights
//   --resume FILE                            the run of a checkpoint
#pragma once

#include <optional>

#include "cli/options.h"
#include "training/trainer.h"

namespace nn4n {

/// Fills `trainer`. Empty, or why there is no run: `command` needs one experiment. The options must
/// have been parsed with --seed, --weights and --resume among the known ones.
std::string start_run(std::string_view command, const Options& options,
                      std::optional<Trainer>& trainer);

}  // namespace nn4n

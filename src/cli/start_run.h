// The run that a command works on, from its arguments:
//   EXPERIMENT [--seed S] [--weights FILE]   iteration 0, with drawn or given weights; a link or a
//                                            file with weights brings its own, a checkpoint its run
//   --resume FILE                            the run of a checkpoint
// A command that starts a run declares the three options below.
#pragma once

#include <optional>

#include "cli/options.h"
#include "training/trainer.h"

namespace nn4n {

/// Interventions on what is analysed; may be given several times.
Option with_option();
/// Gives the run the interventions of --with in place of its own. Returns an empty text, or what is
/// wrong with one of them.
std::string take_interventions(const Options& options, Trainer& trainer);

/// Interventions with which training goes on; may be given several times.
Option train_with_option();
/// Adds the interventions of --with to those of the run; training goes on with them from here.
/// Returns an empty text, or what is wrong with one of them.
std::string train_with(const Options& options, Trainer& trainer);

Option seed_option();
Option weights_option();
Option resume_option();
Option best_option(std::string_view help);

/// Opens what stands for a run: a file or a link with weights brings them, a checkpoint its run,
/// and everything else is an experiment. Returns an empty text, or why there is no run.
std::string open_source(std::string_view source, std::optional<Trainer>& trainer);

/// Fills `trainer`. Returns an empty text, or why there is no run; `command` is the name that the
/// sentence begins with.
std::string start_run(std::string_view command, const Options& options,
                      std::optional<Trainer>& trainer);

}  // namespace nn4n

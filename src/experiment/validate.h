// What makes an experiment runnable, beyond the ranges of its single fields.
#pragma once

#include <optional>

#include "experiment/changes.h"
#include "experiment/experiment.h"

namespace nn4n {

/// The densities that a new area gets: within itself, from earlier areas, from later ones.
inline constexpr double kWithinDensity = 0.8;
inline constexpr double kForwardDensity = 0.35;
inline constexpr double kBackwardDensity = 0.15;

/// Most firing rates that trials simulated at once may have, units x trials x steps; each costs
/// about 12 bytes.
inline constexpr double kMaxRates = 32.0 * 1024 * 1024;

/// Brings the derived parts into their one form: makes the density matrix as large as the list of
/// areas (keeps what is there, fills the rest with the densities above), sorts the changes by
/// iteration and spells their paths with brackets. Every edit, link and file goes through this.
void conform(Experiment& experiment);

/// Everything that stands in the way of running it; empty = it runs. Checks ranges, that some area
/// gets input and some is read out, that dt is at most every time constant, that the units are at
/// most kMaxUnits together, that the batch fits in memory, and that changes name live fields.
Issues validate(const Experiment& experiment);

/// Replaces whatever validate() complains about by its default and returns the complaints, each
/// with ". Using 32." appended. Afterwards validate() is empty.
Issues repair(Experiment& experiment);

/// Chooses a task, and what it needs to be learnt in whatever network the experiment has: noise,
/// time constants, a curriculum, and another draw of weights that stay at chance. False: the task
/// is unknown.
bool set_task(Experiment& experiment, std::string_view task);

/// The experiment a preset's name stands for: each task's own, and a few more. Null when unknown.
std::optional<Experiment> preset(std::string_view name);

/// The names `preset` knows, with labels.
std::vector<Choice> presets();

}  // namespace nn4n

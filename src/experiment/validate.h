// What an experiment must fulfil so that it can run, beyond the ranges of its single fields.
#pragma once

#include <optional>

#include "experiment/changes.h"
#include "experiment/experiment.h"

namespace nn4n {

/// The densities that a new area gets: within itself, from earlier areas and from later areas.
inline constexpr double kWithinDensity = 0.8;
inline constexpr double kForwardDensity = 0.35;
inline constexpr double kBackwardDensity = 0.15;

/// Gives the parts that depend on others their one form. It makes the density matrix as large as
/// the list of areas (it keeps what is there and fills the rest with the densities above), sorts
/// the changes by iteration and spells their paths with brackets. Every edit, link and file goes
/// through this.
void conform(Experiment& experiment);

/// Everything that keeps the experiment from running; empty = it runs. It checks ranges, that some
/// area gets input and some is read out, that dt is at most every time constant, that the units are
/// at most kMaxUnits together, that the batch fits in memory, and that changes name live fields.
Issues validate(const Experiment& experiment);

/// Replaces whatever validate() complains about by its default and returns the complaints, each
/// with ". Using 32." appended. Afterwards validate() is empty.
Issues repair(Experiment& experiment);

/// Chooses a task and changes what the task needs to be learnt, whatever network the experiment
/// has: noise, time constants, a curriculum. Weights that stay at chance will be drawn again. It
/// returns false if the task is unknown.
bool set_task(Experiment& experiment, std::string_view task);

/// Call this when a person has chosen another task than `before`. Noise, learning rate schedule and
/// curriculum become what the new task brings, unless the person had changed them.
void follow_task(Experiment& experiment, std::string_view before);

/// What a link or a file with this task means by everything that it leaves out: the default
/// experiment or, with another task than its own, the default experiment with the plain settings
/// that every task has which says nothing else (input noise 0.01, a constant learning rate). The
/// task itself is that of the default experiment.
Experiment base_with(std::string_view task);

/// The experiment of a preset. Every task is a preset, and there are a few more. The answer is
/// empty if the name is unknown.
std::optional<Experiment> preset(std::string_view name);

/// The names that `preset` knows, with their labels.
std::vector<Choice> presets();

}  // namespace nn4n

// The rules of validation, which find what is wrong and correct it (base/issue.h, Repair). They are
// only for this folder; others call validate() and repair().
#pragma once

#include "experiment/experiment.h"

namespace nn4n {

/// What the chosen task needs of the network.
Channels channels_of(const Experiment& experiment);

// Rules across the fields of a network. Each rule finds what is wrong and corrects it. The rules
// expect that every single value is within its range, and that there is a density for every pair of
// areas.

/// Layers start at 0 and never fall from one area to the next.
void layers_ascend(Experiment& experiment, Repairs& repairs);
/// Blocks name areas that exist.
void blocks_exist(Experiment& experiment, Repairs& repairs);
/// Lists with one number per unit have one for every unit.
void unit_lists_fit(Experiment& experiment, Repairs& repairs);
/// Masks, factors and given weights have one row per target and one column per source;
/// distributions that need a list have one.
void layers_fit(Experiment& experiment, Repairs& repairs);
/// Without overlap, the units with input and those that are read are at most all units together.
void fractions_fit(Experiment& experiment, Repairs& repairs);

}  // namespace nn4n

// The part of an experiment that may change without a restart: live values, names, interventions.
#pragma once

#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

/// Copies every live value, and nothing else; both have the same shape.
void copy_live(Experiment& to, const Experiment& from);

/// Copies what a run goes on with beside live values: the names of areas, and the interventions.
void copy_asides(Experiment& to, const Experiment& like);

/// Can a run of `a` go on as one of `b`? They may differ in live values, recorded changes, names
/// and interventions.
bool same_network(const Experiment& a, const Experiment& b);

/// The live values in which `wanted` differs from `now`, as changes; both have the same shape.
std::vector<Change> live_differences(const Experiment& now, const Experiment& wanted);

}  // namespace nn4n

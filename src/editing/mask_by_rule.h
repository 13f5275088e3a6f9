// Painted masks said by rules: the densities of blocks, and the fraction of an area's units that
// the input reaches or the outputs read. A mask makes a link long; a rule is a few characters, and
// the seed draws the synapses.
#pragma once

#include <optional>

#include "experiment/experiment.h"

namespace nn4n {

/// The experiment with rules in place of its painted masks. Blocks between two areas get one
/// density when the mask could have been drawn with it (each within three standard deviations), and
/// else the densities that they have in the mask. Blocks and areas of which the mask says nothing
/// new stay as they are. A mask that no rule comes near stays: one in which a synapse has another
/// sign than the structure gives it, or which reads an inhibitory unit where only excitatory ones
/// are read. Nothing when none can be replaced.
std::optional<Experiment> masks_by_rule(const Experiment& experiment);

}  // namespace nn4n

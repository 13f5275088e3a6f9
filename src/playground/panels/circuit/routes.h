// The ways of a circuit's projections between areas, units and channels that have their places.
#pragma once

#include "playground/panels/circuit/geometry.h"

namespace nn4n::playground {

/// Fills in `recurrent`, `input` and `readout`. From one area to the next a projection leaves at
/// the right and arrives at the left, back from left to right; of a group to itself it is a loop
/// above (E, no sign) or below (I) the box, and between the groups of an area it is straight.
void add_routes(const Projections& projections, CircuitLayout& layout);

}  // namespace nn4n::playground

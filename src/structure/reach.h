// This file follows synapses from the inputs to the readouts, unit by unit. It looks at masks only:
// a synapse that is present counts, whatever its weight.
//
// Axes: A areas, I inputs, O outputs.
#pragma once

#include "structure/masks.h"

namespace nn4n {

struct Reach {
  std::vector<std::uint8_t> inputs;   // I, 1 = a path leads from this input to some output
  std::vector<std::uint8_t> areas;    // A, 1 = a path leads from some input to the area
  std::vector<std::uint8_t> outputs;  // O, 1 = a path leads from some input to this output
  bool operator==(const Reach&) const = default;
};

/// Returns how far the inputs reach. Without inputs nothing is reached.
Reach reach_of(const Masks& masks);

}  // namespace nn4n

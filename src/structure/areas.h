// Which units are where. These functions answer what the get_*_idx methods of NN4N's area manager
// answer. Units are indices 0 .. N − 1, always ascending.
#pragma once

#include <optional>

#include "structure/masks.h"

namespace nn4n {

/// The units of an area, 0 .. areas − 1.
std::vector<int> units_of_area(const Masks& masks, int area);
/// Only the excitatory (sign > 0) or only the inhibitory (sign < 0) units of an area.
std::vector<int> units_of_area(const Masks& masks, int area, int sign);
/// The units that at least one input channel reaches.
std::vector<int> input_units(const Masks& masks);
/// The units that no input channel reaches.
std::vector<int> non_input_units(const Masks& masks);
/// The units that at least one output reads.
std::vector<int> readout_units(const Masks& masks);
/// The index of an area by its name or by "area_1", "area_2", …; nothing when there is none.
std::optional<int> area_index(const Network& network, std::string_view name);

}  // namespace nn4n

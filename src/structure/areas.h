// These functions say which units belong to an area, receive input or are read out. They correspond
// to the get_*_idx methods of NN4N's area manager. They return units as indices 0 .. N − 1 in
// ascending order.
#pragma once

#include <optional>

#include "structure/masks.h"

namespace nn4n {

/// Returns the units of an area. Areas are numbered 0 .. areas − 1.
std::vector<int> units_of_area(const Masks& masks, int area);
/// Returns only the excitatory (sign > 0) or only the inhibitory (sign < 0) units of an area.
std::vector<int> units_of_area(const Masks& masks, int area, int sign);
/// Returns the units that at least one input channel reaches.
std::vector<int> input_units(const Masks& masks);
/// Returns the units that no input channel reaches.
std::vector<int> non_input_units(const Masks& masks);
/// Returns the units that at least one output reads.
std::vector<int> readout_units(const Masks& masks);
/// Returns the index of the area with this name. "area_1", "area_2", … name the areas by their
/// order. The result is empty when there is no such area.
std::optional<int> area_index(const Network& network, std::string_view name);

}  // namespace nn4n

// Questions about which unit is where: NN4N's area manager and its get_*_idx methods.
#pragma once

#include <optional>

#include "structure/masks.h"

namespace nn4n {

/// Units of an area, ascending. Axes as in masks.h.
std::vector<int> units_of_area(const Masks& masks, int area);
/// Of those, the excitatory (sign > 0) or inhibitory (sign < 0) ones.
std::vector<int> units_of_area(const Masks& masks, int area, int sign);
/// Units that at least one input channel reaches; that none reaches; that some output reads.
std::vector<int> input_units(const Masks& masks);
std::vector<int> non_input_units(const Masks& masks);
std::vector<int> readout_units(const Masks& masks);
/// The index of an area by its name or by "area_1", "area_2", …; nothing when there is none.
std::optional<int> area_index(const Network& network, std::string_view name);

}  // namespace nn4n

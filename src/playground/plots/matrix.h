// What all matrices of weights have in common on the screen.
#pragma once

#include <cstdint>
#include <limits>
#include <span>

#include "playground/ui.h"

namespace nn4n::playground {

/// The side of a cell [css px] when `count` cells share `room`: at most `most`, and a whole number
/// of device pixels unless that would be none.
float whole_cell(float room, int count, float most = std::numeric_limits<float>::max());

/// The weight at the end of the colour bar: the 99th percentile of |w| over the synapses there are,
/// rounded up to one digit; 1 when all are 0.
float weight_range(std::span<const float> weights, std::span<const std::uint8_t> present);

/// A ring around a cell that is pointed at, seen on any colour.
void ring_cell(Ui& ui, const ImRect& cell);

}  // namespace nn4n::playground

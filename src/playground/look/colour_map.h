// Colour maps: 256 colours each, linear in sRGB between points at equal steps. In the sequential
// maps and in each arm of the diverging ones the luminance changes in one direction only; zero has
// the colour of the plot's background.
#pragma once

#include <array>
#include <cstdint>

namespace nn4n::playground {

/// Colours in the byte order of a texture: red, green, blue, alpha from the lowest byte.
using ColourMap = std::array<std::uint32_t, 256>;

const ColourMap& diverging_dark();
const ColourMap& diverging_light();  ///< light and projector
const ColourMap& sequential_dark();
const ColourMap& sequential_light();  ///< light and projector

/// The colour of a value in 0…1; outside it the ends.
std::uint32_t colour_at(const ColourMap& map, float unit);

/// The place in the diverging map, 0…1, of a signed value: ½ ± ½ (|value| / range)^0.7, so that
/// weak weights are still seen. The colour bar is drawn through the same curve.
float signed_power(float value, float range);

}  // namespace nn4n::playground

// The seed that the button "New seed" brings.
#pragma once

#include <cstdint>

namespace nn4n {

/// Another seed. Again and again it walks through all 2^32 seeds, from wherever it starts, before
/// one comes again: c is odd and a − 1 a multiple of 4 (Hull & Dobell 1962).
constexpr std::uint32_t next_seed(std::uint32_t seed) { return seed * 2654435769u + 1013904223u; }

}  // namespace nn4n

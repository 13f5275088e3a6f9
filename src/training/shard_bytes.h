// What Workers that share a batch tell each other, as bytes (little-endian, this program's own:
// never stored, never from outside).
#pragma once

#include <optional>

#include "training/split_batch.h"

namespace nn4n {

std::vector<std::uint8_t> to_bytes(const Position& position);
/// Nothing when the bytes are not of this size of network.
std::optional<Position> position_from(std::span<const std::uint8_t> bytes, const Sizes& sizes);

std::vector<std::uint8_t> to_bytes(int iteration, const std::vector<ShardSum>& sums);
/// The sums that belong to this iteration and size of network; others, and what comes after bytes
/// that are no sum, are left out.
std::vector<ShardSum> sums_from(std::span<const std::uint8_t> bytes, int iteration,
                                const Sizes& sizes);

}  // namespace nn4n

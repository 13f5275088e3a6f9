// Packing and unpacking without loss: DEFLATE (RFC 1951) as entries of zip archives and links hold
// it, without the wrappers of zlib and gzip. zlib does the work.
//
// Goals: the same bytes for the same input on every machine; input from strangers can do no harm:
// nothing is allocated beyond what the caller allows, and every damage is an error.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace nn4n {

/// Packs as tightly as zlib can (level 9).
std::vector<std::uint8_t> deflate(std::span<const std::uint8_t> bytes);

/// Returns the bytes, or nothing when the stream is damaged, cut off, or holds more than `most`
/// bytes. What follows the end of the stream is not looked at.
std::optional<std::vector<std::uint8_t>> inflate(std::span<const std::uint8_t> stream,
                                                 std::size_t most);

/// The CRC-32 of zip archives.
std::uint32_t crc32(std::span<const std::uint8_t> bytes);

}  // namespace nn4n

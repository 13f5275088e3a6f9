// What a compressed entry of a zip archive holds: DEFLATE (RFC 1951), reading only.
//
// Goals: input from strangers can do no harm; nothing is allocated beyond what the caller allows,
// and every damage is an error. Non-goals: speed (a byte at a time), writing, the wrappers of zlib
// and gzip.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace nn4n {

/// Returns the bytes, or nothing when the stream is damaged, cut off, or holds more than `most`
/// bytes.
std::optional<std::vector<std::uint8_t>> inflate(std::span<const std::uint8_t> stream,
                                                 std::size_t most);

}  // namespace nn4n

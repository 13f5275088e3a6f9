// Bytes as text that survives JSON, links and data URLs: base64 (RFC 4648, section 4).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nn4n {

std::string to_base64(std::span<const std::uint8_t> bytes);

/// Returns the bytes, or nothing when the text is not base64: when it has another character, a
/// length that is not a multiple of 4, or a '=' before the end.
std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text);

/// The same for links (RFC 4648, section 5): with - and _ in place of + and /, and without padding.
std::string to_base64url(std::span<const std::uint8_t> bytes);
std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text);

/// How many bytes a text holds. The text must be base64.
std::size_t base64_bytes(std::string_view text);

/// Decodes the bytes [begin, begin + out.size()) alone; they are 0 where the text ends before. The
/// text must be base64.
void from_base64(std::string_view text, std::size_t begin, std::span<std::uint8_t> out);

}  // namespace nn4n

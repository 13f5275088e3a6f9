// Numbers and strangers' words as text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nn4n {

/// A number in the shortest form that reads back to the same double: "0.0001", "3", "1e-09".
std::string shortest(double value);

/// The double a text spells, or nothing when it is not entirely a finite number.
std::optional<double> parse_number(std::string_view text);

/// UTF-8 without control characters: what can be drawn and written to a file.
bool is_readable(std::string_view text);

/// Of readable text.
std::size_t count_characters(std::string_view text);

/// A stranger's text for a message: at most 80 bytes of it, '?' for what cannot be drawn.
std::string printable(std::string_view text);

/// The same in quotation marks.
std::string in_quotes(std::string_view text);

/// "0a1b2c3d"
std::string hexadecimal(std::uint32_t number);

/// "sgd, adam"
std::string join(const std::vector<std::string>& words);

}  // namespace nn4n

// Numbers as text, and text that came from outside.
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

/// The double that is printed with the fewest digits among those that round to this float: 0.05 for
/// 0.05f, which as a double would be 0.05000000074505806.
double decimal_of(float value);

/// The number rounded to so many significant digits, 1 to 15, so that it prints with no more.
double rounded_to(double value, int digits);

/// The number that a text spells. The answer is empty if the text is not one finite number.
std::optional<double> parse_number(std::string_view text);

/// Is the text UTF-8 without control characters, so that it can be drawn and written to a file?
bool is_readable(std::string_view text);

/// The text without blanks (spaces, tabs, ends of lines) at its ends.
std::string_view trimmed(std::string_view text);

/// How many characters a readable text has.
std::size_t count_characters(std::string_view text);

/// Prepares text from outside for a message: it keeps at most 80 bytes, and a '?' replaces each
/// byte that cannot be drawn.
std::string printable(std::string_view text);

/// The printable form of the text in quotation marks.
std::string in_quotes(std::string_view text);

/// The number in eight hexadecimal digits, "0a1b2c3d".
std::string hexadecimal(std::uint32_t number);

/// The words with commas between them, "sgd, adam".
std::string join(const std::vector<std::string>& words);

}  // namespace nn4n

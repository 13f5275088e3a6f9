#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace nn4n {

namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// How many bytes follow the first byte of a UTF-8 character. The answer is empty for a byte that
/// cannot start a character.
std::optional<std::size_t> following_bytes(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte == 0x7F || byte < 0x20) return std::nullopt;
  if (byte < 0x80) return 0;
  if (byte >= 0xC2 && byte < 0xE0) return 1;
  if (byte >= 0xE0 && byte < 0xF0) return 2;
  if (byte >= 0xF0 && byte < 0xF5) return 3;
  return std::nullopt;
}

/// No character starts with these two bytes, although each byte is allowed in its place. They would
/// start a longer spelling than needed, half of a surrogate pair, or a code beyond U+10FFFF.
bool is_forbidden_start(char first, char second) {
  const auto a = static_cast<unsigned char>(first);
  const auto b = static_cast<unsigned char>(second);
  return (a == 0xE0 && b < 0xA0) || (a == 0xED && b >= 0xA0) || (a == 0xF0 && b < 0x90) ||
         (a == 0xF4 && b >= 0x90);
}

}  // namespace

bool is_readable(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::optional<std::size_t> more = following_bytes(text[i]);
    if (!more || *more >= text.size() - i) return false;
    if (*more > 0 && is_forbidden_start(text[i], text[i + 1])) return false;
    for (std::size_t k = 0; k < *more; ++k) {
      if (!continues_character(text[++i])) return false;
    }
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
}

std::size_t count_characters(std::string_view text) {
  const auto starts = [](char c) { return !continues_character(c); };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts));
}

std::string printable(std::string_view text) {
  constexpr std::size_t longest = 80;
  std::string shown(text.substr(0, longest));
  while (text.size() > longest && !shown.empty() && !is_readable(shown)) shown.pop_back();
  if (!is_readable(shown)) {
    shown = text.substr(0, longest);
    for (char& c : shown) {
      if (!following_bytes(c) || static_cast<unsigned char>(c) >= 0x80) c = '?';
    }
  }
  return text.size() > longest ? shown + "…" : shown;
}

std::string in_quotes(std::string_view text) { return "\"" + printable(text) + "\""; }

std::string hexadecimal(std::uint32_t number) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (int shift = 28; shift >= 0; shift -= 4) text += digits[(number >> shift) & 15];
  return text;
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// These functions use printf and strtod: the tables of std::to_chars and std::from_chars would add
// 50 kB to each compressed module.
std::string shortest(double value) {
  const double size = std::abs(value);
  const bool plain = value == 0 || (size >= 1e-7 && size < 1e15);  // 0.0001 rather than 1e-04
  std::array<char, 64> buffer;
  for (int digits = plain ? 0 : 1; digits <= 24; ++digits) {
    std::snprintf(buffer.data(), buffer.size(), plain ? "%.*f" : "%.*g", digits, value);
    if (std::strtod(buffer.data(), nullptr) == value) break;
  }
  return buffer.data();
}

double decimal_of(float value) {
  if (!std::isfinite(value)) return static_cast<double>(value);
  std::array<char, 64> buffer;
  for (int digits = 1; digits <= 9; ++digits) {
    std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, static_cast<double>(value));
    if (std::strtof(buffer.data(), nullptr) == value) break;
  }
  return std::strtod(buffer.data(), nullptr);
}

double rounded_to(double value, int digits) {
  if (!std::isfinite(value)) return value;
  std::array<char, 64> buffer;
  std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, value);
  return std::strtod(buffer.data(), nullptr);
}

std::optional<double> parse_number(std::string_view text) {
  const bool spelled = text.find_first_not_of("0123456789+-.eE") == text.npos;  // no hex, no nan
  if (text.empty() || text.front() == '+' || !spelled) return std::nullopt;
  const std::string terminated(text);
  char* end = nullptr;
  const double value = std::strtod(terminated.c_str(), &end);
  if (end != terminated.c_str() + terminated.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace nn4n

#include "codec/base64.h"

#include <algorithm>
#include <array>

namespace nn4n {

namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> make_values() {
  std::array<std::int8_t, 256> values{};
  for (std::int8_t& value : values) value = -1;
  for (std::size_t i = 0; i < kDigits.size(); ++i) {
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}
constexpr std::array<std::int8_t, 256> kValues = make_values();

int value_of(char c) { return kValues[static_cast<unsigned char>(c)]; }

/// Returns byte `index` of what the text holds; the padding counts as zeros.
std::uint8_t byte_at(std::string_view text, std::size_t index) {
  const std::size_t first = index / 3 * 4 + index % 3;
  if (first + 1 >= text.size()) return 0;
  const int high = std::max(value_of(text[first]), 0);
  const int low = std::max(value_of(text[first + 1]), 0);
  switch (index % 3) {
    case 0:
      return static_cast<std::uint8_t>(high << 2 | low >> 4);
    case 1:
      return static_cast<std::uint8_t>((high & 15) << 4 | low >> 2);
    default:
      return static_cast<std::uint8_t>((high & 3) << 6 | low);
  }
}

std::size_t padding(std::string_view text) {
  return (text.ends_with('=') ? 1u : 0u) + (text.ends_with("==") ? 1u : 0u);
}

bool is_base64(std::string_view text) {
  if (text.size() % 4 != 0) return false;
  const std::string_view digits = text.substr(0, text.size() - padding(text));
  for (const char c : digits) {
    if (value_of(c) < 0) return false;
  }
  return true;
}

}  // namespace

std::string to_base64(std::span<const std::uint8_t> bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = bytes.size() - i;
    const unsigned b = left > 1 ? bytes[i + 1] : 0u;
    const unsigned c = left > 2 ? bytes[i + 2] : 0u;
    const unsigned word = static_cast<unsigned>(bytes[i]) << 16 | b << 8 | c;
    text += kDigits[word >> 18];
    text += kDigits[word >> 12 & 63];
    text += left > 1 ? kDigits[word >> 6 & 63] : '=';
    text += left > 2 ? kDigits[word & 63] : '=';
  }
  return text;
}

std::string to_base64url(std::span<const std::uint8_t> bytes) {
  std::string text = to_base64(bytes);
  text.resize(text.size() - padding(text));
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text) {
  if (text.find_first_of("+/=") != text.npos) return std::nullopt;
  std::string padded(text);
  std::replace(padded.begin(), padded.end(), '-', '+');
  std::replace(padded.begin(), padded.end(), '_', '/');
  padded.append((4 - padded.size() % 4) % 4, '=');
  return from_base64(padded);
}

std::size_t base64_bytes(std::string_view text) { return text.size() / 4 * 3 - padding(text); }

std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text) {
  if (!is_base64(text)) return std::nullopt;
  std::vector<std::uint8_t> bytes(base64_bytes(text));
  from_base64(text, 0, bytes);
  return bytes;
}

void from_base64(std::string_view text, std::size_t begin, std::span<std::uint8_t> out) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = byte_at(text, begin + i);
}

}  // namespace nn4n

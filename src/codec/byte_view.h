// The same bytes seen as text and as numbers. Nothing is copied: a view lives as long as what it
// looks at.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace nn4n {

inline std::span<const std::uint8_t> view_as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view view_as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace nn4n

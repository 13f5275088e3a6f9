// The names of the page's themes. What they look like: playground/look/theme.h.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace nn4n {

enum class ThemeName { dark, light, projector };

inline constexpr std::array<std::string_view, 3> kThemeNames{"dark", "light", "projector"};

constexpr std::string_view name_of(ThemeName name) {
  return kThemeNames[static_cast<std::size_t>(name)];
}

/// The theme with this name; nothing for any other word.
constexpr std::optional<ThemeName> theme_named(std::string_view name) {
  for (std::size_t i = 0; i < kThemeNames.size(); ++i) {
    if (kThemeNames[i] == name) return static_cast<ThemeName>(i);
  }
  return std::nullopt;
}

}  // namespace nn4n

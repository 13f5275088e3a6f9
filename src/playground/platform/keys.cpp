#include "playground/platform/keys.h"

#include <array>
#include <utility>

namespace nn4n::playground {

namespace {

constexpr std::array<std::pair<std::string_view, ImGuiKey>, 20> kNamed{
    {{"Tab", ImGuiKey_Tab},
     {"ArrowLeft", ImGuiKey_LeftArrow},
     {"ArrowRight", ImGuiKey_RightArrow},
     {"ArrowUp", ImGuiKey_UpArrow},
     {"ArrowDown", ImGuiKey_DownArrow},
     {"PageUp", ImGuiKey_PageUp},
     {"PageDown", ImGuiKey_PageDown},
     {"Home", ImGuiKey_Home},
     {"End", ImGuiKey_End},
     {"Insert", ImGuiKey_Insert},
     {"Delete", ImGuiKey_Delete},
     {"Backspace", ImGuiKey_Backspace},
     {"Space", ImGuiKey_Space},
     {"Enter", ImGuiKey_Enter},
     {"NumpadEnter", ImGuiKey_KeypadEnter},
     {"Escape", ImGuiKey_Escape},
     {"Minus", ImGuiKey_Minus},
     {"Equal", ImGuiKey_Equal},
     {"Period", ImGuiKey_Period},
     {"Comma", ImGuiKey_Comma}}};

}  // namespace

ImGuiKey key_of(std::string_view code, std::string_view key) {
  if (key.size() == 1) {
    const char c = key[0];
    if (c >= 'a' && c <= 'z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'a'));
    if (c >= 'A' && c <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'A'));
    if (c == '+' || c == '=')
      return ImGuiKey_Equal;  // where they are differs from layout to layout
    if (c == '-') return ImGuiKey_Minus;
    if (c >= '0' && c <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (c - '0'));
  }
  for (const auto& [name, named] : kNamed) {
    if (name == code) return named;
  }
  return ImGuiKey_None;
}

bool is_character(std::string_view key) {
  if (key.empty()) return false;
  const auto first = static_cast<unsigned char>(key[0]);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return key.size() == length && first >= 0x20;  // "Enter" and "Dead" are longer than a character
}

bool is_ours(ImGuiKey key) {
  switch (key) {
    case ImGuiKey_Tab:
    case ImGuiKey_LeftArrow:
    case ImGuiKey_RightArrow:
    case ImGuiKey_UpArrow:
    case ImGuiKey_DownArrow:
    case ImGuiKey_PageUp:
    case ImGuiKey_PageDown:
    case ImGuiKey_Home:
    case ImGuiKey_End:
    case ImGuiKey_Space:
    case ImGuiKey_Enter:
    case ImGuiKey_Backspace:
      return true;
    default:
      return false;
  }
}

}  // namespace nn4n::playground

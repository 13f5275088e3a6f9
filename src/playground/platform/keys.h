// Keys of the browser as ImGui's, and which of them the canvas keeps for itself.
#pragma once

#include <imgui.h>

#include <string_view>

namespace nn4n::playground {

/// Letters and digits go by their character, so that Ctrl+Z is where the keyboard's layout has it;
/// other keys go by their place. Keys that mean nothing here are ImGuiKey_None.
ImGuiKey key_of(std::string_view code, std::string_view key);

/// Is the event's key one character that can be typed?
bool is_character(std::string_view key);

/// Does the canvas act on it, so that the browser must not scroll or move the focus?
bool is_ours(ImGuiKey key);

}  // namespace nn4n::playground

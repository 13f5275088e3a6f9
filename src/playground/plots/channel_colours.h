// How the lines of a task's channels look, the same wherever they are drawn. Up to eight inputs
// beside fixation, and up to eight outputs, are told apart by hue, lightness and, from the fifth
// on, by dots instead of a solid line. The colours were chosen so that the smallest distance
// between any two of them, also as people with each kind of colour blindness see them, is as large
// as could be found (tests/playground/channel_colours_test.cpp).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "playground/ui.h"

namespace nn4n::playground {

inline constexpr std::size_t kChannelLooks = 8;
using ChannelColours = std::array<ImU32, kChannelLooks>;

/// The colours of inputs other than fixation. The first one is Tokens::input.
const ChannelColours& input_colours(ThemeName theme);
/// The first two are Tokens::output and Tokens::output2.
const ChannelColours& output_colours(ThemeName theme);

struct ChannelLook {
  ImU32 colour;
  float dash;  ///< 0 = solid
};

/// Whether a channel asks for fixation; its line is dashed, in ink.
bool is_fixation(const std::string& channel);

/// With more than eight channels the looks come again.
ChannelLook input_look(const Ui& ui, const std::vector<std::string>& names, std::size_t channel);
ChannelLook output_look(const Ui& ui, std::size_t channel);

}  // namespace nn4n::playground

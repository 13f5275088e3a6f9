#include "playground/plots/channel_colours.h"

#include <algorithm>

#include "editing/words.h"

namespace nn4n::playground {

namespace {

constexpr std::size_t kSolid = 4;  // looks; the others are dotted
constexpr float kFixationDash = 4, kDots = 2;

constexpr ImU32 rgb(ImU32 hex) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255);
}

constexpr ChannelColours colours(const std::array<ImU32, kChannelLooks>& hex) {
  ChannelColours list{};
  for (std::size_t k = 0; k < list.size(); ++k) list[k] = rgb(hex[k]);
  return list;
}

constexpr ChannelColours kInputsDark =
    colours({0x4CD697, 0x4D6D98, 0xD90006, 0xC482FF, 0x9C23FF, 0xF3E143, 0xDB8528, 0x1DFDFF});
constexpr ChannelColours kInputsLight =
    colours({0x009880, 0x650011, 0x3B06A8, 0xBC42FF, 0xEC6109, 0x96280B, 0x420A61, 0x625AA7});
constexpr ChannelColours kInputsProjector =
    colours({0x045348, 0x8300B5, 0xDF6006, 0x9875D3, 0xBB708B, 0x950B00, 0x021EFF, 0x480074});
constexpr ChannelColours kOutputsDark =
    colours({0xC07ABF, 0xE6C34D, 0xED001A, 0x8931FF, 0x008000, 0xA144AD, 0xF2898B, 0x94BEFF});
constexpr ChannelColours kOutputsLight =
    colours({0x6E198C, 0xB67300, 0x149CBE, 0x7F2BFF, 0x9C78FF, 0xF64886, 0x0A2CC9, 0x943D04});
constexpr ChannelColours kOutputsProjector =
    colours({0x5B0072, 0xA16C00, 0x7100ED, 0x0E92B4, 0x881C1D, 0x0800B1, 0xFF257F, 0x9F66FF});

ChannelLook look_of(const ChannelColours& list, std::size_t rank) {
  const std::size_t k = rank % kChannelLooks;
  return {list[k], k < kSolid ? 0 : kDots};
}

}  // namespace

const ChannelColours& input_colours(ThemeName theme) {
  if (theme == ThemeName::dark) return kInputsDark;
  return theme == ThemeName::light ? kInputsLight : kInputsProjector;
}

const ChannelColours& output_colours(ThemeName theme) {
  if (theme == ThemeName::dark) return kOutputsDark;
  return theme == ThemeName::light ? kOutputsLight : kOutputsProjector;
}

bool is_fixation(const std::string& channel) { return capitalised(channel).starts_with("Fix"); }

ChannelLook input_look(const Ui& ui, const std::vector<std::string>& names, std::size_t channel) {
  if (is_fixation(names[channel])) return {ui.colour().text2, kFixationDash};
  const auto others =
      std::count_if(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(channel),
                    [](const std::string& name) { return !is_fixation(name); });
  return look_of(input_colours(ui.theme.name), static_cast<std::size_t>(others));
}

ChannelLook output_look(const Ui& ui, std::size_t channel) {
  return look_of(output_colours(ui.theme.name), channel);
}

}  // namespace nn4n::playground

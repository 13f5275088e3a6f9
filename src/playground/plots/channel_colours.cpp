#include "playground/plots/channel_colours.h"

#include <algorithm>

#include "editing/words.h"

namespace nn4n::playground {

bool is_fixation(const std::string& channel) { return capitalised(channel).starts_with("Fix"); }

ImU32 input_colour(const Ui& ui, const std::vector<std::string>& names, std::size_t i) {
  if (is_fixation(names[i])) return ui.colour().text2;
  std::size_t rank = 0;
  for (std::size_t k = 0; k < i; ++k) rank += is_fixation(names[k]) ? 0 : 1;
  const std::size_t others = std::max<std::size_t>(names.size(), 3) - 2;
  return mixed(ui.colour().input, ui.colour().text, 0.45f * px(rank) / px(others));
}

ImU32 output_colour(const Ui& ui, std::size_t i) {
  const ImU32 base = i % 2 == 0 ? ui.colour().output : ui.colour().output2;
  return mixed(base, ui.colour().text, 0.3f * px(std::min<std::size_t>(i / 2, 2)));
}

}  // namespace nn4n::playground

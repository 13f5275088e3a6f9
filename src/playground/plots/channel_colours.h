// The colours of a task's channels, the same wherever they are drawn.
#pragma once

#include <string>
#include <vector>

#include "playground/ui.h"

namespace nn4n::playground {

/// Whether a channel asks for fixation; its line is dashed.
bool is_fixation(const std::string& channel);

/// Fixation is ink; the other inputs share the hue of inputs, mixed towards the text.
ImU32 input_colour(const Ui& ui, const std::vector<std::string>& names, std::size_t channel);

/// Two hues in turn, mixed towards the text from the third output on.
ImU32 output_colour(const Ui& ui, std::size_t channel);

}  // namespace nn4n::playground

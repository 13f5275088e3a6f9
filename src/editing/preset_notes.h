// What the menu of presets says beside each one: its group, whom it is by, and what it takes to
// learn. The order of this list is the order of the menu, and of the menu of tasks.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "base/selection.h"

namespace nn4n {

/// The groups of the menu, in its order.
inline constexpr std::array<std::string_view, 8> kPresetGroups{
    "Start here", "Decisions", "Memory", "Timing", "Movement", "Published", "Reservoirs", "Own"};

struct PresetNote {
  std::string_view preset;
  std::string_view group;  ///< one of kPresetGroups
  std::string_view by;     ///< authors; empty = the source of the preset's task
  int iterations = 0;  ///< until half of the seeds have learnt; 0 = `words` say why there is none
  std::string_view words = {};  ///< a sentence instead of a number of iterations
};

/// The notes of all presets, in the order of the menu.
std::span<const PresetNote> preset_notes();

/// All tasks, in the order of that list: the most useful ones first. A task that has no note comes
/// after those that have one.
std::vector<const Entry*> tasks_in_order();

}  // namespace nn4n

// Marks beside a control: that its value is not the default, that the network cannot run because of
// it, that its last value was refused, or that it was searched for. They lie in room that is there
// anyway, so nothing moves when one comes or goes; what they mean is said by a message
// (panels/messages.h) and by the tooltip.
#pragma once

#include <string>

#include "playground/ui.h"

namespace nn4n::playground {

/// A triangle with an exclamation mark; `size` is half its height [css px].
void warning_mark(Ui& ui, ImVec2 centre, float size = 8);

/// Whether the network cannot run because of the setting at `path`, or its last value was refused.
bool in_trouble(const Ui& ui, const std::string& path);

/// The mark of such a setting; of any other none.
void trouble_mark(Ui& ui, const std::string& path, ImVec2 centre);

/// A small dot where the value at `path` is not the default one.
void changed_dot(Ui& ui, const std::string& path, ImVec2 centre);

/// A ring around the control that was searched for. It gets the keyboard focus when it has just
/// come into sight. `id` 0 = it takes no keys.
void found_ring(Ui& ui, const std::string& path, const ImRect& box, ImGuiID id = 0);

}  // namespace nn4n::playground

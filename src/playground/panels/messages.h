// The stack of messages (editing/messages.h): cards over the plots, which take no room from
// anything and go away when they are dismissed. Nothing moves when one comes or goes.
#pragma once

#include "playground/ui.h"

namespace nn4n::playground {

/// The height that is kept free below what scrolls where the stack may lie over controls [css px].
inline constexpr float kRoomForMessages = 120;

/// All messages, one above the other, in the lower right corner of `room`. To be drawn last.
void draw_messages(Ui& ui, const ImRect& room);

}  // namespace nn4n::playground

// Zooming and panning by hand, the same on every picture: the wheel zooms where the pointer is, a
// drag moves what is seen, a double click shows all (or, when all is seen, a part); with the
// keyboard + and −, arrows and 0.
#pragma once

#include "editing/zoom.h"
#include "playground/ui.h"

namespace nn4n::playground {

/// What the hand makes of the zoom of the last item, which has this id and lies over `seen`.
/// `across` says that only the horizontal axis zooms.
Zoom zoomed_by_hand(const ImRect& seen, ImGuiID id, bool hovered, bool held, Zoom zoom,
                    bool across = false);

/// Whether the press that has just ended was a click and not a drag or a double click.
bool was_click();

}  // namespace nn4n::playground

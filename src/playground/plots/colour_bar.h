// Strips beside a matrix or heat map: colour bars, and the strips that show which units are
// excitatory and which inhibitory.
#pragma once

#include <functional>

#include "editing/units.h"
#include "playground/ui.h"

namespace nn4n::playground {

/// The colours of `map` from place 0 to 1 along the box, upwards or to the right. `curve` turns
/// the position along the bar (0..1) into the place in the map.
void colour_bar(Ui& ui, const ImRect& box, const ColourMap& map, bool upright,
                const std::function<float(float)>& curve);

/// The colour bar of weights from −range to range, with the three numbers below it.
void weight_bar(Ui& ui, const ImRect& box, double range);

/// The colour of a sign: excitatory, inhibitory, or an edge for units without sign.
ImU32 sign_colour(const Ui& ui, int sign);

/// A 5-px bar along units [0, n) of a matrix that begins at `start`; `cell` px per unit.
void sign_strip(Ui& ui, const std::vector<UnitRange>& blocks, ImVec2 start, float cell,
                bool upright);

}  // namespace nn4n::playground

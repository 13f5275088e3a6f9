// The film of the run below its curves: a slider over the moments that are kept, which of them is
// shown, and the ways from there.
#pragma once

#include "playground/ui.h"

namespace nn4n::playground {

/// The height that the film takes of the panel of the curves, `width` wide.
float film_height(float width);

/// Draws it into a box of that height. `iterations` are the positions of iteration 0 and of the
/// present one in the plot above, where the box is as wide as two plots.
void draw_film(Ui& ui, const ImRect& box, ImVec2 iterations);

}  // namespace nn4n::playground

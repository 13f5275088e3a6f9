// Units as small pictures: a circle (E), a diamond (I) or a square (no sign), filled by a rate,
// with a glow around it. All fillings lie in one texture, made for the size and the pixels of the
// screen, so that a unit is a single rectangle and many of them cost little also where no graphics
// card draws.
#pragma once

#include <span>

#include "playground/ui.h"

namespace nn4n::playground {

struct UnitSprite {
  ImVec2 centre;
  int sign = 0;
  float filling = 0;  ///< the rate as a share of the largest one, −1..1; negative = hollow
  ImU32 colour = 0;
};

/// Draws units of one radius [css px].
void draw_units(Ui& ui, std::span<const UnitSprite> units, float radius);

/// How opaque a pixel of a unit is, 0..1, `x` and `y` pixels from its centre. `radius` in pixels,
/// `ratio` pixels per css pixel. Full rates fill the shape, rates near 0 leave its outline.
float unit_opacity(float x, float y, int sign, float filling, float radius, float ratio);

}  // namespace nn4n::playground

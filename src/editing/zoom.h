// Which part of a picture is shown, and how zooming and panning change that.
#pragma once

namespace nn4n {

/// The part [x, x + 1 / scale] of the width and [y, y + 1 / scale] of the height, from the upper
/// left corner, in shares of the whole.
struct Zoom {
  double scale = 1;  ///< 1 = all is shown, at most kMostZoom
  double x = 0, y = 0;
  bool whole() const { return scale <= 1; }
  bool operator==(const Zoom&) const = default;
};
inline constexpr double kMostZoom = 64;

/// Zooms by a factor; what is at (at_x, at_y) of the part that is shown, 0..1, stays there.
Zoom zoomed(const Zoom& zoom, double factor, double at_x, double at_y);

/// Moves what is shown by these shares of the part that is shown: a positive one shows what is
/// further right or down. It ends at the edges.
Zoom panned(const Zoom& zoom, double right, double down);

/// The nearest one that is allowed; the whole when a number is not finite.
Zoom allowed_zoom(Zoom zoom);

}  // namespace nn4n

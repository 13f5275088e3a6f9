#include "editing/zoom.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

Zoom allowed_zoom(Zoom zoom) {
  if (!std::isfinite(zoom.scale) || !std::isfinite(zoom.x) || !std::isfinite(zoom.y)) return {};
  zoom.scale = std::clamp(zoom.scale, 1.0, kMostZoom);
  const double most = 1 - 1 / zoom.scale;
  zoom.x = std::clamp(zoom.x, 0.0, most);
  zoom.y = std::clamp(zoom.y, 0.0, most);
  return zoom;
}

Zoom zoomed(const Zoom& zoom, double factor, double at_x, double at_y) {
  const double scale = std::clamp(zoom.scale * factor, 1.0, kMostZoom);
  const double less = 1 / zoom.scale - 1 / scale;  // of the width that was shown
  return allowed_zoom({scale, zoom.x + at_x * less, zoom.y + at_y * less});
}

Zoom panned(const Zoom& zoom, double right, double down) {
  return allowed_zoom({zoom.scale, zoom.x + right / zoom.scale, zoom.y + down / zoom.scale});
}

}  // namespace nn4n

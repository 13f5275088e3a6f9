// The WebGL 2 canvas: its size in device pixels, and painting a frame into it.
#pragma once

#include <emscripten/html5.h>
#include <imgui.h>

#include <string>

#include "playground/plots/picture.h"

namespace nn4n::playground {

class Canvas {
 public:
  explicit Canvas(std::string selector);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  /// Makes the backing store css size x ratio. Only this touches canvas.width and height.
  void resize(double css_width, double css_height, double pixel_ratio);

  /// Pictures keep hard edges between their cells; the font's texture is filtered.
  void paint(ImDrawData* data, const Pictures& pictures);

  /// Everything on the graphics card is gone, or may be made again; nothing else is touched.
  void lost();
  void restored();
  bool usable() const { return context_ > 0 && !lost_; }

 private:
  void begin();
  std::string selector_;
  EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context_ = 0;
  bool lost_ = false;
  int width_ = 0, height_ = 0;
};

}  // namespace nn4n::playground

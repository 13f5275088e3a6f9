// The WebGL 2 canvas: its size in device pixels, and painting a frame into it.
#pragma once

#include <emscripten/html5.h>
#include <imgui.h>

#include <string>

#include "playground/plots/picture.h"
#include "playground/repaint.h"

namespace nn4n::playground {

class Canvas {
 public:
  explicit Canvas(std::string selector);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  /// Gives the canvas as many pixels as the CSS size times the ratio. Nothing else may set the
  /// canvas's width and height.
  void resize(double css_width, double css_height, double pixel_ratio);

  /// Paints a frame where it differs from the one before. Pictures keep hard edges between their cells; text is smoothed.
  void paint(ImDrawData* data, const Pictures& pictures);

  /// Called when everything on the graphics card is gone, and when it may be made again.
  void lost();
  void restored();
  bool usable() const { return context_ > 0 && !lost_; }

 private:
  void begin();
  std::string selector_;
  EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context_ = 0;
  bool lost_ = false;
  int width_ = 0, height_ = 0;
  ImU32 empty_ = 0;  // the colour where nothing is drawn
  Repaint repaint_;
};

}  // namespace nn4n::playground

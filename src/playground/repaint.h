// Which parts of the canvas differ from what it shows. Where no graphics card draws, a frame takes
// as long as the pixels that are painted, so that a trial which plays in the circuit should cost
// the circuit and not the page.
//
// Dear ImGui makes all triangles anew in every frame, a list for each of its windows. They are
// compared with those of the frame before; what differs is enclosed in a few rectangles, and only
// in these all that reaches into them is painted again. The pixels are the same as after painting
// everything.
#pragma once

#include <imgui.h>

#include <vector>

namespace nn4n::playground {

/// Whole pixels of the canvas, from the left top one up to, and without, the right bottom one.
struct PixelBox {
  int left, top, right, bottom;
  bool operator==(const PixelBox&) const = default;
  bool empty() const { return left >= right || top >= bottom; }
  double area() const { return empty() ? 0 : static_cast<double>(right - left) * (bottom - top); }
};

/// The pixels of a frame, rounded as the renderer rounds them (imgui_impl_opengl3.cpp).
PixelBox pixels_of(const ImDrawData& frame);

class Repaint {
 public:
  /// Most boxes in which a frame is painted. A box costs a pass over the lists that reach into it.
  static constexpr int kMostBoxes = 4;

  /// Takes in a frame, whose commands must be as Dear ImGui made them. Answers where it differs
  /// from the one before: boxes that do not overlap, none when it is the same, one of the whole
  /// canvas for the first one or after forget().
  std::vector<PixelBox> take(const ImDrawData& frame);

  /// The frame that was taken in, within one box: lists that do not reach into it are left out, and
  /// the commands of the others are cut to it, in place. To be painted before the next call.
  ImDrawData within(const PixelBox& box, const ImDrawData& frame) const;

  /// The canvas is empty, has another size, or a texture has changed: the next frame is painted
  /// whole.
  void forget() { lists_.clear(), known_ = false; }

 private:
  struct List {
    std::vector<ImDrawVert> vertices;
    std::vector<ImDrawIdx> indices;
    std::vector<ImDrawCmd> commands;
  };
  static void bound(const List& list, ImVec4& box);
  static void bound_changes(const List& before, const List& now, ImVec4& box);

  bool known_ = false;
  std::vector<List> lists_;
};

}  // namespace nn4n::playground

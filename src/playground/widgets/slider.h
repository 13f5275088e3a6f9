// The slider: a track with a knob, and how its places stand for values.
#pragma once

#include "playground/ui.h"

namespace nn4n::playground {

/// Which value each place of a slider means. Logarithmic scales go in equal ratios; one that
/// starts at 0 has 0 at its left end and six decades above it.
class SliderScale {
 public:
  /// From the field's declaration; ranges over two decades or more become logarithmic.
  explicit SliderScale(const Target& target);
  double place_of(double value) const;  ///< 0..1
  double value_at(double place) const;  ///< rounded to the field's step or two digits, in range
  double nudged(double value, int steps) const;

 private:
  double rounded(double value) const;
  double min_, max_, step_;
  double log_min_;  ///< the smallest value above a left end of 0, else min
  bool logarithmic_;
};

/// What a person did with an item in this frame.
struct Drag {
  bool held = false;      ///< `value` is to be shown, but not yet stored
  bool released = false;  ///< `value` is to be stored
  double value = 0;
  bool wheel = false;       ///< the value comes from a turn of the wheel, and more may follow
  bool taken_back = false;  ///< with Escape: what is stored is to be shown again
};

/// Mouse, finger, wheel with Ctrl or Alt, and arrow keys of one item over `box`, along its width.
/// Draws nothing. `before` is the value shown, `previewed` says whether it is a preview of this
/// very item.
///
/// A drag moves the value by as much as the pointer moves sideways, wherever on the item it began,
/// and it begins only after 4 px. So a click changes nothing: it may be a slip, or the first half
/// of a double click. A finger that moves up or down never gets here (platform/input.h).
Drag drag_behaviour(const ImRect& box, ImGuiID id, const SliderScale& scale, double before,
                    bool previewed);

/// How often the arrow keys moved an item that has the keyboard, to the right if positive; tenfold
/// with Shift.
int key_steps(ImGuiID id);

/// Track and knob. `place` 0..1; less than 0 = several values, no knob.
void draw_track(Ui& ui, const ImRect& box, double place, bool strong);

/// The ring around what has the keyboard: 2 px, 2 px outside.
void focus_ring(Ui& ui, const ImRect& box, ImGuiID id, float rounding = 4);

/// Gives the keyboard to another item of the present window: the one that has it is going away.
void move_focus(ImGuiID id);

}  // namespace nn4n::playground

// Pictures of example trials. They stand above the parameters of the chosen task (panel.cpp), in
// the menu of tasks, and above the cells of a task's table (table/grid.cpp).
#pragma once

#include <vector>

#include "editing/examples.h"
#include "playground/ui.h"

namespace nn4n::playground {

/// Where steps lie on the screen: straight pieces between borders of epochs, so that a short epoch
/// can be drawn wide enough for its name.
class Timeline {
 public:
  /// In proportion to time.
  Timeline(const Trial& trial, float left, float right);
  /// No epoch narrower than `least`, if there is room for all.
  Timeline(const Trial& trial, float left, float right, float least);

  float x(double step) const;
  /// The left end of an epoch; of the one past the last the right end of all.
  float border(std::size_t epoch) const { return borders_[epoch]; }

 private:
  std::vector<int> steps_;      // begin of every epoch, and the end
  std::vector<float> borders_;  // the same on the screen
};

/// Inputs as lines (as rows of colour when there are many channels), targets as dashes, and what is
/// scored as a bar, from top to bottom.
struct PictureRows {
  ImRect inputs, targets, scored;
};
PictureRows picture_rows(const ImRect& box, const Example& example);
void draw_trial_picture(Ui& ui, const PictureRows& rows, const Timeline& time,
                        const Example& example);

/// The picture in a box of its own, with the borders of epochs; answers where its rows are.
PictureRows draw_example(Ui& ui, const ImRect& box, const Timeline& time, const Example& example);

}  // namespace nn4n::playground

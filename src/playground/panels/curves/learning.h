// The left plot of the curves: the loss, its terms, or the norms of gradient and weights.
#pragma once

#include <string>
#include <vector>

#include "playground/plots/plot.h"

namespace nn4n::playground {

/// One line, with a value for each iteration; NaN where there is none on the chosen scale.
struct LearningLine {
  std::string name;
  std::vector<float> values;
  ImU32 colour = 0;
  float width = 2, dash = 0;
};

/// The terms of the loss or the norms; none while the loss is shown.
std::vector<LearningLine> learning_lines(const Ui& ui);

/// The vertical range of these lines, or of the losses, over iterations [low, high].
Range learning_range(const Ui& ui, const std::vector<LearningLine>& lines, const Range& shown);

/// The lines with their names at the right end.
void draw_learning(Ui& ui, const Plot& plot, const std::vector<LearningLine>& lines);

/// Chooses what the plot shows, in the place of the words of its vertical axis.
void choose_learning(Ui& ui, const Plot& plot);

/// "Loss (log scale)"
std::string learning_words(const CurvesChoice& choice);

/// All iterations, and those that the zoom of the view leaves.
Range all_iterations(const Run& run);
Range shown_iterations(const Ui& ui);

/// Zoom and pan over one of the plots.
void zoom_curves(Ui& ui, const char* name, const Plot& plot);

}  // namespace nn4n::playground

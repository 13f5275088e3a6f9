// The plots of the behaviour panel, one function each: they draw into `area`, the plot's own area
// without its axis labels. panel.cpp chooses among them.
#pragma once

#include "analysis/behaviour_plots.h"
#include "playground/plots/plot.h"

namespace nn4n::playground {

/// How curves of a plot are told apart: the first is filled circles and a solid line.
enum class Marker { circle, square, diamond };
struct Series {
  ImU32 colour;
  Marker mark;
  float dash;  ///< 0 = solid
};
inline constexpr std::size_t kMostSeries = 3;
Series series(const Ui& ui, std::size_t index);

/// A point with its interval.
void draw_mark(Ui& ui, const Plot& plot, const Series& look, double x, double y);
void draw_interval(const Plot& plot, const Series& look, double x, double low, double high);

/// Straight pieces, dashed where the series is.
void draw_line(const Plot& plot, const Series& look, const std::vector<ImVec2>& points);

/// Names beside the marks, at the right and the top or bottom of the plot.
struct SeriesName {
  Series look;
  std::string words;
};
void draw_names(Ui& ui, const Plot& plot, const std::vector<SeriesName>& names, bool top);

/// A sentence in the middle, where there is nothing to draw.
void draw_nothing(Ui& ui, const ImRect& area, std::string_view words);

// Proportions (proportions.cpp)
void psychometric_plot(Ui& ui, const ImRect& area, const Behaviour& behaviour, int axis);
void accuracy_plot(Ui& ui, const ImRect& area, const Behaviour& behaviour, int axis);

// Times (times.cpp)
void chronometric_plot(Ui& ui, const ImRect& area, const Behaviour& behaviour);
void production_plot(Ui& ui, const ImRect& area, const Behaviour& behaviour);

// A table of choices (choices.cpp); takes the room of axis labels, too
void choices_plot(Ui& ui, const ImRect& box, const Behaviour& behaviour);

}  // namespace nn4n::playground

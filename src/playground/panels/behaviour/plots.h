// The plots of the behaviour, one function each. They draw into `area`, which is the plot's own
// area without its axis labels; panel.cpp chooses among them.
#pragma once

#include "analysis/behaviour_plots.h"
#include "playground/plots/figure.h"
#include "playground/plots/plot.h"

namespace nn4n::playground {

/// How the curves of one plot are told apart. The first has filled circles and a solid line.
enum class Marker { circle, square, diamond };
struct Series {
  ImU32 colour;
  Marker mark;
  float dash;  ///< 0 = solid
};
inline constexpr std::size_t kMostSeries = 3;
Series series(const Ui& ui, std::size_t index);

/// The same of the network with its interventions: open squares and dashes.
Series altered(const Series& intact);

/// What a plot shows: a behaviour and, where there are interventions, that of the altered network.
struct Behaviours {
  const Behaviour& intact;
  const Behaviour* altered = nullptr;
};
inline constexpr std::string_view kAltered = "with interventions";

/// A point with its interval.
void draw_mark(Ui& ui, const Plot& plot, const Series& look, double x, double y);
void draw_interval(const Plot& plot, const Series& look, double x, double low, double high);

/// Straight pieces between points, dashed when the series is.
void draw_line(const Plot& plot, const Series& look, const std::vector<ImVec2>& points);

/// What is not measured but expected: the dashes of an ideal observer or of a prediction, in the
/// colour of the series that it belongs to.
Series expected(const Series& measured);

/// Each series' mark and name, at the right of the plot and at its top or bottom, or, where they
/// would cover it, for who points at a word above it. What has a line only is shown as a piece of
/// that line.
struct SeriesName {
  Series look;
  std::string words;
  bool line_only = false;
};
void draw_names(Ui& ui, const Plot& plot, const std::vector<SeriesName>& names, bool top);

/// Notes a plot of the behaviour down (plots/figure.h); null unless figures are wanted.
Figure* record_behaviour(const Plot& plot, std::string_view title);

/// The look of a series in a figure: marks with intervals, no line.
FigureSeries points_of(const Series& look, std::string name);
FigureSeries line_of(const Series& look, std::string name);

/// A sentence in the middle, where there is nothing to draw.
void draw_nothing(Ui& ui, const ImRect& area, std::string_view words);

// Proportions (proportions.cpp)
void psychometric_plot(Ui& ui, const ImRect& area, const Behaviours& shown, int axis);
void accuracy_plot(Ui& ui, const ImRect& area, const Behaviours& shown, int axis);

// Times (times.cpp)
void chronometric_plot(Ui& ui, const ImRect& area, const Behaviours& shown);
void production_plot(Ui& ui, const ImRect& area, const Behaviours& shown);

// Quantities (quantities.cpp)
void threshold_plot(Ui& ui, const ImRect& area, const Behaviours& shown);
void spread_plot(Ui& ui, const ImRect& area, const Behaviours& shown);
void error_plot(Ui& ui, const ImRect& area, const Behaviours& shown, int axis);

// A table of choices (choices.cpp). It takes the room of the axis labels, too.
void choices_plot(Ui& ui, const ImRect& box, const Behaviours& shown);

}  // namespace nn4n::playground

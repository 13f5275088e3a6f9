// A plot as numbers: what it shows, noted down by the panel that draws it, so that it can be saved
// as a drawing (SVG, fonts as text) and as a table (CSV).
//
//   if (Figure* figure = plot.record("loss", "Loss")) figure->series.push_back({.name = "Loss",
//   …});
//
// Panels record only in a frame in which somebody asks for figures (Ui::figures).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "playground/plots/plot.h"

namespace nn4n::playground {

/// Points with a line through them, marks at them, or both.
struct FigureSeries {
  std::string name = {};  ///< of the column; also in the legend unless `unnamed`
  ImU32 colour = 0;
  std::vector<float> xs = {}, ys = {};     // NaN breaks the line
  std::vector<float> low = {}, high = {};  // ends of the intervals; empty = none
  float width = 2;                         ///< of the line [css px]; 0 = none
  float dash = 0;                          ///< 0 = solid
  float dot = 0;                           ///< radius of the marks [css px]; 0 = none
  bool steps = false;                      ///< each value holds for a whole step
  bool unnamed = false;
};

/// A matrix of values, each with the colour that it is drawn in; NaN = there is none.
struct FigureCells {
  std::vector<std::string> rows, columns;  // their names
  std::vector<float> values;               // rows x columns
  std::vector<ImU32> colours;              // rows x columns
  std::string corner;                      ///< what rows and columns are: "to / from"
};

struct Figure {
  std::string key;                   ///< never shown: names the file and the place "figure.KEY"
  std::string title;                 ///< "Loss"
  ImVec2 size = {};                  ///< of the plot's own area [css px]
  std::string across = {}, up = {};  ///< the quantities of the axes, with units
  Range horizontal = {}, vertical = {};
  std::vector<FigureSeries> series = {};
  std::vector<Plot::Reference> levels = {};
  struct Moment {
    double at;
    std::string words;
  };
  std::vector<Moment> moments = {};  ///< vertical lines
  std::optional<FigureCells> cells = {};
};

/// Notes the figure of a matrix down; null unless figures are wanted. Its place is `box` with the
/// names around it.
Figure* record_cells(Ui& ui, std::string_view key, std::string_view title, const ImRect& box,
                     const ImRect& whole);

/// The drawing, in the colours of a theme and, if there is one, in the language of the page.
std::string to_svg(const Figure& figure, const Tokens& colour, Language* language = nullptr);

/// One column for the horizontal quantity and one for each series when all have the same points,
/// otherwise one line for each point of each series. A matrix has the names of its rows and
/// columns.
std::string to_csv(const Figure& figure);

/// The small button of a plot, 18 px wide, from which its figures are saved; `plots` are their keys
/// and titles.
void figure_button(Ui& ui, ImVec2 corner,
                   const std::vector<std::pair<std::string, std::string>>& plots);

}  // namespace nn4n::playground

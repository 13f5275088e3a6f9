// A plot: axes with ticks, grid and reference lines, curves, and the read-out under the pointer.
//
//   Plot plot(ui, box, {0, 1000}, {.low = 0.01, .high = 1, .logarithmic = true});
//   plot.axes("Loss (log scale)", "Iteration");
//   plot.curve(xs, ys, colour, 2);
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "playground/ui.h"

namespace nn4n::playground {

struct Range {
  double low = 0;
  double high = 1;
  bool logarithmic = false;
};

/// A value under the pointer: its swatch, name and number.
struct PointedValue {
  ImU32 colour;
  std::string name;
  std::string value;
};

inline constexpr float kReferenceNames = 74;  // room right of a plot

class Plot {
 public:
  /// `area` is the drawn area itself, without axis labels.
  Plot(Ui& ui, const ImRect& area, Range horizontal, Range vertical);

  float x(double value) const;
  float y(double value) const;
  double value_at_x(float position) const;
  const ImRect& area() const { return area_; }

  /// Notes down what the plot shows, with the words of its axes (figure.h); null unless figures are
  /// wanted. Its place is that of the area with its labels, of which `right` pixels are beside it.
  Figure* record(std::string_view key, std::string_view title, float right = 12) const;

  /// Whether the pointer is over the drawn area, and nothing is in front of it.
  bool is_pointed_at() const;

  /// Background, grid, ticks and labels; the vertical quantity above the axis at the left, the
  /// horizontal one below at the right. Empty words are left out.
  void axes(std::string_view vertical_words, std::string_view horizontal_words,
            bool horizontal_labels = true, int vertical_count = 5);

  /// Straight pieces between points; NaN breaks the line. When there are more points than pixels,
  /// the lowest and highest point of each column of pixels are drawn.
  /// Dashed when `dash` > 0.
  void curve(std::span<const float> xs, std::span<const float> ys, ImU32 colour, float width,
             float dash = 0) const;

  /// A level with its name.
  struct Reference {
    double level;
    float dash;
    std::string words;
  };
  /// Dashed lines at these levels. Their names stand at the right of the plot, in the order of the
  /// levels, where no curve can cover them; they need kReferenceNames there.
  void references(std::vector<Reference> levels, ImU32 colour) const;

  /// A moment: a thin vertical line with a tick and its name at the bottom, because curves that
  /// rise are at the top by then. The name is left out where it would begin before `free`. Answers
  /// where the room to the right of it begins.
  float mark(double at, std::string_view words, float free) const;

  /// The moment that the views show: a line in ink with a mark at its top.
  void shown_moment(double at) const;

  /// The vertical line and dot of a read-out at horizontal value `at`.
  void cross_hair(double at) const;
  void dot(double at_x, double at_y, ImU32 colour, float radius = 4) const;

 private:
  Ui& ui_;
  ImRect area_;
  Range horizontal_, vertical_;
  std::string across_words_, up_words_;  // of the axes
};

/// Straight pieces between points. With `dash` > 0 dashes go on from one piece to the next, for
/// many pieces are shorter than a dash.
void line_through(ImDrawList* list, std::span<const ImVec2> points, ImU32 colour, float width,
                  float dash);

/// A dashed straight line.
void dashed(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour, float width, float dash);

/// The box of a read-out: a heading and values, beside `at` but within `bounds`, never over it.
/// Many values stand in columns.
void readout(Ui& ui, ImVec2 at, const ImRect& bounds, std::string_view heading,
             std::string_view heading_value, const std::vector<PointedValue>& readings);

/// The lowest and highest finite value; {0, 0} when there is none.
std::pair<float, float> extent(std::span<const float> values);

}  // namespace nn4n::playground

// Figures as tables of comma-separated values.
#include <cmath>

#include "base/text.h"
#include "playground/plots/figure.h"
#include "training/weights_file.h"

namespace nn4n::playground {

namespace {

std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

/// Empty where there is none.
std::string cell(float value) { return std::isfinite(value) ? shortest(as_typed(value)) : ""; }

float at(const std::vector<float>& values, std::size_t k) {
  return k < values.size() ? values[k] : NAN;
}

std::string matrix(const FigureCells& cells) {
  std::string text = cell(cells.corner);
  for (const std::string& name : cells.columns) text += "," + cell(name);
  text += "\n";
  for (std::size_t row = 0; row < cells.rows.size(); ++row) {
    text += cell(cells.rows[row]);
    for (std::size_t column = 0; column < cells.columns.size(); ++column)
      text += "," + cell(at(cells.values, row * cells.columns.size() + column));
    text += "\n";
  }
  return text;
}

bool same_points(const std::vector<FigureSeries>& all) {
  for (const FigureSeries& one : all) {
    if (one.xs != all.front().xs) return false;
  }
  return true;
}

std::string side_by_side(const Figure& figure) {
  std::string text = cell(figure.across);
  for (const FigureSeries& one : figure.series) {
    text += "," + cell(one.name);
    if (!one.low.empty()) text += "," + cell(one.name + " low") + "," + cell(one.name + " high");
  }
  text += "\n";
  for (std::size_t k = 0; k < figure.series.front().xs.size(); ++k) {
    text += cell(figure.series.front().xs[k]);
    for (const FigureSeries& one : figure.series) {
      text += "," + cell(at(one.ys, k));
      if (!one.low.empty()) text += "," + cell(at(one.low, k)) + "," + cell(at(one.high, k));
    }
    text += "\n";
  }
  return text;
}

std::string one_below_the_other(const Figure& figure) {
  bool intervals = false;
  for (const FigureSeries& one : figure.series) intervals = intervals || !one.low.empty();
  std::string text = "series," + cell(figure.across) + "," + cell(figure.up);
  text += intervals ? ",low,high\n" : "\n";
  for (const FigureSeries& one : figure.series) {
    for (std::size_t k = 0; k < one.xs.size(); ++k) {
      text += cell(one.name) + "," + cell(one.xs[k]) + "," + cell(at(one.ys, k));
      if (intervals) text += "," + cell(at(one.low, k)) + "," + cell(at(one.high, k));
      text += "\n";
    }
  }
  return text;
}

}  // namespace

std::string to_csv(const Figure& figure) {
  if (figure.cells) return matrix(*figure.cells);
  if (figure.series.empty()) return cell(figure.across) + "," + cell(figure.up) + "\n";
  return same_points(figure.series) ? side_by_side(figure) : one_below_the_other(figure);
}

}  // namespace nn4n::playground

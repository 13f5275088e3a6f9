// Behaviour as quantities against a condition: thresholds, the spread of produced intervals, and
// the errors of answers that point somewhere.
#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/behaviour/plots.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

/// What is drawn of one value: a number with its interval.
struct Measured {
  double at = 0;
  double value = 0;
  Interval interval;
  int trials = 0;
  double mean = 0;  ///< of signed errors
};

struct QuantityWords {
  std::string vertical, horizontal, summary, name;
};

double shown_end(const Measured& one) {
  return std::isfinite(one.interval.high) ? one.interval.high : one.value;
}

Range across(const std::vector<Measured>& points) {
  if (points.empty()) return {0, 1};
  const double low = points.front().at;
  const double high = points.back().at;
  const double margin = std::max(0.08 * (high - low), 1e-3);
  return {low - margin, high + margin};
}

Range upwards(const std::vector<Measured>& points) {
  double most = 0;
  for (const Measured& one : points) most = std::max(most, std::min(shown_end(one), 3 * one.value));
  return {0, most > 0 ? 1.2 * most : 1};
}

std::string words_of(double value) { return compact(value, 2); }

void draw_measured(Ui& ui, const Plot& plot, const Series& look,
                   const std::vector<Measured>& points) {
  std::vector<ImVec2> line;
  for (const Measured& one : points) line.push_back({plot.x(one.at), plot.y(one.value)});
  draw_line(plot, look, line);
  for (const Measured& one : points) {
    draw_interval(plot, look, one.at, one.interval.low, shown_end(one));
    draw_mark(ui, plot, look, one.at, one.value);
  }
}

/// `after`: the same of the altered network.
void quantity_plot(Ui& ui, const ImRect& area, const Behaviour& behaviour,
                   const std::vector<Measured>& points, const std::vector<Measured>& after,
                   const QuantityWords& words, bool with_mean) {
  Plot plot(ui, area, across(points), upwards(points));
  plot.axes(words.vertical, words.horizontal, true, 4);
  if (points.empty())
    return draw_nothing(ui, area,
                        behaviour.trials.empty() ? "No trials have been measured yet."
                                                 : "There are too few trials with an answer.");
  const Series look = series(ui, 0);
  draw_measured(ui, plot, look, points);
  if (!after.empty()) {
    draw_measured(ui, plot, altered(look), after);
    draw_names(ui, plot, {{altered(look), std::string(kAltered)}}, false);
  }
  draw_text(ui, {area.Min.x + 8, area.Min.y + 10}, Type::small, ui.colour().text2, words.summary);
  if (!plot.is_pointed_at()) return;
  const float mouse = ImGui::GetIO().MousePos.x;
  const Measured& one =
      *std::min_element(points.begin(), points.end(), [&](const Measured& a, const Measured& b) {
        return std::fabs(plot.x(a.at) - mouse) < std::fabs(plot.x(b.at) - mouse);
      });
  std::vector<PointedValue> readings{
      {look.colour, words.name, words_of(one.value)},
      {0, "95 % interval", words_of(one.interval.low) + " to " + words_of(one.interval.high)}};
  if (with_mean) readings.push_back({0, "mean (bias)", words_of(one.mean)});
  readings.push_back({0, "trials", grouped(one.trials)});
  readout(ui, {plot.x(one.at), plot.y(one.value)}, area, words.horizontal, compact(one.at),
          readings);
}

std::vector<Measured> measured(const std::vector<ErrorPoint>& points) {
  std::vector<Measured> list;
  for (const ErrorPoint& p : points) {
    if (p.trials > 1) list.push_back({p.value, p.deviation, p.interval, p.trials, p.mean});
  }
  return list;
}

/// "grows (0.02 to 0.05 per ms)": how the distance from the mean changes along the axis.
std::string growth_words(const std::optional<LineFit>& growth, std::string_view unit) {
  if (!growth) return "";
  const Interval& slope = growth->slope_interval;
  const std::string range =
      words_of(1000 * slope.low) + " to " + words_of(1000 * slope.high) + " per 1,000";
  const std::string per = unit.empty() ? range : range + " " + std::string(unit);
  if (slope.low > 0) return "grows: " + per;
  return slope.high < 0 ? "shrinks: " + per : "no clear change: " + per;
}

}  // namespace

void threshold_plot(Ui& ui, const ImRect& area, const Behaviours& shown) {
  const Behaviour& behaviour = shown.intact;
  const SizeLaw law = size_law(behaviour);
  const auto measured_in = [](const SizeLaw& of) {
    std::vector<Measured> points;
    for (const ThresholdPoint& p : of.points)
      points.push_back({p.size, p.threshold, p.interval, p.trials, 0});
    return points;
  };
  const std::vector<Measured> points = measured_in(law);
  const std::vector<Measured> after =
      shown.altered ? measured_in(size_law(*shown.altered)) : std::vector<Measured>{};
  const std::string unit = read_condition(behaviour.stimulus_label).unit;
  quantity_plot(ui, area, behaviour, points, after,
                {"Threshold (75 %)" + (unit.empty() ? "" : " [" + unit + "]"),
                 axis_label(behaviour, behaviour.size_condition),
                 law.law ? law_words(*law.law) : "", "threshold"},
                false);
}

void spread_plot(Ui& ui, const ImRect& area, const Behaviours& shown) {
  const Behaviour& behaviour = shown.intact;
  const std::string& axis = axis_label(behaviour, behaviour.timed_condition);
  quantity_plot(
      ui, area, behaviour, measured(spread_of_production(behaviour)),
      shown.altered ? measured(spread_of_production(*shown.altered)) : std::vector<Measured>{},
      {"Standard deviation around the line [ms]", axis,
       growth_words(growth_of_spread(behaviour), read_condition(axis).unit), "standard deviation"},
      false);
}

void error_plot(Ui& ui, const ImRect& area, const Behaviours& shown, int axis) {
  const Behaviour& behaviour = shown.intact;
  const auto condition = static_cast<std::size_t>(axis);
  const std::string& label = axis_label(behaviour, axis);
  quantity_plot(
      ui, area, behaviour, measured(errors_by(behaviour, condition)),
      shown.altered ? measured(errors_by(*shown.altered, condition)) : std::vector<Measured>{},
      {behaviour.error_label + ", standard deviation", label,
       growth_words(growth_of_errors(behaviour, condition), read_condition(label).unit),
       "standard deviation"},
      true);
}

}  // namespace nn4n::playground

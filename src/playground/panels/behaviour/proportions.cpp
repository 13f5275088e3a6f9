// Behaviour as proportions with Wilson intervals: the psychometric curve, and accuracy over a
// condition.
#include <algorithm>
#include <cmath>

#include "base/normal.h"
#include "editing/words.h"
#include "playground/panels/behaviour/plots.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr std::size_t kMostPoints = 14;  // more would hide each other

/// One curve: its points and what was fitted through all of them.
struct Curve {
  std::string name;
  std::vector<PsychometricPoint> points;
  std::optional<LogisticFit> fit;
  std::vector<PsychometricPoint> all = {};  ///< not thinned out
  std::optional<Logistic> prediction = {};
};

std::vector<Curve> curves_of(const Behaviour& behaviour, int axis) {
  std::vector<Curve> curves;
  for (const TrialGroup& group : curve_groups(behaviour)) {
    if (curves.size() == kMostSeries) break;
    const auto points = psychometric_points(behaviour, axis, group.trials);
    curves.push_back({group.name, thinned_out(points, kMostPoints), fit_logistic(points), points,
                      prediction_for(behaviour, axis, group)});
  }
  return curves;
}

/// Where the marks of a curve stand: side by side at one stimulus.
double beside(const Plot& plot, double stimulus, std::size_t index, std::size_t count) {
  const float shift = 7 * (px(index) - px(count - 1) / 2);
  return plot.value_at_x(plot.x(stimulus) + shift);
}

double percent(int part, int all) { return 100.0 * part / std::max(all, 1); }

Range axis_range(const std::vector<Curve>& curves) {
  double low = 0;
  double high = 0;
  for (const Curve& curve : curves) {
    for (const PsychometricPoint& point : curve.points) {
      low = std::min(low, point.stimulus);
      high = std::max(high, point.stimulus);
    }
  }
  if (low == high) return {-50, 50};
  const double end = std::max(-low, high) * 1.08;
  return low < 0 ? Range{-end, end} : Range{low, end};
}

void draw_fit(const Plot& plot, const Series& look, const Logistic& curve) {
  std::vector<ImVec2> points;
  for (float at = plot.area().Min.x; at <= plot.area().Max.x; at += 1)
    points.push_back({at, plot.y(100 * curve.at(plot.value_at_x(at)))});
  draw_line(plot, look, points);
}

/// "0.18 to 0.24", "above 0.18".
std::string range_words(const Interval& interval) {
  const bool low = std::isfinite(interval.low);
  const bool high = std::isfinite(interval.high);
  if (low && high) return compact(interval.low, 2) + " to " + compact(interval.high, 2);
  if (!low && !high) return "any";
  return low ? "above " + compact(interval.low, 2) : "below " + compact(interval.high, 2);
}

/// "0.21 (0.18 to 0.24)".
std::string estimate_words(double value, const Interval& interval) {
  if (!std::isfinite(value)) return range_words(interval);
  return compact(value, 2) + " (" + range_words(interval) + ")";
}

/// Draws the ideal observer through its values at the stimuli. Between two of them Φ⁻¹ of the
/// probability is a straight line, as it is in theory.
bool draw_ideal(const Plot& plot, const Series& look, std::span<const PsychometricPoint> points) {
  std::vector<ImVec2> line;
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (!points[i - 1].ideal || !points[i].ideal) return false;
    const double z0 = normal_quantile(*points[i - 1].ideal);
    const double z1 = normal_quantile(*points[i].ideal);
    const double x0 = points[i - 1].stimulus;
    const double x1 = points[i].stimulus;
    constexpr int kPieces = 12;
    for (int k = i == 1 ? 0 : 1; k <= kPieces; ++k) {
      const double part = double{1} * k / kPieces;
      line.push_back(
          {plot.x(x0 + part * (x1 - x0)), plot.y(100 * normal_probability(z0 + part * (z1 - z0)))});
    }
  }
  if (!line.empty()) draw_line(plot, expected(look), line);
  return !line.empty();
}

/// One curve with its points.
void draw_curve(Ui& ui, const Plot& plot, const Series& look, const Curve& curve, std::size_t index,
                std::size_t count) {
  if (curve.fit) draw_fit(plot, look, curve.fit->curve);
  for (const PsychometricPoint& point : curve.points) {
    const Interval interval = wilson(point.chosen, point.trials);
    const double x = beside(plot, point.stimulus, index, count);
    draw_interval(plot, look, x, 100 * interval.low, 100 * interval.high);
    draw_mark(ui, plot, look, x, percent(point.chosen, point.trials));
  }
}

/// "motion, slope 0.21". Where 0 is in the interval of the slope, the curve may be flat, and no
/// number is given.
std::string name_of(const Curve& curve) {
  const bool flat = !curve.fit || may_be_flat(*curve.fit);
  const auto number = [](const LogisticFit& fit) {
    return std::isfinite(fit.curve.slope) ? compact(fit.curve.slope, 2) : range_words(fit.slope);
  };
  const std::string slope = flat ? "no slope" : "slope " + number(*curve.fit);
  return curve.name.empty() ? slope : curve.name + ", " + slope;
}

/// The same numbers of a fit that `nn4n analyse` prints.
void add_fit(const LogisticFit& fit, std::vector<PointedValue>& readings) {
  readings.push_back({0, "slope (95 %)", estimate_words(fit.curve.slope, fit.slope)});
  if (fit.located) {
    readings.push_back({0, "bias (95 %)", estimate_words(fit.curve.bias, fit.bias)});
    readings.push_back(
        {0, "threshold (95 %)", estimate_words(fit.curve.threshold(), fit.threshold)});
  }
  if (const std::string note = fit_note(fit); !note.empty()) readings.push_back({0, note, ""});
}

void read_point(Ui& ui, const Plot& plot, const Behaviour& behaviour, int axis,
                const std::vector<Curve>& curves) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!plot.is_pointed_at()) return;
  const Curve* curve = nullptr;
  const PsychometricPoint* nearest = nullptr;
  float least = 0;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    for (const PsychometricPoint& p : curves[i].points) {
      const float across = plot.x(beside(plot, p.stimulus, i, curves.size())) - mouse.x;
      const float distance =
          std::hypot(across, 0.3f * (plot.y(percent(p.chosen, p.trials)) - mouse.y));
      if (nearest && distance >= least) continue;
      nearest = &p;
      curve = &curves[i];
      least = distance;
    }
  }
  if (!nearest) return;
  const auto index = static_cast<std::size_t>(curve - curves.data());
  const double x = beside(plot, nearest->stimulus, index, curves.size());
  const Series look = series(ui, index);
  const Interval interval = wilson(nearest->chosen, nearest->trials);
  const double y = percent(nearest->chosen, nearest->trials);
  plot.dot(x, y, look.colour, 4.5f);
  std::vector<PointedValue> readings{
      {look.colour, behaviour.choice_label, fixed(y, 1)},
      {0, "95 % interval", fixed(100 * interval.low, 1) + " to " + fixed(100 * interval.high, 1)},
      {0, "trials", grouped(nearest->trials)}};
  if (!curve->name.empty()) readings[0].name += ", " + curve->name;
  if (nearest->ideal)
    readings.push_back({0, "ideal observer [%]", fixed(100 * *nearest->ideal, 1)});
  if (curve->fit) add_fit(*curve->fit, readings);
  readout(ui, {plot.x(x), plot.y(y)}, plot.area(), axis_label(behaviour, axis),
          fixed(nearest->stimulus, 1, true), readings);
}

// Accuracy ---------------------------------------------------------------------------------------

Range value_range(const std::vector<AccuracyPoint>& points) {
  if (points.empty()) return {0, 1};
  const double low = points.front().value;
  const double high = points.back().value;
  const double margin = std::max(0.06 * (high - low), 1e-3);
  return {low - margin, high + margin};
}

/// A vertical line where evidence is no longer integrated, with its interval in words.
void draw_limit(Ui& ui, const Plot& plot, const std::optional<IntegrationLimit>& limit) {
  if (!limit) return;
  const ImRect& area = plot.area();
  if (limit->reached) {
    const float x = std::floor(plot.x(limit->limit_ms)) + 0.5f;
    dashed(ImGui::GetWindowDrawList(), {x, area.Min.y}, {x, area.Max.y}, ui.colour().text3, 1, 3);
  }
  const std::string range = compact(std::round(limit->interval.low)) + " to " +
                            compact(std::round(limit->interval.high)) + " ms";
  draw_text(ui, {area.Min.x + 8, area.Min.y + 10}, Type::small, ui.colour().text2,
            limit->reached
                ? "integrates for " + compact(std::round(limit->limit_ms)) + " ms (" + range + ")"
                : "integrates to the longest duration (at least " +
                      compact(std::round(limit->interval.low)) + " ms)");
}

void read_accuracy(Ui& ui, const Plot& plot, const std::string& axis,
                   const std::vector<AccuracyPoint>& points) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (points.empty() || !plot.is_pointed_at()) return;
  const auto nearest = std::min_element(
      points.begin(), points.end(), [&](const AccuracyPoint& a, const AccuracyPoint& b) {
        return std::fabs(plot.x(a.value) - mouse.x) < std::fabs(plot.x(b.value) - mouse.x);
      });
  const Interval interval = wilson(nearest->correct, nearest->trials);
  const double y = percent(nearest->correct, nearest->trials);
  plot.dot(nearest->value, y, ui.colour().accuracy, 4.5f);
  std::vector<PointedValue> readings{
      {ui.colour().accuracy, "Correct [%]", fixed(y, 1)},
      {0, "95 % interval", fixed(100 * interval.low, 1) + " to " + fixed(100 * interval.high, 1)},
      {0, "trials", grouped(nearest->trials)}};
  if (nearest->ideal)
    readings.push_back({0, "ideal observer [%]", fixed(100 * *nearest->ideal, 1)});
  readout(ui, {plot.x(nearest->value), plot.y(y)}, plot.area(), axis, compact(nearest->value),
          readings);
}

/// Notes down the intact curves and, after them, as many of the altered network.
void record_psychometric(const Ui& ui, const Plot& plot, const std::vector<Curve>& curves,
                         std::size_t intact) {
  constexpr int pieces = 100;
  Figure* figure = record_behaviour(plot, "Psychometric curve");
  for (std::size_t i = 0; figure && i < curves.size(); ++i) {
    const Series look = i < intact ? series(ui, i) : altered(series(ui, i - intact));
    const std::string name = name_of(curves[i]) + (i < intact ? "" : ", " + std::string(kAltered));
    FigureSeries points = points_of(look, name);
    for (const PsychometricPoint& p : curves[i].points) {
      const Interval interval = wilson(p.chosen, p.trials);
      points.xs.push_back(px(p.stimulus));
      points.ys.push_back(px(percent(p.chosen, p.trials)));
      points.low.push_back(px(100 * interval.low));
      points.high.push_back(px(100 * interval.high));
    }
    figure->series.push_back(std::move(points));
    if (!curves[i].fit) continue;
    FigureSeries fit = line_of(look, name + ", fit");
    const Range& across = figure->horizontal;
    for (int k = 0; k <= pieces; ++k) {
      const double at = across.low + (across.high - across.low) * k / pieces;
      fit.xs.push_back(px(at));
      fit.ys.push_back(px(100 * curves[i].fit->curve.at(at)));
    }
    figure->series.push_back(std::move(fit));
  }
}

void draw_accuracy(Ui& ui, const Plot& plot, const Series& look,
                   const std::vector<AccuracyPoint>& points) {
  std::vector<ImVec2> line;
  for (const AccuracyPoint& p : points)
    line.push_back({plot.x(p.value), plot.y(percent(p.correct, p.trials))});
  draw_line(plot, look, line);
  for (const AccuracyPoint& p : points) {
    const Interval interval = wilson(p.correct, p.trials);
    draw_interval(plot, look, p.value, 100 * interval.low, 100 * interval.high);
    draw_mark(ui, plot, look, p.value, percent(p.correct, p.trials));
  }
}

void add_accuracy(Figure& figure, const Series& look, const std::string& name,
                  const std::vector<AccuracyPoint>& points) {
  FigureSeries all = points_of(look, name);
  all.width = 2;
  for (const AccuracyPoint& p : points) {
    const Interval interval = wilson(p.correct, p.trials);
    all.xs.push_back(px(p.value));
    all.ys.push_back(px(percent(p.correct, p.trials)));
    all.low.push_back(px(100 * interval.low));
    all.high.push_back(px(100 * interval.high));
  }
  figure.series.push_back(std::move(all));
}

void record_accuracy(const Ui& ui, const Plot& plot, const std::vector<AccuracyPoint>& points,
                     const std::vector<AccuracyPoint>& after, double chance) {
  Figure* figure = record_behaviour(plot, "Accuracy");
  if (!figure) return;
  add_accuracy(*figure, series(ui, 0), "Correct [%]", points);
  if (!after.empty())
    add_accuracy(*figure, altered(series(ui, 0)), "Correct [%], " + std::string(kAltered), after);
  if (chance > 0) figure->levels = {{chance, 2, "chance " + compact(chance)}};
}

}  // namespace

void psychometric_plot(Ui& ui, const ImRect& area, const Behaviours& shown, int axis) {
  const Behaviour& behaviour = shown.intact;
  const std::vector<Curve> curves = curves_of(behaviour, axis);
  const std::vector<Curve> after =
      shown.altered ? curves_of(*shown.altered, axis) : std::vector<Curve>{};
  Plot plot(ui, area, axis_range(curves), {0, 100});
  plot.axes(behaviour.choice_label, axis_label(behaviour, axis), true, 3);
  std::vector<Curve> all = curves;
  all.insert(all.end(), after.begin(), after.end());
  record_psychometric(ui, plot, all, curves.size());
  const float zero = std::floor(plot.x(0)) + 0.5f;
  if (zero > area.Min.x)
    dashed(ImGui::GetWindowDrawList(), {zero, area.Min.y}, {zero, area.Max.y}, ui.colour().edge, 1,
           3);
  if (behaviour.trials.empty()) return draw_nothing(ui, area, "No trials have been measured yet.");
  std::vector<SeriesName> names;
  bool ideal = false;
  bool predicted = false;
  const Series prediction{ui.colour().text, Marker::circle, 1.5f};
  for (std::size_t i = curves.size(); i-- > 0;) {
    const Series look = series(ui, i);
    if (curves[i].prediction) {
      draw_fit(plot, prediction, *curves[i].prediction);
      predicted = true;
    }
    ideal = draw_ideal(plot, look, curves[i].all) || ideal;
    draw_curve(ui, plot, look, curves[i], i, curves.size());
    names.insert(names.begin(), {look, name_of(curves[i])});
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    const Series look = altered(series(ui, i));
    draw_curve(ui, plot, look, after[i], i, after.size());
    names.push_back({look, name_of(after[i]) + ", " + std::string(kAltered)});
  }
  if (predicted) names.push_back({prediction, "predicted both: √(slope₁² + slope₂²)", true});
  if (ideal) names.push_back({expected(series(ui, 0)), "ideal observer", true});
  draw_names(ui, plot, names, false);
  read_point(ui, plot, behaviour, axis, curves);
}

void accuracy_plot(Ui& ui, const ImRect& box, const Behaviours& shown, int axis) {
  const Behaviour& behaviour = shown.intact;
  const auto after = shown.altered ? accuracy_by(*shown.altered, static_cast<std::size_t>(axis))
                                   : std::vector<AccuracyPoint>{};
  const auto points = accuracy_by(behaviour, static_cast<std::size_t>(axis));
  const std::string& label = axis_label(behaviour, axis);
  const double chance = 100 * double{ui.snapshot.chance_accuracy};
  ImRect area = box;
  if (chance > 0) area.Max.x -= kReferenceNames - 8;
  Plot plot(ui, area, value_range(points), {0, 100});
  plot.axes("Correct [%]", label, true, 3);
  record_accuracy(ui, plot, points, after, chance);
  if (behaviour.trials.empty()) return draw_nothing(ui, area, "No trials have been measured yet.");
  if (chance > 0) plot.references({{chance, 2, "chance " + compact(chance)}}, ui.colour().text2);
  const Series look = series(ui, 0);
  std::vector<ImVec2> ideal;
  for (const AccuracyPoint& p : points) {
    if (p.ideal) ideal.push_back({plot.x(p.value), plot.y(100 * *p.ideal)});
  }
  std::vector<SeriesName> names;
  if (!ideal.empty()) {
    draw_line(plot, expected(look), ideal);
    names.push_back({expected(look), "ideal observer", true});
  }
  if (!after.empty()) {
    draw_accuracy(ui, plot, altered(look), after);
    names.push_back({altered(look), std::string(kAltered)});
  }
  draw_names(ui, plot, names, false);
  draw_accuracy(ui, plot, look, points);
  if (axis == behaviour.duration_condition) draw_limit(ui, plot, integration_limit(behaviour));
  read_accuracy(ui, plot, label, points);
}

}  // namespace nn4n::playground

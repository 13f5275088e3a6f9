// Behaviour as times: the chronometric curve, and produced against measured intervals.
#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/behaviour/plots.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

/// The point nearest to the pointer along the horizontal axis.
template <class Point>
const Point& nearest_of(const Plot& plot, const std::vector<Point>& points, double Point::*at) {
  const float mouse = ImGui::GetIO().MousePos.x;
  return *std::min_element(points.begin(), points.end(), [&](const Point& a, const Point& b) {
    return std::fabs(plot.x(a.*at) - mouse) < std::fabs(plot.x(b.*at) - mouse);
  });
}

// Chronometric curve -----------------------------------------------------------------------------

/// Logarithmic, because each strength is usually twice the one before, unless one of them is 0.
Range strength_range(const std::vector<ChronometricPoint>& points) {
  if (points.empty()) return {1, 100, true};
  const double low = points.front().strength;
  const double high = points.back().strength;
  if (low <= 0 || low == high) return {std::min(0.0, low), high * 1.08 + 1e-6};
  return {low / 1.3, high * 1.3, true};
}

Range time_range(const std::vector<ChronometricPoint>& points) {
  double most = 0;
  for (const ChronometricPoint& p : points) {
    for (const Times* times : {&p.correct, &p.error})
      most = std::max(most, times->mean_ms + times->standard_error);
  }
  return {0, most > 0 ? most * 1.15 : 1000};
}

void draw_times(Ui& ui, const Plot& plot, const std::vector<ChronometricPoint>& points,
                Times ChronometricPoint::*which, const Series& look) {
  std::vector<ImVec2> line;
  for (const ChronometricPoint& p : points) {
    if ((p.*which).trials > 0) line.push_back({plot.x(p.strength), plot.y((p.*which).mean_ms)});
  }
  draw_line(plot, look, line);
  for (const ChronometricPoint& p : points) {
    const Times& times = p.*which;
    if (times.trials == 0) continue;
    draw_interval(plot, look, p.strength, times.mean_ms - times.standard_error,
                  times.mean_ms + times.standard_error);
    draw_mark(ui, plot, look, p.strength, times.mean_ms);
  }
}

void record_times(const Ui& ui, const Plot& plot, const std::vector<ChronometricPoint>& points) {
  Figure* figure = record_behaviour(plot, "Reaction times");
  for (const bool right : {true, false}) {
    if (!figure) return;
    FigureSeries all = points_of(series(ui, right ? 0 : 1), right ? "correct" : "error");
    all.width = 2;
    for (const ChronometricPoint& p : points) {
      const Times& times = right ? p.correct : p.error;
      if (times.trials == 0) continue;
      all.xs.push_back(px(p.strength));
      all.ys.push_back(px(times.mean_ms));
      all.low.push_back(px(times.mean_ms - times.standard_error));
      all.high.push_back(px(times.mean_ms + times.standard_error));
    }
    figure->series.push_back(std::move(all));
  }
}

std::string time_words(const Times& times) {
  if (times.trials == 0) return "none";
  const std::string spread =
      times.trials > 1 ? " ± " + compact(std::round(times.standard_error)) : "";
  return compact(std::round(times.mean_ms)) + spread + " ms, " + grouped(times.trials);
}

// Produced intervals -----------------------------------------------------------------------------

Range interval_range(const std::vector<ProducedPoint>& points) {
  if (points.empty()) return {0, 1000};
  const double low = points.front().measured_ms;
  const double high = points.back().measured_ms;
  const double margin = std::max(0.08 * (high - low), 20.0);
  return {low - margin, high + margin};
}

Range produced_range(const std::vector<ProducedPoint>& points, const Range& across) {
  Range range = across;
  for (const ProducedPoint& p : points) {
    range.low = std::min(range.low, p.mean_ms - p.deviation_ms);
    range.high = std::max(range.high, p.mean_ms + p.deviation_ms);
  }
  return range;
}

void draw_single_trials(Ui& ui, const Plot& plot, const Behaviour& behaviour) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto condition = static_cast<std::size_t>(behaviour.timed_condition);
  for (std::size_t b = 0; b < behaviour.trials.size(); ++b) {
    const double produced = double{behaviour.trials[b].time_ms};
    const ImVec2 at(plot.x(double{behaviour.condition(b, condition)}), plot.y(produced));
    if (produced >= 0 && plot.area().Contains(at))
      list->AddCircleFilled(at, 1.5f, faded(ui.colour().accuracy, 0.4f));
  }
}

void record_production(const Ui& ui, const Plot& plot, const Behaviour& behaviour,
                       const Production& made) {
  Figure* figure = record_behaviour(plot, "Produced intervals");
  if (!figure) return;
  const auto condition = static_cast<std::size_t>(behaviour.timed_condition);
  FigureSeries trials = points_of(series(ui, 0), "single trials");
  trials.colour = faded(trials.colour, 0.4f);
  trials.dot = 1.5f;
  for (std::size_t b = 0; b < behaviour.trials.size(); ++b) {
    if (behaviour.trials[b].time_ms < 0) continue;
    trials.xs.push_back(behaviour.condition(b, condition));
    trials.ys.push_back(behaviour.trials[b].time_ms);
  }
  FigureSeries means = points_of(series(ui, 0), "mean ± standard deviation");
  for (const ProducedPoint& p : made.points) {
    means.xs.push_back(px(p.measured_ms));
    means.ys.push_back(px(p.mean_ms));
    means.low.push_back(px(p.mean_ms - p.deviation_ms));
    means.high.push_back(px(p.mean_ms + p.deviation_ms));
  }
  const float low = px(figure->horizontal.low), high = px(figure->horizontal.high);
  FigureSeries equal{.name = "produced = measured",
                     .colour = ui.colour().target,
                     .xs = {low, high},
                     .ys = {low, high},
                     .width = 1.5f,
                     .dash = 4};
  figure->series = {std::move(trials), std::move(equal)};
  if (made.line && !means.xs.empty()) {
    FigureSeries line = line_of(series(ui, 0), "regression");
    for (const float at : {means.xs.front(), means.xs.back()}) {
      line.xs.push_back(at);
      line.ys.push_back(px(made.line->intercept + made.line->slope * double{at}));
    }
    figure->series.push_back(std::move(line));
  }
  figure->series.push_back(std::move(means));
}

/// The means of produced intervals with their deviations, and the line through them.
void draw_produced(Ui& ui, const Plot& plot, const Series& look, const Production& made) {
  if (made.line && !made.points.empty()) {
    const auto y = [&](double x) { return plot.y(made.line->intercept + made.line->slope * x); };
    const double from = made.points.front().measured_ms;
    const double to = made.points.back().measured_ms;
    draw_line(plot, look, {{plot.x(from), y(from)}, {plot.x(to), y(to)}});
  }
  for (const ProducedPoint& p : made.points) {
    draw_interval(plot, look, p.measured_ms, p.mean_ms - p.deviation_ms,
                  p.mean_ms + p.deviation_ms);
    draw_mark(ui, plot, look, p.measured_ms, p.mean_ms);
  }
}

void name_produced(const Series& look, const Production& made, std::string_view ending,
                   std::vector<SeriesName>& names) {
  if (!made.line) return;
  names.push_back({look, "slope " + compact(made.line->slope, 2) + ", bias " +
                             compact(std::round(made.bias_ms)) + " ms" + std::string(ending)});
}

}  // namespace

void chronometric_plot(Ui& ui, const ImRect& area, const Behaviours& shown) {
  const Behaviour& behaviour = shown.intact;
  const std::vector<ChronometricPoint> points = chronometric(behaviour);
  Plot plot(ui, area, strength_range(points), time_range(points));
  std::string axis = behaviour.stimulus_label;
  if (axis.starts_with("Signed ")) axis = capitalised(axis.substr(7));
  plot.axes(behaviour.time_label + ", mean ± standard error", axis, true, 4);
  record_times(ui, plot, points);
  if (points.empty())
    return draw_nothing(ui, area,
                        behaviour.trials.empty() ? "No trials have been measured yet."
                                                 : "The network gave no answer in any trial.");
  const Series right = series(ui, 0);
  const Series wrong = series(ui, 1);
  draw_times(ui, plot, points, &ChronometricPoint::error, wrong);
  draw_times(ui, plot, points, &ChronometricPoint::correct, right);
  std::vector<SeriesName> names{{right, "correct"}, {wrong, "error"}};
  if (shown.altered) {
    draw_times(ui, plot, chronometric(*shown.altered), &ChronometricPoint::correct, altered(right));
    names.push_back({altered(right), "correct, " + std::string(kAltered)});
  }
  draw_names(ui, plot, names, true);
  if (!plot.is_pointed_at()) return;
  const ChronometricPoint& p = nearest_of(plot, points, &ChronometricPoint::strength);
  readout(ui, {plot.x(p.strength), ImGui::GetIO().MousePos.y}, area, axis, compact(p.strength),
          {{right.colour, "correct", time_words(p.correct)},
           {wrong.colour, "error", time_words(p.error)},
           {0, "no answer, in all", grouped(misses(behaviour))}});
}

void production_plot(Ui& ui, const ImRect& area, const Behaviours& shown) {
  const Behaviour& behaviour = shown.intact;
  const Production made = production(behaviour);
  const Range across = interval_range(made.points);
  Plot plot(ui, area, across, produced_range(made.points, across));
  plot.axes(behaviour.time_label + ", mean ± standard deviation",
            axis_label(behaviour, behaviour.timed_condition), true, 4);
  record_production(ui, plot, behaviour, made);
  if (made.points.empty())
    return draw_nothing(ui, area,
                        behaviour.trials.empty()
                            ? "No trials have been measured yet."
                            : "The network produced no interval in any trial.");
  ImDrawList* list = ImGui::GetWindowDrawList();
  dashed(list, {plot.x(across.low), plot.y(across.low)}, {plot.x(across.high), plot.y(across.high)},
         ui.colour().target, 1.5f, 4);
  draw_single_trials(ui, plot, behaviour);
  const Series look = series(ui, 0);
  std::vector<SeriesName> names;
  draw_produced(ui, plot, look, made);
  name_produced(look, made, "", names);
  if (shown.altered) {
    const Production after = production(*shown.altered);
    draw_produced(ui, plot, altered(look), after);
    name_produced(altered(look), after, ", " + std::string(kAltered), names);
  }
  draw_text(ui, {area.Min.x + 8, area.Min.y + 10}, Type::small, ui.colour().text2,
            "dashes: produced = measured");
  draw_names(ui, plot, names, false);
  if (!plot.is_pointed_at()) return;
  const ProducedPoint& p = nearest_of(plot, made.points, &ProducedPoint::measured_ms);
  readout(ui, {plot.x(p.measured_ms), plot.y(p.mean_ms)}, area, "Measured",
          compact(p.measured_ms) + " ms",
          {{look.colour, "produced",
            compact(std::round(p.mean_ms)) + " ± " + compact(std::round(p.deviation_ms)) + " ms"},
           {0, "trials", grouped(p.trials)}});
}

}  // namespace nn4n::playground

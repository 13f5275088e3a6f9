#include <algorithm>
#include <cmath>

#include "analysis/psychometric.h"
#include "playground/panels/panels.h"
#include "playground/plots/plot.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"
#include "playground/words.h"

namespace nn4n::playground {

namespace {

bool measured(const Psychometric& p) {
  return std::any_of(p.points.begin(), p.points.end(),
                     [](const PsychometricPoint& point) { return point.trials > 0; });
}

double largest(const Psychometric& p) {
  double stimulus = 0;
  for (const PsychometricPoint& point : p.points)
    stimulus = std::max(stimulus, std::fabs(double{point.stimulus}));
  return stimulus > 0 ? stimulus : 50;
}

double percent(const PsychometricPoint& point) {
  return 100.0 * point.chosen / std::max(point.trials, 1);
}

void draw_fit(Ui& ui, const Plot& plot, const Psychometric& p) {
  const auto fit = fit_logistic(p.points);
  if (!fit) return;
  std::vector<float> xs, ys;
  for (float at = plot.area().Min.x; at <= plot.area().Max.x; at += 1) {
    xs.push_back(px(plot.value_at_x(at)));
    ys.push_back(px(100 * fit->at(plot.value_at_x(at))));
  }
  plot.curve(xs, ys, ui.colour().accuracy, 2);
}

void draw_point(Ui& ui, const Plot& plot, const PsychometricPoint& point) {
  if (point.trials <= 0) return;
  const Interval interval = wilson(point.chosen, point.trials);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float x = plot.x(point.stimulus);
  const float low = plot.y(100 * interval.low);
  const float high = plot.y(100 * interval.high);
  list->AddLine({x, low}, {x, high}, ui.colour().accuracy, 1.5f);
  list->AddLine({x - 3, low}, {x + 3, low}, ui.colour().accuracy, 1.5f);
  list->AddLine({x - 3, high}, {x + 3, high}, ui.colour().accuracy, 1.5f);
  plot.dot(point.stimulus, percent(point), ui.colour().accuracy, 3.5f);
}

void read_point(Ui& ui, const Plot& plot, const Psychometric& p) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!ImGui::IsWindowHovered() || !plot.area().Contains(mouse)) return;
  const PsychometricPoint* nearest = nullptr;
  for (const PsychometricPoint& point : p.points) {
    const bool closer = !nearest || std::fabs(plot.x(point.stimulus) - mouse.x) <
                                        std::fabs(plot.x(nearest->stimulus) - mouse.x);
    if (point.trials > 0 && closer) nearest = &point;
  }
  if (!nearest) return;
  const Interval interval = wilson(nearest->chosen, nearest->trials);
  plot.dot(nearest->stimulus, percent(*nearest), ui.colour().accuracy, 4.5f);
  readout(
      ui, {plot.x(nearest->stimulus), plot.y(percent(*nearest))}, plot.area(), p.stimulus_label,
      fixed(nearest->stimulus, 1, true),
      {{ui.colour().accuracy, p.choice_label, fixed(percent(*nearest), 1)},
       {0, "95 % interval", fixed(100 * interval.low, 1) + " to " + fixed(100 * interval.high, 1)},
       {0, "trials", grouped(nearest->trials)}});
}

}  // namespace

void psychometric_panel(Ui& ui, const ImRect& box) {
  ui.place("panel.psychometric", box);
  const Psychometric& p = ui.run.snapshot.psychometric;
  const bool none = ui.run.known && p.stimulus_label.empty();
  ImGui::SetCursorScreenPos(box.Min);
  heading(ui, "Psychometric curve");
  const double end = largest(p) * 1.08;
  Plot plot(ui, {{box.Min.x + 34, box.Min.y + 46}, {box.Max.x - 8, box.Max.y - 32}}, {-end, end},
            {0, 100});
  ui.place("plot.psychometric", plot.area());
  if (none) {
    draw_text(ui, box.GetCenter(), Type::control, ui.colour().text2,
              "This task has no psychometric curve.", Align::centre);
    return;
  }
  plot.axes(p.choice_label, p.stimulus_label, true, 3);
  const float zero = std::floor(plot.x(0)) + 0.5f;
  dashed(ImGui::GetWindowDrawList(), {zero, plot.area().Min.y}, {zero, plot.area().Max.y},
         ui.colour().edge, 1, 3);
  if (!measured(p)) {
    draw_text(ui, plot.area().GetCenter(), Type::control, ui.colour().text2,
              "No trials measured yet.", Align::centre);
    return;
  }
  draw_fit(ui, plot, p);
  for (const PsychometricPoint& point : p.points) draw_point(ui, plot, point);
  read_point(ui, plot, p);
}

}  // namespace nn4n::playground

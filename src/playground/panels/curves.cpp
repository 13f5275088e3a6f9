#include <algorithm>
#include <cmath>
#include <numeric>

#include "editing/words.h"
#include "playground/panels/panels.h"
#include "playground/plots/plot.h"

namespace nn4n::playground {

namespace {

constexpr float kLeft = 40, kRight = 20, kCurveTop = 28, kBottom = 40;

ImRect inner(const ImRect& box) {
  return {{box.Min.x + kLeft, box.Min.y + kCurveTop}, {box.Max.x - kRight, box.Max.y - kBottom}};
}

Range iterations(const Run& run) {
  const double last = std::max<double>(run.snapshot.iteration, px(run.losses.size()));
  return {0, std::max(last, 100.0)};
}

/// From a little below the smoothed curve's lowest point to a little above the first losses.
Range loss_range(const Run& run) {
  const auto [low, high] = extent(run.losses);
  if (!(high > 0)) return {0.01, 1, true};
  const double least = std::max<double>(low, high * 1e-8);
  const double up = std::pow(10.0, std::ceil(std::log10(high) - 1e-6));
  const double down = std::min(least / 1.3, up / 20);
  return {down, std::max(up, high * 1.05), true};
}

std::vector<float> iteration_axis(std::size_t count) {
  std::vector<float> xs(count);
  std::iota(xs.begin(), xs.end(), 1.0f);
  return xs;
}

/// The validation that was in force at an iteration, or null.
const Validation* validation_at(const Run& run, double iteration) {
  const auto& all = run.snapshot.validations;
  const Validation* nearest = nullptr;
  for (const Validation& v : all) {
    if (!nearest || std::fabs(v.iteration - iteration) < std::fabs(nearest->iteration - iteration))
      nearest = &v;
  }
  return nearest;
}

/// Where a stage of the curriculum, or another draw of the weights, began.
void mark_course(Ui& ui, const Plot& plot) {
  const std::vector<Validation>& all = ui.run.snapshot.validations;
  const Progress& now = ui.run.snapshot.progress;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const bool last = k + 1 == all.size();
    const int stage = last ? now.stage : all[k + 1].stage;
    const int draw = last ? now.draw : all[k + 1].draw;
    if (draw != all[k].draw) {
      plot.mark(all[k].iteration, "draw " + std::to_string(draw));
    } else if (stage != all[k].stage) {
      plot.mark(all[k].iteration, "stage " + std::to_string(stage + 1));
    }
  }
  if (now.passed_at > 0) plot.mark(now.passed_at, "learnt");
}

void draw_loss(Ui& ui, Plot& plot) {
  plot.axes("Loss (log scale)", "Iteration");
  const std::vector<float> xs = iteration_axis(ui.run.losses.size());
  plot.curve(xs, ui.run.losses, faded(ui.colour().loss, 0.4f), 1);
  plot.curve(xs, ui.run.smooth_losses, ui.colour().loss, 2);
}

void draw_accuracy(Ui& ui, Plot& plot, int trials) {
  plot.axes("Accuracy [%], " + grouped(trials) + " trials", "Iteration");
  const Snapshot& snapshot = ui.run.snapshot;
  const bool known = !snapshot.recurrent.empty();
  if (known && snapshot.pass_accuracy > 0) {
    plot.reference(100 * snapshot.pass_accuracy, ui.colour().text2, 4,
                   "pass " + compact(100 * snapshot.pass_accuracy), true);
  }
  if (known && snapshot.chance_accuracy > 0) {
    plot.reference(100 * snapshot.chance_accuracy, ui.colour().text2, 2,
                   "chance " + compact(100 * snapshot.chance_accuracy), false);
  }
  std::vector<float> xs, ys;
  for (const Validation& v : snapshot.validations) {
    xs.push_back(px(v.iteration));
    ys.push_back(100 * v.accuracy);
  }
  mark_course(ui, plot);
  plot.curve(xs, ys, ui.colour().accuracy, 2);
  if (xs.size() == 1) plot.dot(xs[0], ys[0], ui.colour().accuracy, 3);
}

void read_loss(Ui& ui, const Plot& plot, double at, const ImRect& bounds, bool pointed) {
  const auto k = static_cast<std::size_t>(std::max(at, 1.0)) - 1;
  if (k >= ui.run.losses.size() || !std::isfinite(ui.run.smooth_losses[k])) return;
  plot.cross_hair(at);
  plot.dot(at, ui.run.smooth_losses[k], ui.colour().loss);
  if (!pointed) return;
  readout(ui, {plot.x(at), plot.y(ui.run.smooth_losses[k])}, bounds, "Iteration", grouped(at),
          {{ui.colour().loss, "Loss", compact(ui.run.smooth_losses[k])},
           {faded(ui.colour().loss, 0.4f), "this batch", compact(ui.run.losses[k])}});
}

void read_accuracy(Ui& ui, const Plot& plot, double at, const ImRect& bounds, bool pointed) {
  const Validation* v = validation_at(ui.run, at);
  if (!v) return;
  plot.cross_hair(v->iteration);
  plot.dot(v->iteration, 100 * v->accuracy, ui.colour().accuracy);
  if (!pointed) return;
  readout(ui, {plot.x(v->iteration), plot.y(100 * v->accuracy)}, bounds, "Iteration",
          grouped(v->iteration),
          {{ui.colour().accuracy, "Accuracy", fixed(100 * v->accuracy, 1) + " %"}});
}

void curves_view(Ui& ui, const ImRect& box) {
  const float middle = std::floor(box.GetCenter().x);
  const ImRect left{box.Min, {middle, box.Max.y}};
  const ImRect right{{middle, box.Min.y}, box.Max};
  const auto low = ui.run.snapshot.chance_accuracy;
  double floor_accuracy = low >= 0.45f ? 40 : 0;
  for (const Validation& v : ui.run.snapshot.validations) {
    if (100 * v.accuracy < floor_accuracy) floor_accuracy = v.accuracy < 0.2f ? 0 : 20;
  }
  Plot loss(ui, inner(left), iterations(ui.run), loss_range(ui.run));
  Plot accuracy(ui, inner(right), iterations(ui.run), {floor_accuracy, 100});
  ui.place("plot.loss", loss.area());
  ui.place("plot.accuracy", accuracy.area());
  draw_loss(ui, loss);
  draw_accuracy(ui, accuracy, ui.experiment.training.validation_trials);
  const bool over_loss = loss.is_pointed_at();
  const bool over_accuracy = accuracy.is_pointed_at();
  if (!over_loss && !over_accuracy) return;
  const double at = std::round((over_loss ? loss : accuracy).value_at_x(ImGui::GetIO().MousePos.x));
  read_loss(ui, loss, at, left, over_loss);
  read_accuracy(ui, accuracy, at, right, over_accuracy);
}

constexpr float kCurvesLeast = 124, kCurvesMost = 186;

/// Less where the panels below need the room.
float curves_height(const Ui&, ImVec2 room, float below) {
  return std::clamp(std::min(room.y * 0.29f, room.y - below), kCurvesLeast, kCurvesMost);
}

const RegisteredPanel registered_curves{{.key = "curves",
                                         .title = "Loss and accuracy",
                                         .place = PanelPlace::overview,
                                         .order = 10,
                                         .view = curves_view,
                                         .least = kCurvesLeast,
                                         .height = curves_height}};

}  // namespace

}  // namespace nn4n::playground

#include <algorithm>
#include <cmath>
#include <numeric>

#include "editing/curve_marks.h"
#include "editing/film_view.h"
#include "editing/verdict.h"
#include "editing/words.h"
#include "playground/panels/curves/learning.h"
#include "playground/panels/diagnosis.h"
#include "playground/panels/film.h"
#include "playground/panels/panels.h"
#include "playground/plots/figure.h"
#include "playground/plots/plot.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kLeft = 40, kRight = 20, kCurveTop = 28, kBottom = 40;
constexpr float kNameAbove = 24;  // of a diagnosis, beside what the axis is called

constexpr float kChoice = 72;  // of "last | best", at the right end

constexpr float kNarrow = 180, kShortNames = 50;  // a plot so narrow has levels without numbers

ImRect inner(const ImRect& box) {
  return {{box.Min.x + kLeft, box.Min.y + kCurveTop}, {box.Max.x - kRight, box.Max.y - kBottom}};
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

/// What happened to the run, at the bottom of its curve. `plot_key` names the places.
void draw_marks(Ui& ui, const Plot& plot, const std::string& plot_key) {
  float free = plot.area().Min.x;
  for (const CurveMark& mark : marks_of(ui.experiment, ui.run)) {
    free = plot.mark(mark.iteration, mark.label, free);
    const float line = plot.x(mark.iteration);
    ui.place("mark." + plot_key + "." + mark.key,
             {{line - 4, plot.area().Min.y}, {line + 4, plot.area().Max.y}});
  }
}

/// The marks under the pointer, in words.
void add_marks_at(const Ui& ui, const Plot& plot, std::vector<PointedValue>& readings) {
  constexpr float near = 5;
  const float pointer = ImGui::GetIO().MousePos.x;
  for (const CurveMark& mark : marks_of(ui.experiment, ui.run)) {
    if (std::fabs(plot.x(mark.iteration) - pointer) > near) continue;
    readings.push_back({0, "At " + grouped(mark.iteration) + ": " + mark.words, ""});
  }
}

/// Where the name of the vertical axis stands.
ImRect words_above(const Plot& plot) {
  return {{plot.area().Min.x - 30, plot.area().Min.y - 22},
          {plot.area().Max.x, plot.area().Min.y - 4}};
}

void draw_loss(Ui& ui, Plot& plot, const std::vector<LearningLine>& lines) {
  plot.axes("", "Iteration");
  choose_learning(ui, plot);
  const std::vector<float> xs = iteration_axis(ui.run.losses.size());
  draw_marks(ui, plot, "loss");
  if (ui.view.curves.shown != CurvesShown::loss) return draw_learning(ui, plot, lines);
  plot.curve(xs, ui.run.losses, faded(ui.colour().loss, 0.4f), 1);
  plot.curve(xs, ui.run.smooth_losses, ui.colour().loss, 2);
  words_on_pointing(
      ui, "loss words", words_above(plot),
      "The thin line is the loss of every batch. The bold line follows its course: each "
      "of its points is a straight line through up to 20 batches before and after.");
}

/// Where one chooses whose weights everything else shows; as wide as the room right of the plot.
ImRect choice_box(const Plot& plot, const ImRect& box) {
  const float height = touched() ? 26.0f : 20.0f;
  const float top = plot.area().Min.y - 4 - height;
  return {{box.Max.x - kChoice, top}, {box.Max.x - 4, top + height}};
}

/// Whether the pointer has rested over a control in this box for as long as a tooltip takes.
bool rests_over(const ImRect& box) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  return box.Contains(g.IO.MousePos) && g.HoveredId != 0 && g.ActiveId == 0 &&
         g.HoveredIdTimer >= g.Style.HoverDelayNormal;
}

/// "last | best". The part that is lit is what is shown, so it follows the snapshot and not the
/// click.
void choose_weights(Ui& ui, const ImRect& box) {
  const Snapshot& snapshot = ui.run.snapshot;
  ui.place("accuracy.weights", box);
  const bool best = snapshot.best_shown.iteration > 0;
  const int picked =
      segments(ui, "accuracy.weights", box, {{"last", "last"}, {"best", "best"}}, best ? 1 : 0);
  if (picked >= 0 && (picked == 1) != best) ui.answer(ShowBest{picked == 1});
  if (!rests_over(box) || !ImGui::BeginTooltip()) return;
  paragraph(ui, Type::label, ui.colour().text, shown_weights_sentences(snapshot), 320);
  ImGui::EndTooltip();
}

/// A ring around the validation of the best weights, while these are shown.
void draw_best(Ui& ui, const Plot& plot) {
  const Snapshot& snapshot = ui.run.snapshot;
  const Validation* shown = shown_validation(snapshot);
  if (snapshot.best_shown.iteration == 0 || !shown) return;
  if (plot.x(shown->iteration) < plot.area().Min.x || plot.x(shown->iteration) > plot.area().Max.x)
    return;
  const ImVec2 at(plot.x(shown->iteration), plot.y(100 * double{shown->accuracy}));
  ImGui::GetWindowDrawList()->AddCircle(at, 5, ui.colour().text, 0, 1.5f);
}

std::vector<Figure::Moment> moments_of(const Ui& ui) {
  std::vector<Figure::Moment> moments;
  for (const CurveMark& mark : marks_of(ui.experiment, ui.run))
    moments.push_back({double{1} * mark.iteration, mark.label});
  return moments;
}

void record_loss(Ui& ui, const Plot& plot, const std::vector<LearningLine>& lines) {
  const CurvesChoice& choice = ui.view.curves;
  const bool loss = choice.shown == CurvesShown::loss;
  const std::string words = learning_words(choice);
  Figure* figure =
      plot.record(loss ? "loss" : "learning", choice.shown == CurvesShown::terms ? "Loss terms"
                                              : loss                             ? "Loss"
                                                     : "Norms of gradient and weights");
  if (!figure) return;
  figure->up = words;
  figure->moments = moments_of(ui);
  for (const LearningLine& line : lines)
    figure->series.push_back({.name = line.name,
                              .colour = line.colour,
                              .xs = iteration_axis(line.values.size()),
                              .ys = line.values,
                              .width = line.width,
                              .dash = line.dash});
  if (!loss) return;
  const std::vector<float> xs = iteration_axis(ui.run.losses.size());
  figure->series = {
      {.name = "Loss of each batch",
       .colour = faded(ui.colour().loss, 0.4f),
       .xs = xs,
       .ys = ui.run.losses,
       .width = 1},
      {.name = "Smoothed loss", .colour = ui.colour().loss, .xs = xs, .ys = ui.run.smooth_losses}};
}

void record_accuracy(Ui& ui, const Plot& plot, const std::vector<Plot::Reference>& levels) {
  Figure* figure = plot.record("accuracy", "Accuracy", kReferenceNames);
  if (!figure) return;
  figure->series = {{.name = "Accuracy [%]", .colour = ui.colour().accuracy}};
  for (const Validation& v : ui.run.snapshot.validations) {
    figure->series.front().xs.push_back(px(v.iteration));
    figure->series.front().ys.push_back(100 * v.accuracy);
  }
  figure->levels = levels;
  figure->moments = moments_of(ui);
}

void draw_accuracy(Ui& ui, Plot& plot, bool narrow) {
  const Snapshot& snapshot = ui.run.snapshot;
  const std::string trials = narrow ? "" : trials_words(ui.experiment, snapshot);
  plot.axes("Accuracy [%]" + (trials.empty() ? "" : ", " + trials), "Iteration");
  const bool known = !snapshot.recurrent.empty();
  std::vector<Plot::Reference> levels;
  const double pass = 100 * double{snapshot.pass_accuracy};
  const double chance = 100 * double{snapshot.chance_accuracy};
  if (known && pass > 0) levels.push_back({pass, 4, narrow ? "pass" : "pass " + compact(pass)});
  ImRect words = words_above(plot);
  if (narrow) words.Max.x = plot.area().Max.x + kShortNames - kChoice - 4;
  words_on_pointing(ui, "accuracy words", words, validation_sentences(ui.experiment, snapshot));
  ui.place("accuracy.words", words);
  if (known && chance > 0)
    levels.push_back({chance, 2, narrow ? "chance" : "chance " + compact(chance)});
  plot.references(levels, ui.colour().text2);
  record_accuracy(ui, plot, levels);
  std::vector<float> xs, ys;
  for (const Validation& v : snapshot.validations) {
    xs.push_back(px(v.iteration));
    ys.push_back(100 * v.accuracy);
  }
  draw_marks(ui, plot, "accuracy");
  plot.curve(xs, ys, ui.colour().accuracy, 2);
  if (xs.size() == 1) plot.dot(xs[0], ys[0], ui.colour().accuracy, 3);
  draw_best(ui, plot);
}

/// Where the horizontal axis has no words.
void save_button(Ui& ui, const Plot& plot, const char* key, const char* title) {
  figure_button(ui, {plot.area().Min.x - 38, plot.area().Max.y + 19}, {{key, title}});
}

void read_loss(Ui& ui, const Plot& plot, const std::vector<LearningLine>& lines, double at,
               const ImRect& bounds, bool pointed) {
  std::vector<PointedValue> readings;
  const auto k = static_cast<std::size_t>(std::max(at, 1.0)) - 1;
  float y = plot.area().GetCenter().y;
  for (const LearningLine& line : lines) {
    if (k >= line.values.size() || !std::isfinite(line.values[k])) continue;
    plot.dot(at, double{line.values[k]}, line.colour);
    readings.push_back({line.colour, line.name, compact(double{line.values[k]})});
  }
  const bool loss = ui.view.curves.shown == CurvesShown::loss;
  if (!readings.empty()) plot.cross_hair(at);
  if (loss && k < ui.run.losses.size() && std::isfinite(ui.run.smooth_losses[k])) {
    plot.cross_hair(at);
    plot.dot(at, ui.run.smooth_losses[k], ui.colour().loss);
    y = plot.y(ui.run.smooth_losses[k]);
    readings = {{ui.colour().loss, "Loss", compact(ui.run.smooth_losses[k])},
                {faded(ui.colour().loss, 0.4f), "this batch", compact(ui.run.losses[k])}};
  }
  if (!pointed) return;
  add_marks_at(ui, plot, readings);
  if (!readings.empty()) readout(ui, {plot.x(at), y}, bounds, "Iteration", grouped(at), readings);
}

void read_accuracy(Ui& ui, const Plot& plot, double at, const ImRect& bounds, bool pointed) {
  const Validation* v = validation_at(ui.run, at);
  if (!v) return;
  plot.cross_hair(v->iteration);
  plot.dot(v->iteration, 100 * v->accuracy, ui.colour().accuracy);
  if (!pointed) return;
  std::vector<PointedValue> readings{
      {ui.colour().accuracy, "Accuracy", fixed(100 * v->accuracy, 1) + " %"}};
  add_marks_at(ui, plot, readings);
  readout(ui, {plot.x(v->iteration), plot.y(100 * v->accuracy)}, bounds, "Iteration",
          grouped(v->iteration), readings);
}

/// Which moment is shown, beside the name of the horizontal axis.
void say_moment(Ui& ui, const Plot& plot, float width) {
  const std::string words = moment_words(ui.run);
  if (words.empty()) return;
  const ImVec2 at(plot.area().Min.x - 16, plot.area().Max.y + 28);
  if (text_width(ui, Type::small, words) > width) return;  // the film itself says it
  draw_text(ui, at, Type::small, ui.colour().text, words);
  ui.place("film.words", {{at.x, at.y - 8}, {at.x + text_width(ui, Type::small, words), at.y + 8}});
}

void curves_view(Ui& ui, const ImRect& whole) {
  const ImRect box{whole.Min, {whole.Max.x, whole.Max.y - film_height(whole.GetWidth())}};
  const float middle = std::floor(box.GetCenter().x);
  const ImRect left{box.Min, {middle, box.Max.y}};
  const ImRect right{{middle, box.Min.y}, box.Max};
  const auto low = ui.run.snapshot.chance_accuracy;
  double floor_accuracy = low >= 0.45f ? 40 : 0;
  for (const Validation& v : ui.run.snapshot.validations) {
    if (100 * v.accuracy < floor_accuracy) floor_accuracy = v.accuracy < 0.2f ? 0 : 20;
  }
  const Range shown_part = shown_iterations(ui);
  const std::vector<LearningLine> lines = learning_lines(ui);
  Plot loss(ui, inner(left), shown_part, learning_range(ui, lines, shown_part));
  ImRect named = inner(right);
  const bool narrow = named.GetWidth() < kNarrow;
  named.Max.x += kRight - (narrow ? kShortNames : kReferenceNames);
  Plot accuracy(ui, named, shown_part, {floor_accuracy, 100});
  ui.place("plot.loss", loss.area());
  ui.place("plot.accuracy", accuracy.area());
  draw_loss(ui, loss, lines);
  record_loss(ui, loss, lines);
  draw_accuracy(ui, accuracy, narrow);
  const ImRect choice = choice_box(accuracy, right);
  choose_weights(ui, choice);
  const bool of_loss = ui.view.curves.shown == CurvesShown::loss;
  save_button(ui, loss, of_loss ? "loss" : "learning", of_loss ? "Loss" : "Curves");
  zoom_curves(ui, "loss zoom", loss);
  zoom_curves(ui, "accuracy zoom", accuracy);
  save_button(ui, accuracy, "accuracy", "Accuracy");
  const auto shown = ui.run.film.wanted;
  if (shown && *shown >= shown_part.low && *shown <= shown_part.high) {
    loss.shown_moment(*shown);
    accuracy.shown_moment(*shown);
  }
  say_moment(ui, loss, loss.area().GetWidth() - 20);
  // The film's slider runs over the whole run, whatever part of it the plots show.
  const Plot whole_run(ui, loss.area(), all_iterations(ui.run), {});
  draw_film(ui, {{whole.Min.x, box.Max.y}, whole.Max},
            {whole_run.x(0), whole_run.x(ui.run.snapshot.iteration)});
  draw_diagnoses(ui, "loss", {loss.area().Max.x, loss.area().Min.y - kNameAbove});
  draw_diagnoses(
      ui, "accuracy",
      {std::min(accuracy.area().Max.x, choice.Min.x - 4), accuracy.area().Min.y - kNameAbove});
  const bool over_loss = loss.is_pointed_at();
  const bool over_accuracy = accuracy.is_pointed_at();
  if (!over_loss && !over_accuracy) return;
  const double at = std::round((over_loss ? loss : accuracy).value_at_x(ImGui::GetIO().MousePos.x));
  read_loss(ui, loss, lines, at, left, over_loss);
  read_accuracy(ui, accuracy, at, right, over_accuracy);
}

constexpr float kCurvesLeast = 108, kCurvesMost = 186;

/// In the present window.
float height_of_film() {
  return film_height(ImGui::GetCurrentContext()->CurrentWindow->WorkRect.GetWidth());
}

float curves_need(const Ui&) { return kCurvesLeast + height_of_film(); }

/// Less where the panels below need the room.
float curves_height(const Ui&, ImVec2 room, float below) {
  const float film = film_height(room.x);
  return std::clamp(std::min(room.y * 0.29f, room.y - below) - film, kCurvesLeast, kCurvesMost) +
         film;
}

const RegisteredPanel registered_curves{{.key = "curves",
                                         .title = "Loss and accuracy",
                                         .place = PanelPlace::overview,
                                         .order = 10,
                                         .view = curves_view,
                                         .needs = curves_need,
                                         .height = curves_height}};

}  // namespace

}  // namespace nn4n::playground

// Beside the plot of the dynamics: the spectrum, and the table of fixed and slow points.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "editing/words.h"
#include "playground/panels/dynamics/dynamics.h"
#include "playground/panels/panels.h"
#include "playground/plots/figure.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kRow = 26, kButton = 116;

using Spectrum = std::vector<std::complex<double>>;

/// The point whose Jacobian's spectrum is shown: the chosen one, else the first.
int point_of_spectrum(const Ui& ui, const DynamicsShown& shown) {
  const int chosen = ui.view.dynamics.point;
  if (chosen >= 0 && chosen < static_cast<int>(shown.points.size())) return chosen;
  return shown.points.empty() ? -1 : 0;
}

std::string spectrum_words(const Spectrum& spectrum, bool weights) {
  if (spectrum.empty()) return "It is computed where the input comes to rest.";
  const auto outside = std::count_if(spectrum.begin(), spectrum.end(),
                                     [](const auto& value) { return std::norm(value) > 1; });
  const std::string count = std::to_string(spectrum.size()) + " eigenvalues, ";
  const std::string out =
      (outside == 0 ? "none" : std::to_string(outside)) + " outside the unit circle";
  return count + (weights ? "largest |λ| " + fixed(std::abs(spectrum.front()), 2) : out);
}

/// Under the pointer, λ and how long a deviation along it takes to change by the factor e.
void read_eigenvalue(Ui& ui, const Plot& plot, const Spectrum& spectrum, bool weights) {
  if (!plot.is_pointed_at()) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const std::complex<double>* nearest = nullptr;
  float least = 20;
  for (const auto& value : spectrum) {
    const float distance =
        std::hypot(plot.x(value.real()) - mouse.x, plot.y(value.imag()) - mouse.y);
    if (distance < least) least = distance, nearest = &value;
  }
  if (!nearest) return;
  plot.dot(nearest->real(), nearest->imag(), ui.colour().primary, 4);
  std::vector<PointedValue> values{{0, "|λ|", fixed(std::abs(*nearest), 3)}};
  const double log = std::fabs(std::log(std::abs(*nearest)));
  if (!weights && log > 1e-9)
    values.push_back(
        {0, "e-folding time", grouped(std::round(ui.dynamics.report.dt_ms / log)) + " ms"});
  readout(ui, {plot.x(nearest->real()), plot.y(nearest->imag())}, plot.area(), "λ",
          fixed(nearest->real(), 3, true) + " " + fixed(nearest->imag(), 3, true) + " i", values);
}

void draw_spectrum(Ui& ui, const ImRect& box, const Spectrum& spectrum, bool weights,
                   float strength) {
  const ImRect area{{box.Min.x + 36, box.Min.y + 18}, {box.Max.x - 4, box.Max.y - 54}};
  double reach = 1;
  for (const auto& value : spectrum) reach = std::max(reach, std::abs(value));
  const double ratio = double{area.GetWidth() / area.GetHeight()};
  const double half = 1.12 * reach;
  const double wide = half * std::max(ratio, 1.0), tall = half * std::max(1 / ratio, 1.0);
  Plot plot(ui, area, {-wide, wide}, {-tall, tall});
  ui.place("plot.eigenvalues", area);
  plot.axes("Im λ", "Re λ", true, 5);
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImGui::PushClipRect(area.Min, area.Max, true);
  const float radius = plot.x(1) - plot.x(0);
  list->AddCircle({plot.x(0), plot.y(0)}, radius, ui.colour().edge, 96, 1);
  draw_text(ui, {plot.x(0), plot.y(0.55)}, Type::small, ui.colour().text3, "|λ| < 1",
            Align::centre);
  FigureSeries noted{.name = "λ", .colour = ui.colour().text, .width = 0, .dot = 3};
  for (const auto& value : spectrum) {
    const bool out = !weights && std::norm(value) > 1;
    const ImVec2 at(plot.x(value.real()), plot.y(value.imag()));
    list->AddCircleFilled(at, out ? 5.0f : 3.0f,
                          faded(out ? ui.colour().text : ui.colour().text2, strength * 0.9f), 16);
    if (out) list->AddCircle(at, 8, faded(ui.colour().text, strength), 20, 1.5f);
    noted.xs.push_back(px(value.real()));
    noted.ys.push_back(px(value.imag()));
  }
  ImGui::PopClipRect();
  if (Figure* figure = plot.record("eigenvalues", "Eigenvalues"))
    figure->series.push_back(std::move(noted));
  figure_button(ui, {area.Min.x - 36, area.Max.y + 15}, {{"eigenvalues", "Eigenvalues"}});
  draw_text_within(ui, {box.Min.x, box.Max.y - 8}, box.GetWidth(), Type::small, ui.colour().text2,
                   spectrum_words(spectrum, weights));
  read_eigenvalue(ui, plot, spectrum, weights);
}

void spectrum_part(Ui& ui, const ImRect& box, const DynamicsShown& shown) {
  ImGui::SetCursorScreenPos(box.Min);
  heading(ui, "Eigenvalue spectrum", "map of one time step");
  DynamicsChoice next = ui.view.dynamics;
  const int point = point_of_spectrum(ui, shown);
  const std::string name =
      point < 0 ? "Jacobian" : "Jacobian at " + shown.names[static_cast<std::size_t>(point)];
  const ImRect row{{box.Min.x, box.Min.y + 24}, {box.Max.x, box.Min.y + 24 + kRow}};
  const int picked =
      segments(ui, "dynamics.spectrum", row, {{"jacobian", name}, {"weights", "Recurrent weights"}},
               next.weights ? 1 : 0);
  if (picked >= 0) {
    next.weights = picked == 1;
    ui.answer(ShowDynamics{next});
  }
  static const Spectrum none;
  const Spectrum* spectrum = &none;
  if (next.weights && ui.dynamics.report.weights) spectrum = &*ui.dynamics.report.weights;
  if (!next.weights && point >= 0)
    spectrum = &shown.points[static_cast<std::size_t>(point)].eigenvalues;
  draw_spectrum(ui, {{box.Min.x, row.Max.y + 10}, box.Max}, *spectrum, next.weights,
                shown.strength);
}

// The table ---------------------------------------------------------------------------------

/// Where the columns of a table of this width are: name, kind, and the right ends of the numbers.
struct Columns {
  float name, kind, radius, slowest, distance;
};
Columns columns_of(float left, float right) {
  return {left + 22, left + 52, right - 148, right - 72, right - 6};
}

void head(Ui& ui, const Columns& c, float y) {
  const auto word = [&](float x, std::string_view words, Align align) {
    draw_text(ui, {x, y}, Type::small, ui.colour().text2, words, align);
  };
  word(c.kind, "Kind", Align::left);
  word(c.radius, "Max |λ|", Align::right);
  word(c.slowest, "Slowest [ms]", Align::right);
  word(c.distance, "Distance", Align::right);
}

void table_row(Ui& ui, const ImRect& box, const DynamicsShown& shown, std::size_t k) {
  const DynamicsPoint& point = shown.points[k];
  const Columns c = columns_of(box.Min.x, box.Max.x);
  const std::string key = "dynamics.point[" + std::to_string(k) + "]";
  const ImGuiID id = ImGui::GetID(key.c_str());
  bool hovered = false, held = false;
  const bool chosen = ui.view.dynamics.point == static_cast<int>(k);
  if (ImGui::ItemAdd(box, id) && ImGui::ButtonBehavior(box, id, &hovered, &held)) {
    DynamicsChoice next = ui.view.dynamics;
    next.point = chosen ? -1 : static_cast<int>(k);
    ui.answer(ShowDynamics{next});
  }
  ui.place(key, box);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (chosen || hovered)
    list->AddRectFilled(box.Min, box.Max, chosen ? ui.colour().active : ui.colour().hover, 3);
  const float y = box.GetCenter().y;
  draw_point_sign(ui, {box.Min.x + 10, y}, point, shown.strength);
  const ImU32 ink = faded(ui.colour().text, shown.strength);
  draw_text(ui, {c.name, y}, Type::value, ink, shown.names[k]);
  draw_text_within(ui, {c.kind, y}, c.radius - 52 - c.kind, Type::label, ink, short_kind(point));
  const double dt = ui.dynamics.report.dt_ms;
  const auto slowest = slowest_ms(point, dt);
  const bool known = !point.eigenvalues.empty();
  const auto number = [&](float x, const std::string& words) {
    draw_text(ui, {x, y}, Type::label, ink, words, Align::right);
  };
  number(c.radius, known ? fixed(std::abs(point.eigenvalues.front()), 3) : "–");
  number(c.slowest, slowest ? grouped(std::round(*slowest)) : "–");
  number(c.distance, known ? compact(point.distance) : "–");
  focus_ring(ui, box, id);
}

/// What was computed, when, and from how much; or what went wrong.
std::string status_words(const Ui& ui) {
  const DynamicsView& d = ui.dynamics;
  if (!d.problem.empty()) return d.problem;
  if (!d.report.fixed) return d.asked ? "It is being computed." : "";
  std::string words = "Iteration " + grouped(d.report.iteration) + ", " +
                      grouped(std::round(d.took_ms)) + " ms, " +
                      std::to_string(d.report.fixed->starts) + " starts";
  const auto outliers = std::count_if(d.report.fixed->points.begin(), d.report.fixed->points.end(),
                                      [](const auto& point) { return point.outlier; });
  if (outliers > 0) words += ". Far away, not in the plot: " + std::to_string(outliers);
  if (!ui.stale_dynamics.empty()) words += ". This is " + ui.stale_dynamics;
  const bool live = ui.run.status == Status::training;
  if (live) words += ". It is renewed while the network trains";
  if (d.asked && !live) words += ". It is being computed";
  return words + ".";
}

void status_part(Ui& ui, const ImRect& box) {
  const bool wrong = !ui.dynamics.problem.empty();
  const float left = box.Min.x + (wrong ? 24.0f : 0.0f);
  if (wrong) warning_mark(ui, {box.Min.x + 9, box.Min.y + 12});
  draw_lines(ui, {left, box.Min.y + 2}, box.Max.x - kButton - 12 - left, 3, Type::small,
             wrong ? ui.colour().text : ui.colour().text2, status_words(ui));
  ui.place("dynamics.status", {box.Min, {box.Max.x - kButton - 12, box.Max.y}});
  const ImRect again{{box.Max.x - kButton, box.Min.y + 2}, {box.Max.x, box.Min.y + 2 + kRow + 2}};
  ui.place("dynamics.again", again);
  if (button(ui, "dynamics.again", again, "Search again")) ui.answer(SearchDynamics{});
}

void table_part(Ui& ui, const ImRect& box, const DynamicsShown& shown) {
  ImGui::SetCursorScreenPos(box.Min);
  const auto fixed_count = std::count_if(shown.points.begin(), shown.points.end(),
                                         [](const auto& point) { return point.fixed; });
  const auto slow = static_cast<std::ptrdiff_t>(shown.points.size()) - fixed_count;
  heading(ui, "Fixed and slow points",
          ui.dynamics.report.fixed
              ? std::to_string(fixed_count) + " fixed, " + std::to_string(slow) + " slow"
              : "");
  words_on_pointing(
      ui, "dynamics.table words", {box.Min, {box.Max.x, box.Min.y + 46}},
      "A state nearby comes back to a stable point and leaves a saddle along its "
      "unstable directions. |λ| is of the map of one time step; Slowest is how long a "
      "deviation takes to change by the factor e. Distance is that of the rates from "
      "the nearest state of the trials.");
  head(ui, columns_of(box.Min.x, box.Max.x - 8), box.Min.y + 34);
  const float foot = 54;
  const ImRect rows{{box.Min.x, box.Min.y + 46}, {box.Max.x, box.Max.y - foot}};
  ImGui::SetCursorScreenPos(rows.Min);
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, 8);
  ImGui::BeginChild("dynamics.points", rows.GetSize(), ImGuiChildFlags_NavFlattened,
                    ImGuiWindowFlags_NoBackground);
  const float top = ImGui::GetCursorScreenPos().y;
  const float pitch = touched() ? 44 : kRow;
  for (std::size_t k = 0; k < shown.points.size(); ++k)
    table_row(ui,
              {{rows.Min.x, top + pitch * px(k)}, {rows.Max.x - 8, top + pitch * px(k + 1) - 2}},
              shown, k);
  take_room({{rows.Min.x, top}, {rows.Max.x - 8, top + pitch * px(shown.points.size())}});
  ImGui::EndChild();
  ImGui::PopStyleVar(2);
  if (shown.points.empty() && ui.dynamics.report.fixed)
    draw_text_within(ui, {box.Min.x, rows.Min.y + 16}, box.GetWidth(), Type::label,
                     ui.colour().text2, "No point was found under this input.");
  status_part(ui, {{box.Min.x, box.Max.y - foot + 8}, box.Max});
}

void side_view(Ui& ui, const ImRect& box) { draw_dynamics_side(ui, box, dynamics_shown(ui)); }

const RegisteredPanel registered_side{{.key = "dynamics.side",
                                       .title = "Points",
                                       .place = PanelPlace::beside,
                                       .view = side_view,
                                       .beside = "dynamics"}};

}  // namespace

void draw_dynamics_side(Ui& ui, const ImRect& box, const DynamicsShown& shown) {
  ui.place("panel.dynamics.side", box);
  const float middle = std::floor(box.Min.y + std::min(box.GetHeight() * 0.52f, 470.0f));
  spectrum_part(ui, {box.Min, {box.Max.x, middle - 14}}, shown);
  ImGui::GetWindowDrawList()->AddLine({box.Min.x - 12, middle + 0.5f},
                                      {box.Max.x + 12, middle + 0.5f}, ui.colour().border);
  table_part(ui, {{box.Min.x, middle + 12}, box.Max}, shown);
}

}  // namespace nn4n::playground

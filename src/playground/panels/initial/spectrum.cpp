// The eigenvalues of the recurrent weights before any training.
#include <cmath>
#include <numbers>

#include "editing/words.h"
#include "playground/panels/initial/matrix.h"
#include "playground/plots/plot.h"

namespace nn4n::playground {

namespace {

constexpr float kMostAcross = 1.6f;  // times its height; a wider plot would be empty at the sides
constexpr float kNear = 20;  // an eigenvalue at most so far from the pointer is read [css px]

void circle(const Plot& plot, double radius, ImU32 colour, bool dashes) {
  constexpr int pieces = 96;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int k = 0; k < pieces; ++k) {
    if (dashes && k % 2) continue;
    const double a = 2 * std::numbers::pi * k / pieces;
    const double b = 2 * std::numbers::pi * (k + 1) / pieces;
    list->AddLine({plot.x(radius * std::cos(a)), plot.y(radius * std::sin(a))},
                  {plot.x(radius * std::cos(b)), plot.y(radius * std::sin(b))}, colour);
  }
}

void read_eigenvalue(Ui& ui, const Plot& plot, const Initial& initial) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!plot.is_pointed_at()) return;
  const std::complex<double>* nearest = nullptr;
  float least = kNear;
  for (const auto& value : initial.eigenvalues) {
    const float distance =
        std::hypot(plot.x(value.real()) - mouse.x, plot.y(value.imag()) - mouse.y);
    if (distance < least) least = distance, nearest = &value;
  }
  if (!nearest) return;
  plot.dot(nearest->real(), nearest->imag(), ui.colour().primary, 4);
  readout(ui, {plot.x(nearest->real()), plot.y(nearest->imag())}, plot.area(), "λ",
          fixed(nearest->real(), 3, true) + " " + fixed(nearest->imag(), 3, true) + " i",
          {{0, "|λ|", fixed(std::abs(*nearest), 3)}});
}

}  // namespace

/// Both axes have the same scale, and at least the unit circle is within.
void spectrum_plot(Ui& ui, const Initial& initial, const ImRect& box) {
  const float high = box.GetHeight() - 52;
  const float across_room = std::min(box.GetWidth() - 44, kMostAcross * high);
  const ImVec2 corner(box.Min.x + 36, box.Min.y + 18);
  const ImRect area{corner, {std::floor(corner.x + across_room), corner.y + high}};
  if (area.GetWidth() < 40 || area.GetHeight() < 30) return;
  const double half = 1.12 * std::max(1.0, initial.radius);
  const double across = half * double{area.GetWidth() / area.GetHeight()};
  const double tall = area.GetWidth() < area.GetHeight() ? half * half / across : half;
  const double wide = area.GetWidth() < area.GetHeight() ? half : across;
  Plot plot(ui, area, {-wide, wide}, {-tall, tall});
  ui.place("plot.spectrum", area);
  plot.axes("Im λ", "Re λ", true, 3);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(area.Min, area.Max, true);
  circle(plot, 1, ui.colour().edge, false);
  if (initial.radius > 0) circle(plot, initial.radius, ui.colour().text2, true);
  const ImU32 dots = faded(ui.colour().text, ui.initials.stale() ? 0.4f : 0.75f);
  for (const auto& value : initial.eigenvalues)
    list->AddCircleFilled({plot.x(value.real()), plot.y(value.imag())}, 2.5f, dots);
  list->PopClipRect();
  read_eigenvalue(ui, plot, initial);
}

}  // namespace nn4n::playground

// The eigenvalues of the recurrent weights, before any training and now.
#include <cmath>
#include <numbers>

#include "editing/words.h"
#include "playground/panels/initial/matrix.h"
#include "playground/plots/figure.h"
#include "playground/plots/plot.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kMostAcross = 1.6f;  // times its height; a wider plot would be empty at the sides
constexpr float kNear = 20;  // an eigenvalue at most so far from the pointer is read [css px]
constexpr float kDot = 2.5f, kSmallDot = 2;  // radii; the small one in a low plot [css px]
constexpr float kLow = 200;                  // height of a plot [css px]

/// One of the two spectra that are drawn.
struct Spectrum {
  const std::vector<std::complex<double>>& eigenvalues;
  double radius;
  std::string moment;  ///< "iteration 1,224"
  bool rings;          ///< hollow, else dots
  float dot;           ///< radius; rings lie around it
};

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

ImU32 colour_of(const Ui& ui, const Spectrum& spectrum) {
  if (spectrum.rings) return ui.colour().text2;
  return faded(ui.colour().text, ui.initials.stale() ? 0.4f : 0.85f);
}

void mark(ImDrawList* list, ImVec2 at, const Spectrum& spectrum, ImU32 colour) {
  if (spectrum.rings) return list->AddCircle(at, spectrum.dot + 1, colour, 20, 1);
  list->AddCircleFilled(at, spectrum.dot, colour, 16);
}

void draw_spectrum(Ui& ui, const Plot& plot, const Spectrum& spectrum) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 colour = colour_of(ui, spectrum);
  const ImU32 line = spectrum.rings ? faded(colour, 0.6f) : ui.colour().text;
  if (spectrum.radius > 0) circle(plot, spectrum.radius, line, true);
  for (const auto& value : spectrum.eigenvalues)
    mark(list, {plot.x(value.real()), plot.y(value.imag())}, spectrum, colour);
}

/// What rings and dots are, from right to left in the line above the plot.
void legend(Ui& ui, const std::vector<Spectrum>& spectra, ImVec2 right) {
  for (std::size_t k = spectra.size(); k-- > 0;) {
    const Spectrum& spectrum = spectra[k];
    draw_text(ui, right, Type::small, ui.colour().text2, spectrum.moment, Align::right);
    right.x = std::floor(right.x - text_width(ui, Type::small, spectrum.moment) - 8);
    mark(ImGui::GetWindowDrawList(), right, spectrum, colour_of(ui, spectrum));
    right.x -= 16;
  }
}

void read_eigenvalue(Ui& ui, const Plot& plot, const std::vector<Spectrum>& spectra) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!plot.is_pointed_at()) return;
  const std::complex<double>* nearest = nullptr;
  const Spectrum* of = nullptr;
  float least = kNear;
  for (const Spectrum& spectrum : spectra) {
    for (const auto& value : spectrum.eigenvalues) {
      const float distance =
          std::hypot(plot.x(value.real()) - mouse.x, plot.y(value.imag()) - mouse.y);
      if (distance < least) least = distance, nearest = &value, of = &spectrum;
    }
  }
  if (!nearest) return;
  plot.dot(nearest->real(), nearest->imag(), ui.colour().primary, 4);
  readout(ui, {plot.x(nearest->real()), plot.y(nearest->imag())}, plot.area(), "λ",
          fixed(nearest->real(), 3, true) + " " + fixed(nearest->imag(), 3, true) + " i",
          {{0, "|λ|", fixed(std::abs(*nearest), 3)}, {0, of->moment, ""}});
}

/// What is drawn: the initial spectrum and, unless only that is chosen, the one now.
std::vector<Spectrum> spectra_of(const Ui& ui, const Initial& initial, const WeightsNow& trained,
                                 float dot) {
  const bool alone = ui.view.network.shown == WeightsShown::initial;
  const bool late = trained.spectrum_iteration < trained.iteration &&
                    initial.masks.units > kWithinAFrame;  // computed when training rests
  std::vector<Spectrum> spectra{
      {initial.eigenvalues, initial.radius, initial_moment(ui), true, dot}};
  if (alone) return spectra;
  if (late && trained.spectrum_iteration == 0) {
    static const std::vector<std::complex<double>> none;
    spectra.push_back({none, 0, "now: at the next pause", false, dot});
    return spectra;
  }
  std::string now = "iteration " + grouped(trained.spectrum_iteration);
  if (trained.iteration == 0) now = "now: the same";
  if (late) now += " (newer at a pause)";
  spectra.push_back({trained.eigenvalues, trained.radius, std::move(now), false, dot});
  return spectra;
}

void record_spectrum(const Ui& ui, const Plot& plot, const std::vector<Spectrum>& spectra) {
  Figure* figure = plot.record("spectrum", "Eigenvalues of the recurrent weights");
  for (const Spectrum& spectrum : spectra) {
    if (!figure) return;
    FigureSeries values{.name = spectrum.moment,
                        .colour = colour_of(ui, spectrum),
                        .width = 0,
                        .dot = spectrum.dot};
    for (const auto& value : spectrum.eigenvalues) {
      values.xs.push_back(px(value.real()));
      values.ys.push_back(px(value.imag()));
    }
    figure->series.push_back(std::move(values));
  }
  if (!figure) return;
  FigureSeries unit{.name = "unit circle", .colour = ui.colour().edge, .width = 1, .unnamed = true};
  for (int k = 0; k <= 96; ++k) {
    unit.xs.push_back(px(std::cos(2 * std::numbers::pi * k / 96)));
    unit.ys.push_back(px(std::sin(2 * std::numbers::pi * k / 96)));
  }
  figure->series.push_back(std::move(unit));
}

}  // namespace

/// Both axes have the same scale, at least the unit circle is within, and the choice of what is
/// drawn does not change it.
void spectrum_plot(Ui& ui, const Initial& initial, const WeightsNow& trained, const ImRect& box) {
  const float high = box.GetHeight() - 52;
  const float across_room = std::min(box.GetWidth() - 44, kMostAcross * high);
  const ImVec2 corner(box.Min.x + 36, box.Min.y + 18);
  const ImRect area{corner, {std::floor(corner.x + across_room), corner.y + high}};
  if (area.GetWidth() < 40 || area.GetHeight() < 30) return;
  const double half = 1.12 * std::max({1.0, initial.radius, trained.radius});
  const double across = half * double{area.GetWidth() / area.GetHeight()};
  const double tall = area.GetWidth() < area.GetHeight() ? half * half / across : half;
  const double wide = area.GetWidth() < area.GetHeight() ? half : across;
  const std::vector<Spectrum> spectra =
      spectra_of(ui, initial, trained, area.GetHeight() < kLow ? kSmallDot : kDot);
  Plot plot(ui, area, {-wide, wide}, {-tall, tall});
  ui.place("plot.spectrum", area);
  plot.axes("Im λ", "Re λ", true, 3);
  record_spectrum(ui, plot, spectra);
  figure_button(ui, {area.Min.x - 36, area.Max.y + 15}, {{"spectrum", "Eigenvalues"}});
  ImGui::PushClipRect(area.Min, area.Max, true);
  circle(plot, 1, ui.colour().edge, false);
  for (const Spectrum& spectrum : spectra) draw_spectrum(ui, plot, spectrum);
  ImGui::PopClipRect();
  legend(ui, spectra, {std::max(area.Max.x, box.Max.x - 8), box.Min.y + 6});
  read_eigenvalue(ui, plot, spectra);
}

}  // namespace nn4n::playground

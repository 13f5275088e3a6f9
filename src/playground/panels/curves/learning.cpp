#include "playground/panels/curves/learning.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "editing/words.h"
#include "playground/widgets/row.h"
#include "playground/widgets/series_switch.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"
#include "playground/widgets/zooming.h"

namespace nn4n::playground {

namespace {

constexpr float kNoValue = std::numeric_limits<float>::quiet_NaN();

float on_scale(float value, bool linear) { return linear || value > 0 ? value : kNoValue; }

/// Ink, and in the loss's own hue the first of its terms.
void give_look(const Ui& ui, std::size_t index, bool terms, LearningLine& line) {
  const Tokens& c = ui.colour();
  const std::array<ImU32, 4> colours{terms ? c.loss : c.text, c.text2, c.text, c.edge};
  constexpr std::array<float, 4> dashes{0, 4, 2, 0};
  line.colour = colours[index % colours.size()];
  line.dash = dashes[index % dashes.size()];
}

std::vector<LearningLine> term_lines(const Ui& ui, bool linear) {
  std::vector<LearningLine> lines;
  const std::size_t count = ui.run.term_count;
  if (count == 0 || count != ui.experiment.loss.size()) return lines;
  const std::size_t iterations = ui.run.terms.size() / count;
  for (std::size_t k = 0; k < count; ++k) {
    const std::string name = ui.experiment.loss[k].term.name();
    const Entry* entry = TermCatalogue::registry().find(name);
    LearningLine line{entry ? std::string(entry->label) : name, {}};
    for (std::size_t i = 0; i < iterations; ++i)
      line.values.push_back(on_scale(ui.run.terms[i * count + k], linear));
    give_look(ui, k, true, line);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<LearningLine> norm_lines(const Ui& ui, bool linear) {
  LearningLine gradient{"Gradient", {}}, weights{"Weights", {}};
  for (const StepNorms& norms : ui.run.norms) {
    gradient.values.push_back(on_scale(norms.gradient, linear));
    weights.values.push_back(on_scale(norms.weights, linear));
  }
  give_look(ui, 0, false, gradient);
  give_look(ui, 1, false, weights);
  return {std::move(gradient), std::move(weights)};
}

/// The values of some iterations, numbered from 1.
std::span<const float> between(const std::vector<float>& values, const Range& shown) {
  const double size = px(values.size());
  const auto first = static_cast<std::size_t>(std::clamp(shown.low - 1, 0.0, size));
  const auto last = static_cast<std::size_t>(std::clamp(std::ceil(shown.high), 0.0, size));
  return std::span(values).subspan(first, std::max(last, first) - first);
}

/// From a little below the lowest value to a little above the highest.
Range logarithmic_range(double low, double high) {
  if (!(high > 0)) return {0.01, 1, true};
  const double least = std::max(low, high * 1e-8);
  const double up = std::pow(10.0, std::ceil(std::log10(high) - 1e-6));
  const double down = std::min(least / 1.3, up / 20);
  return {down, std::max(up, high * 1.05), true};
}

Range linear_range(double low, double high) {
  if (!(high > low)) return {std::min(low, 0.0), std::max(high, 1e-6) * 1.05};
  const double room = (high - low) * 0.05;
  return {low >= 0 ? 0 : low - room, high + room};
}

constexpr std::array<std::string_view, 3> kWhat{"Loss", "Loss terms", "Norms"};

}  // namespace

std::vector<LearningLine> learning_lines(const Ui& ui) {
  const CurvesChoice& choice = ui.view.curves;
  if (choice.shown == CurvesShown::terms) return term_lines(ui, choice.linear);
  if (choice.shown == CurvesShown::norms) return norm_lines(ui, choice.linear);
  return {};
}

Range learning_range(const Ui& ui, const std::vector<LearningLine>& lines, const Range& shown) {
  auto [low, high] = extent(between(ui.run.losses, shown));
  if (ui.view.curves.shown != CurvesShown::loss) {
    low = std::numeric_limits<float>::max();
    high = -low;
    for (const LearningLine& line : lines) {
      const auto part = between(line.values, shown);
      if (std::none_of(part.begin(), part.end(), [](float v) { return std::isfinite(v); }))
        continue;
      const auto [least, most] = extent(part);
      low = std::min(low, least), high = std::max(high, most);
    }
    if (low > high) low = high = 0;
  }
  return ui.view.curves.linear ? linear_range(double{low}, double{high})
                               : logarithmic_range(double{low}, double{high});
}

void draw_learning(Ui& ui, const Plot& plot, const std::vector<LearningLine>& lines) {
  float above = plot.area().Min.y + 8;
  for (const LearningLine& line : lines) {
    std::vector<float> xs(line.values.size());
    std::iota(xs.begin(), xs.end(), 1.0f);
    const std::string key = "curves." + line.name;
    if (!is_hidden(ui, key)) plot.curve(xs, line.values, line.colour, line.width, line.dash);
    const float right = plot.area().Max.x - 4, wide = text_width(ui, Type::small, line.name);
    const float left = right - wide - 24;
    ImGui::GetWindowDrawList()->AddRectFilled({left - 3, above - 7}, {right + 2, above + 7},
                                              faded(ui.colour().plot, 0.8f));
    const ImU32 ink = series_switch(ui, key, {{left - 3, above - 7}, {right + 2, above + 7}});
    const ImVec2 sample[]{{left, above}, {left + 18, above}};
    if (!is_hidden(ui, key))
      line_through(ImGui::GetWindowDrawList(), sample, line.colour, line.width, line.dash);
    draw_text(ui, {right, above}, Type::small, ink, line.name, Align::right);
    above += 14;
  }
  if (!lines.empty()) return;
  draw_text(ui, plot.area().GetCenter(), Type::small, ui.colour().text3, "Not known yet",
            Align::centre);
}

std::string learning_words(const CurvesChoice& choice) {
  return std::string(kWhat[static_cast<std::size_t>(choice.shown)]) +
         (choice.linear ? " (linear)" : " (log scale)");
}

void choose_learning(Ui& ui, const Plot& plot) {
  std::vector<Option> options;
  for (std::size_t what = 0; what < kWhat.size(); ++what) {
    for (const bool linear : {false, true}) {
      CurvesChoice one;
      one.shown = static_cast<CurvesShown>(what);
      one.linear = linear;
      options.push_back({"curves." + std::string(kCurvesShown[what]) + (linear ? ".linear" : ""),
                         learning_words(one)});
    }
  }
  const CurvesChoice& now = ui.view.curves;
  const ImRect& area = plot.area();
  const float height = touched() ? 28.0f : 18.0f;
  const float width =
      std::min(text_width(ui, Type::small, learning_words(now)) + 4, area.GetWidth() + 30);
  const ImRect menu{{area.Min.x - 30, area.Min.y - 12 - height / 2},
                    {area.Min.x - 30 + width, area.Min.y - 12 + height / 2}};
  ui.place("curves.shown", menu);
  const int chosen = 2 * static_cast<int>(now.shown) + (now.linear ? 1 : 0);
  const int picked = word_menu(ui, "curves.shown", menu, learning_words(now), options, chosen);
  if (picked < 0) return;
  CurvesChoice next = now;
  next.shown = static_cast<CurvesShown>(picked / 2);
  next.linear = picked % 2 == 1;
  ui.answer(ShowCurves{next});
}

Range all_iterations(const Run& run) {
  double last = std::max<double>(run.snapshot.iteration, px(run.losses.size()));
  if (const auto events = run.events.find(run.serial); events != run.events.end())
    for (const CurveMark& mark : events->second) last = std::max<double>(last, mark.iteration);
  return {0, std::max(last, 100.0)};
}

Range shown_iterations(const Ui& ui) {
  const Range all = all_iterations(ui.run);
  const Zoom& zoom = ui.view.curves.zoom;
  return {zoom.x * all.high, (zoom.x + 1 / zoom.scale) * all.high};
}

void zoom_curves(Ui& ui, const char* name, const Plot& plot) {
  const ImGuiID id = ImGui::GetID(name);
  bool hovered = false, held = false;
  if (!ImGui::ItemAdd(plot.area(), id)) return;
  ImGui::ButtonBehavior(plot.area(), id, &hovered, &held);
  focus_ring(ui, plot.area(), id);
  CurvesChoice next = ui.view.curves;
  next.zoom = zoomed_by_hand(plot.area(), id, hovered, held, next.zoom, true);
  if (!(next == ui.view.curves)) ui.answer(ShowCurves{next});
}

}  // namespace nn4n::playground

// How often each value of the matrix occurs, over the colour bar.
#include <algorithm>
#include <array>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/weights/weights.h"
#include "playground/plots/colour_bar.h"
#include "playground/plots/figure.h"
#include "playground/plots/plot.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kBarHeight = 10, kBarFoot = 16;
constexpr int kLogFrom = 20;  // counts up to here are shown on a linear axis

ImU32 group_colour(const Ui& ui, std::size_t group) {
  return group == 0 ? ui.colour().exc : group == 1 ? ui.colour().inh : ui.colour().text2;
}

constexpr std::array<std::string_view, 3> kGroups{"from E units", "from I units", "synapses"};

Range count_range(const Histogram& h) {
  const int most = std::max(h.most(), 1);
  return {most > kLogFrom ? 0.7 : 0.0, most * 1.25, most > kLogFrom};
}

/// The groups of a bin stand on each other, E below.
void draw_bins(Ui& ui, const Plot& plot, const Histogram& h, double floor) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int k = 0; k < h.bins(); ++k) {
    int below = 0;
    for (std::size_t group = 0; group < h.counts.size(); ++group) {
      const int count = h.counts[group][static_cast<std::size_t>(k)];
      if (count == 0) continue;
      const float left = std::floor(plot.x(h.edge(k))) + 0.5f;
      const float right = std::max(left + 1, std::floor(plot.x(h.edge(k + 1))) - 0.5f);
      const float bottom = below == 0 ? plot.area().Max.y : plot.y(std::max(below * 1.0, floor));
      list->AddRectFilled({left, plot.y(below + count * 1.0)}, {right, bottom},
                          group_colour(ui, group));
      below += count;
    }
  }
}

/// "0.10 to 0.15"
std::string bin_words(const Histogram& h, int k) {
  const auto edge = [&](int at) { return compact(h.edge(at), 3); };
  if (k == 0 && h.beyond > 0) return "up to " + edge(1);
  if (k == h.bins() - 1 && h.beyond > 0) return "from " + edge(k);
  return edge(k) + " to " + edge(k + 1);
}

void read_bin(Ui& ui, const Plot& plot, const Histogram& h, const ImRect& bounds) {
  if (!plot.is_pointed_at() || h.total == 0) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const double share = (plot.value_at_x(mouse.x) - h.low) / (h.high - h.low);
  const int k = std::clamp(static_cast<int>(std::floor(share * h.bins())), 0, h.bins() - 1);
  const ImRect bin{{plot.x(h.edge(k)), plot.area().Min.y},
                   {plot.x(h.edge(k + 1)), plot.area().Max.y}};
  ImGui::GetWindowDrawList()->AddRect(bin.Min, bin.Max, ui.colour().text2);
  ui.place("weights.bin", bin);
  std::vector<PointedValue> readings;
  std::string words = bin_words(h, k);
  for (std::size_t group = 0; group < h.counts.size(); ++group) {
    const int count = h.counts[group][static_cast<std::size_t>(k)];
    const std::vector<int>& all = h.counts[group];
    if (std::all_of(all.begin(), all.end(), [](int each) { return each == 0; })) continue;
    readings.push_back({group_colour(ui, group), std::string(kGroups[group]), grouped(count)});
    words += ", " + std::string(kGroups[group]) + " " + grouped(count);
  }
  ui.matrix.pointed = words;
  readout(ui, mouse, bounds, "Value", bin_words(h, k), readings);
}

void record_histogram(const Plot& plot, const Ui& ui, const Histogram& h) {
  Figure* figure = plot.record("weights-histogram", matrix_title(ui.view.matrix) + ", histogram");
  if (!figure) return;
  for (std::size_t group = 0; group < h.counts.size(); ++group) {
    FigureSeries series{.name = std::string(kGroups[group]), .colour = group_colour(ui, group)};
    bool any = false;
    for (int k = 0; k < h.bins(); ++k) {
      const int count = h.counts[group][static_cast<std::size_t>(k)];
      any = any || count > 0;
      series.xs.push_back(px((h.edge(k) + h.edge(k + 1)) / 2));
      series.ys.push_back(px(count));
    }
    if (any) figure->series.push_back(std::move(series));
  }
}

}  // namespace

void draw_histogram(Ui& ui, const ImRect& box, const MatrixNumbers& m, bool large) {
  const float names = large ? 34.0f : 0.0f;
  const float bar_top = box.Max.y - kBarHeight - kBarFoot;
  const ImRect area{{box.Min.x + names, box.Min.y + (large ? 22 : 0)}, {box.Max.x, bar_top - 3}};
  if (area.GetHeight() >= 12 && m.histogram.bins() > 0) {
    const Range counts = count_range(m.histogram);
    Plot plot(ui, area, {m.histogram.low, m.histogram.high}, counts);
    if (large) plot.axes(counts.logarithmic ? "Synapses (log scale)" : "Synapses", "", false, 4);
    draw_bins(ui, plot, m.histogram, counts.low);
    ui.place("plot.weights_histogram", area);
    record_histogram(plot, ui, m.histogram);
    read_bin(ui, plot, m.histogram, {box.Min, {box.Max.x, box.Max.y + 40}});
  }
  weight_bar(ui, {{area.Min.x, bar_top}, {area.Max.x, bar_top + kBarHeight}}, double{m.range});
}

}  // namespace nn4n::playground

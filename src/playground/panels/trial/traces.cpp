// The rows of the sample trial that are drawn as lines: inputs, and outputs against their targets.
#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/trial/rows.h"
#include "playground/plots/channel_colours.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

/// The times of the steps' middles.
std::vector<float> times_of(const SampleTrial& trial) {
  std::vector<float> times;
  for (int t = 0; t < trial.steps; ++t) times.push_back((px(t) + 0.5f) * trial.dt_ms);
  return times;
}

/// A staircase: an input keeps its value for a whole step.
void draw_input(const Plot& plot, std::span<const float> values, float dt_ms, ImU32 colour,
                bool dashes) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  std::vector<ImVec2> line;
  for (std::size_t t = 0; t < values.size(); ++t) {
    const float y = plot.y(values[t]);
    line.push_back({plot.x(px(t) * dt_ms), y});
    line.push_back({plot.x(px(t + 1) * dt_ms), y});
  }
  if (!dashes) {
    list->AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, 1.5f);
    return;
  }
  for (std::size_t k = 1; k < line.size(); ++k) {
    if (k % 2 == 1) dashed(list, line[k - 1], line[k], colour, 1.5f, 4);
    if (k % 2 == 0 && std::fabs(line[k].y - line[k - 1].y) > 4)
      dashed(list, line[k - 1], line[k], colour, 1.5f, 3);
  }
}

/// Dashes where the target is scored.
void draw_targets(Ui& ui, const Plot& plot, const SampleTrial& trial) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (std::size_t o = 0; o < trial.output_names.size(); ++o) {
    const auto target = row_of(trial.targets, trial.steps, o);
    const auto mask = row_of(trial.mask, trial.steps, o);
    for (std::size_t t = 0; t < std::min(target.size(), mask.size());) {
      std::size_t end = t + 1;
      while (end < target.size() && target[end] == target[t] && (mask[end] > 0) == (mask[t] > 0))
        ++end;
      const float y = std::floor(plot.y(target[t])) + 0.5f;
      if (mask[t] > 0)
        dashed(list, {plot.x(px(t) * trial.dt_ms), y}, {plot.x(px(end) * trial.dt_ms), y},
               ui.colour().target, 1.5f, 4);
      t = end;
    }
  }
}

/// A name at its line's end; `value` is never cut.
struct Name {
  float y;
  std::string words, value;
  ImU32 colour;
  bool dashes;
};

void draw_name(Ui& ui, const Name& name, float x) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = std::floor(name.y) + 0.5f;
  if (name.dashes)
    dashed(list, {x, y}, {x + 12, y}, name.colour, 1.5f, 3);
  else
    list->AddLine({x, y}, {x + 10, y}, name.colour, 2);
  const float room = kTrialLegend - 20 - text_width(ui, Type::small, name.value);
  draw_text_within(ui, {x + 16, y}, room, Type::small, ui.colour().text2, name.words);
  const float end = std::min(text_width(ui, Type::small, name.words), room);
  draw_text(ui, {x + 16 + end, y}, Type::small, ui.colour().text2, name.value);
}

/// The names at the lines' ends, pushed apart until none covers another.
void output_names(Ui& ui, const Plot& plot, const SampleTrial& trial) {
  std::vector<Name> names;
  for (std::size_t o = 0; o < std::min<std::size_t>(trial.output_names.size(), 4); ++o) {
    const auto values = row_of(trial.outputs, trial.steps, o);
    if (values.empty()) continue;
    names.push_back({.y = plot.y(values.back()),
                     .words = capitalised(trial.output_names[o]),
                     .value = " " + brief(values.back(), 2),
                     .colour = output_colour(ui, o),
                     .dashes = false});
  }
  names.push_back({.y = plot.area().GetCenter().y,
                   .words = "target",
                   .value = "",
                   .colour = ui.colour().target,
                   .dashes = true});
  std::stable_sort(names.begin(), names.end(),
                   [](const Name& a, const Name& b) { return a.y < b.y; });
  float least = plot.area().Min.y + 2;
  for (Name& name : names) least = (name.y = std::max(name.y, least)) + 16;
  float most = plot.area().Max.y + 4;
  for (std::size_t i = names.size(); i-- > 0;)
    most = (names[i].y = std::min(names[i].y, most)) - 16;
  for (const Name& name : names) draw_name(ui, name, plot.area().Max.x + 6);
}

}  // namespace

void inputs_row(Ui& ui, const ImRect& row) {
  const SampleTrial& trial = ui.run.snapshot.trial;
  if (trial.input_names.empty()) {
    draw_text_within(ui, {row.Min.x - kTrialNames, row.GetCenter().y}, row.GetWidth() + kTrialNames,
                     Type::label, ui.colour().text2,
                     "This task has no inputs: the network makes its outputs by itself.");
    return;
  }
  const auto [low, high] = extent(trial.inputs);
  Plot plot(ui, row, {0, duration_ms(trial)}, {std::min(low, 0.0f), std::max(high, 1.0f) * 1.08});
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (const double level : {0.0, 1.0}) {
    const float y = std::floor(plot.y(level)) + 0.5f;
    list->AddLine({row.Min.x, y}, {row.Max.x, y}, level == 0 ? ui.colour().edge : ui.colour().grid);
    draw_text(ui, {row.Min.x - 8, y}, Type::small, ui.colour().text2, level == 0 ? "0" : "1",
              Align::right);
  }
  list->AddLine({row.Min.x + 0.5f, row.Min.y}, {row.Min.x + 0.5f, row.Max.y}, ui.colour().edge);
  const std::size_t channels = trial.input_names.size();
  for (std::size_t i = channels; i-- > 0;) {
    draw_input(plot, row_of(trial.inputs, trial.steps, i), trial.dt_ms,
               input_colour(ui, trial.input_names, i), is_fixation(trial.input_names[i]));
  }
  row_name(ui, row, "Inputs", grouped(px(channels)) + (channels == 1 ? " channel" : " channels"));
  for (std::size_t i = 0; i < std::min<std::size_t>(channels, 3); ++i) {
    const float y = row.Min.y + 6 + 16 * px(i);
    const bool rest = i == 2 && channels > 3;
    const std::string name =
        rest ? "and " + grouped(px(channels - 2)) + " more" : capitalised(trial.input_names[i]);
    if (!rest)
      list->AddLine({row.Max.x + 8, y}, {row.Max.x + 18, y}, input_colour(ui, trial.input_names, i),
                    2);
    draw_text_within(ui, {row.Max.x + (rest ? 8.0f : 24.0f), y}, kTrialLegend - 24, Type::small,
                     ui.colour().text2, name);
  }
}

Plot outputs_plot(Ui& ui, const ImRect& row) {
  const SampleTrial& trial = ui.run.snapshot.trial;
  const auto [low, high] = extent(trial.outputs);
  const auto [below, above] = extent(trial.targets);
  const double down = std::min(low, below);
  const double up = std::max(high, above);
  const double margin = std::max(0.05, 0.08 * (up - down));
  return Plot(ui, row, {0, duration_ms(trial)}, {std::min(down - margin, -0.05), up + margin});
}

void outputs_row(Ui& ui, Plot& plot) {
  const SampleTrial& trial = ui.run.snapshot.trial;
  plot.axes("", "Time [ms]", true, plot.area().GetHeight() < 60 ? 2 : 3);
  draw_targets(ui, plot, trial);
  const std::vector<float> times = times_of(trial);
  for (std::size_t o = trial.output_names.size(); o-- > 0;) {
    plot.curve(times, row_of(trial.outputs, trial.steps, o), output_colour(ui, o), 2);
  }
  row_name(ui, plot.area(), "Outputs", "vs target");
  output_names(ui, plot, trial);
}

}  // namespace nn4n::playground

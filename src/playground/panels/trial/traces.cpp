// The rows of the sample trial that are drawn as lines: inputs, and outputs against their targets.
#include <algorithm>
#include <array>
#include <cmath>

#include "base/hash.h"
#include "editing/verdict.h"
#include "editing/words.h"
#include "playground/panels/trial/rows.h"
#include "playground/plots/channel_colours.h"
#include "playground/plots/figure.h"
#include "playground/widgets/series_switch.h"
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
void draw_input(const Plot& plot, std::span<const float> values, float dt_ms,
                const ChannelLook& look) {
  std::vector<ImVec2> line;
  for (std::size_t t = 0; t < values.size(); ++t) {
    const float y = plot.y(values[t]);
    line.push_back({plot.x(px(t) * dt_ms), y});
    line.push_back({plot.x(px(t + 1) * dt_ms), y});
  }
  line_through(ImGui::GetWindowDrawList(), line, look.colour, 1.5f, look.dash);
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

/// A sample of a channel's line, and its name beside it; `value` is never cut.
struct Name {
  float y;
  std::string words, value;
  ChannelLook look;
  ImU32 ink = 0;  ///< of the words; 0 = the usual one
};

void draw_name(Ui& ui, const Name& name, float x) {
  const float y = std::floor(name.y) + 0.5f;
  const std::array<ImVec2, 2> sample{ImVec2(x, y), ImVec2(x + 12, y)};
  line_through(ImGui::GetWindowDrawList(), sample, name.look.colour, 2,
               std::min(name.look.dash, 3.0f));
  const float room = trial_legend(ui) - 20 - text_width(ui, Type::small, name.value);
  const ImU32 ink = name.ink ? name.ink : ui.colour().text2;
  draw_text_within(ui, {x + 16, y}, room, Type::small, ink, name.words);
  const float end = std::min(text_width(ui, Type::small, name.words), room);
  draw_text(ui, {x + 16 + end, y}, Type::small, ui.colour().text2, name.value);
}

/// The names at the lines' ends below the moment of their values, pushed apart until none covers
/// another.
void output_names(Ui& ui, const Plot& plot, const SampleTrial& trial) {
  const float x = plot.area().Max.x + 6;
  draw_text(ui, {x, plot.area().Min.y + 2}, Type::small, ui.colour().text3,
            moment_of_values(trial));
  const std::vector<float> values = values_named(trial);
  std::vector<Name> names;
  for (std::size_t o = 0; o < std::min(trial.output_names.size(), values.size()); ++o) {
    names.push_back({.y = plot.y(values[o]),
                     .words = capitalised(trial.output_names[o]),
                     .value = " " + brief(values[o], 2),
                     .look = output_look(ui, o)});
  }
  names.push_back({.y = plot.area().GetCenter().y,
                   .words = "target",
                   .value = "",
                   .look = {ui.colour().target, 4}});
  std::stable_sort(names.begin(), names.end(),
                   [](const Name& a, const Name& b) { return a.y < b.y; });
  const float top = plot.area().Min.y + 18;
  const float bottom = plot.area().Max.y + 4;
  const float pitch =
      std::min(16.0f, (bottom - top) / px(std::max<std::size_t>(names.size(), 2) - 1));
  float least = top;
  for (Name& name : names) least = (name.y = std::max(name.y, least)) + pitch;
  float most = bottom;
  for (std::size_t i = names.size(); i-- > 0;)
    most = (names[i].y = std::min(names[i].y, most)) - pitch;
  for (const Name& name : names) draw_name(ui, name, x);
}

/// The steps over which the outputs' means are judged, as a bar below the time axis.
void judged_bar(Ui& ui, const Plot& plot, const SampleTrial& trial) {
  if (!judged_by_means(trial)) return;
  const ImRect bar{{plot.x(double{trial.dt_ms} * trial.judged_from), plot.area().Max.y + 1},
                   {plot.x(double{trial.dt_ms} * trial.judged_to), plot.area().Max.y + 4}};
  ImGui::GetWindowDrawList()->AddRectFilled(bar.Min, bar.Max, ui.colour().text2);
  ui.place("trial.judged", bar);
}

// Inputs ------------------------------------------------------------------------------------------

std::string input_key(const SampleTrial& trial, std::size_t channel) {
  return "input." + trial.input_names[channel];
}

/// The step at which a channel is farthest from its neighbours; of equally good ones the one that
/// is nearest to the channel's own part of the trial.
int label_step(const SampleTrial& trial, std::size_t channel) {
  const std::size_t channels = trial.input_names.size();
  const float own = (px(channel) + 0.5f) / px(channels) * px(trial.steps);
  int best = 0;
  float most = -INFINITY;
  const auto mine = row_of(trial.inputs, trial.steps, channel);
  for (int t = 1; t + 1 < trial.steps; ++t) {
    const auto at = static_cast<std::size_t>(t);
    float nearest = 0.25f;  // more distance does not help
    for (std::size_t k = 0; k < channels; ++k) {
      if (k != channel)
        nearest = std::min(nearest, std::fabs(row_of(trial.inputs, trial.steps, k)[at] - mine[at]));
    }
    const float good = nearest - 0.3f * std::fabs(px(t) - own) / px(trial.steps);
    if (good <= most) continue;
    most = good;
    best = t;
  }
  return best;
}

/// The channel's number, on its line and before its name.
void label_line(Ui& ui, const Plot& plot, const SampleTrial& trial, std::size_t channel) {
  const int step = label_step(trial, channel);
  const float value = row_of(trial.inputs, trial.steps, channel)[static_cast<std::size_t>(step)];
  const std::string number = grouped(px(channel + 1));
  const ImVec2 at(plot.x((px(step) + 0.5f) * trial.dt_ms), plot.y(value));
  const float half = text_width(ui, Type::small, number) / 2 + 2;
  ImGui::GetWindowDrawList()->AddRectFilled({at.x - half, at.y - 6}, {at.x + half, at.y + 6},
                                            ui.colour().plot, 3);
  draw_text(ui, at, Type::small, ui.colour().text, number, Align::centre);
  ui.place("input.label." + number, {{at.x - half, at.y - 6}, {at.x + half, at.y + 6}});
}

void input_lines(Ui& ui, const Plot& plot, const ImRect& row) {
  const SampleTrial& trial = ui.snapshot.trial;
  for (const double level : {0.0, 1.0}) {
    const float y = std::floor(plot.y(level)) + 0.5f;
    ImGui::GetWindowDrawList()->AddLine({row.Min.x, y}, {row.Max.x, y},
                                        level == 0 ? ui.colour().edge : ui.colour().grid);
    draw_text(ui, {row.Min.x - 8, y}, Type::small, ui.colour().text2, level == 0 ? "0" : "1",
              Align::right);
  }
  const std::size_t channels = trial.input_names.size();
  for (std::size_t i = channels; i-- > 0;) {
    if (is_hidden(ui, input_key(trial, i))) continue;
    draw_input(plot, row_of(trial.inputs, trial.steps, i), trial.dt_ms,
               input_look(ui, trial.input_names, i));
  }
  for (std::size_t i = 0; channels > kFewInputs && i < channels; ++i) {
    if (!is_hidden(ui, input_key(trial, i))) label_line(ui, plot, trial, i);
  }
}

/// More channels than lines can show: one row of colour for each.
void input_rows(Ui& ui, const ImRect& row) {
  const SampleTrial& trial = ui.snapshot.trial;
  const std::size_t channels = trial.input_names.size();
  const float high = extent(trial.inputs).second;
  const float range = high > 0 ? high : 1;
  const std::uint64_t key =
      hash_bytes(trial.inputs.data(), trial.inputs.size() * sizeof(float),
                 hash_bytes(ui.theme.sequential->data(), sizeof *ui.theme.sequential));
  const ImTextureRef picture =
      ui.pictures.get("inputs", trial.steps, static_cast<int>(channels), key, [&](Pixels pixels) {
        for (std::size_t k = 0; k < pixels.size(); ++k)
          pixels[k] = colour_at(*ui.theme.sequential, std::fabs(trial.inputs[k]) / range);
      });
  ImGui::GetWindowDrawList()->AddImage(picture, row.Min, row.Max);
}

/// Every channel's name. Where a row of colour is too low for its name, that of every second or
/// third row stands there, and the read-out has all.
void input_names(Ui& ui, const ImRect& row) {
  const SampleTrial& trial = ui.snapshot.trial;
  const std::size_t channels = trial.input_names.size();
  const bool lines = channels <= kMostLines;
  const float pitch = lines ? std::min(16.0f, (row.GetHeight() + 4) / px(channels))
                            : row.GetHeight() / px(channels);
  const auto every = lines ? std::size_t{1} : static_cast<std::size_t>(std::ceil(11 / pitch));
  for (std::size_t i = 0; i < channels; i += every) {
    const float y = row.Min.y + (lines ? 6 : pitch / 2) + pitch * px(i);
    const bool numbered = inputs_numbered(trial);
    const std::string name =
        (numbered ? grouped(px(i + 1)) + " " : "") + capitalised(trial.input_names[i]);
    ui.place("input.name." + grouped(px(i + 1)), {{row.Max.x + 8, y - 6}, {row.Max.x + 84, y + 6}});
    if (lines) {
      const float half = std::min(pitch, 16.0f) / 2, right = row.Max.x + trial_legend(ui);
      const ImU32 ink =
          series_switch(ui, input_key(trial, i), {{row.Max.x + 6, y - half}, {right, y + half}});
      draw_name(ui,
                {.y = y,
                 .words = name,
                 .value = "",
                 .look = input_look(ui, trial.input_names, i),
                 .ink = ink},
                row.Max.x + 8);
    } else {
      draw_text_within(ui, {row.Max.x + 8, y}, trial_legend(ui) - 8, Type::small, ui.colour().text2,
                       name);
    }
  }
}

std::vector<float> copy_of(std::span<const float> values) { return {values.begin(), values.end()}; }

/// Of the plot of the inputs, also where they are drawn as rows of colour.
void record_inputs(Ui& ui, const Plot& plot) {
  Figure* figure = plot.record("inputs", "Inputs of the sample trial", trial_legend(ui));
  if (!figure) return;
  const SampleTrial& trial = ui.snapshot.trial;
  figure->across = "Time [ms]";
  figure->up = "Input; iteration " + grouped(ui.snapshot.iteration);
  for (std::size_t i = 0; i < trial.input_names.size(); ++i) {
    const ChannelLook look = input_look(ui, trial.input_names, i);
    figure->series.push_back({.name = capitalised(trial.input_names[i]),
                              .colour = look.colour,
                              .xs = times_of(trial),
                              .ys = copy_of(row_of(trial.inputs, trial.steps, i)),
                              .width = 1.5f,
                              .dash = look.dash,
                              .steps = true});
  }
}

void record_outputs(Ui& ui, const Plot& plot) {
  Figure* figure = plot.record("outputs", "Outputs of the sample trial", trial_legend(ui));
  if (!figure) return;
  const SampleTrial& trial = ui.snapshot.trial;
  figure->up = "Output and target; iteration " + grouped(ui.snapshot.iteration);
  for (std::size_t o = 0; o < trial.output_names.size(); ++o) {
    const ChannelLook look = output_look(ui, o);
    const std::string name = capitalised(trial.output_names[o]);
    figure->series.push_back({.name = name,
                              .colour = look.colour,
                              .xs = times_of(trial),
                              .ys = copy_of(row_of(trial.outputs, trial.steps, o)),
                              .dash = look.dash});
    std::vector<float> target = copy_of(row_of(trial.targets, trial.steps, o));
    const auto mask = row_of(trial.mask, trial.steps, o);
    for (std::size_t t = 0; t < std::min(target.size(), mask.size()); ++t)
      if (!(mask[t] > 0)) target[t] = NAN;
    figure->series.push_back({.name = name + ", target where scored",
                              .colour = ui.colour().target,
                              .xs = times_of(trial),
                              .ys = std::move(target),
                              .width = 1.5f,
                              .dash = 4,
                              .steps = true});
  }
}

}  // namespace

void inputs_row(Ui& ui, const ImRect& row) {
  const SampleTrial& trial = ui.snapshot.trial;
  const std::size_t channels = trial.input_names.size();
  if (channels == 0) {
    draw_text_within(ui, {row.Min.x - kTrialNames, row.GetCenter().y}, row.GetWidth() + kTrialNames,
                     Type::label, ui.colour().text2,
                     "This task has no inputs: the network makes its outputs by itself.");
    return;
  }
  const auto [low, high] = extent(trial.inputs);
  const Plot plot(ui, row, {0, duration_ms(trial)},
                  {std::min(low, 0.0f), std::max(high, 1.0f) * 1.08});
  record_inputs(ui, plot);
  if (channels <= kMostLines) {
    input_lines(ui, plot, row);
  } else {
    input_rows(ui, row);
  }
  ImGui::GetWindowDrawList()->AddLine({row.Min.x + 0.5f, row.Min.y}, {row.Min.x + 0.5f, row.Max.y},
                                      ui.colour().edge);
  row_name(ui, row, "Inputs", grouped(px(channels)) + (channels == 1 ? " channel" : " channels"),
           72);
  input_names(ui, row);
}

Plot outputs_plot(Ui& ui, const ImRect& row) {
  const SampleTrial& trial = ui.snapshot.trial;
  double down = 0, up = 0;
  for (const auto* values : {&trial.outputs, &trial.targets, &trial.intact_outputs}) {
    const auto [low, high] = extent(*values);
    const bool first = values == &trial.outputs;
    down = first ? double{low} : values->empty() ? down : std::min(down, double{low});
    up = first ? double{high} : values->empty() ? up : std::max(up, double{high});
  }
  const double margin = std::max(0.05, 0.08 * (up - down));
  return Plot(ui, row, {0, duration_ms(trial)}, {std::min(down - margin, -0.05), up + margin});
}

void outputs_row(Ui& ui, Plot& plot) {
  const SampleTrial& trial = ui.snapshot.trial;
  plot.axes("", "Time [ms]", true, plot.area().GetHeight() < 60 ? 2 : 3);
  record_outputs(ui, plot);
  draw_targets(ui, plot, trial);
  const std::vector<float> times = times_of(trial);
  for (std::size_t o = trial.output_names.size(); o-- > 0;) {
    const ChannelLook look = output_look(ui, o);
    if (!trial.intact_outputs.empty())
      plot.curve(times, row_of(trial.intact_outputs, trial.steps, o), faded(look.colour, 0.6f), 1,
                 2);
    plot.curve(times, row_of(trial.outputs, trial.steps, o), look.colour, 2, look.dash);
  }
  row_name(ui, plot.area(), "Outputs", trial.intact_outputs.empty() ? "vs target" : "thin: intact");
  output_names(ui, plot, trial);
  judged_bar(ui, plot, trial);
}

}  // namespace nn4n::playground

// The sample trial: inputs, rates of all units and outputs against their targets, over one time
// axis.
#include <algorithm>
#include <cmath>

#include "playground/panels/panels.h"
#include "playground/plots/colour_bar.h"
#include "playground/plots/plot.h"
#include "playground/units.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"
#include "playground/words.h"

namespace nn4n::playground {

namespace {

constexpr float kNames = 86;   // names of rows, at the left
constexpr float kLegend = 84;  // series' names and the colour bar, at the right
constexpr float kHead = 30, kStrip = 24, kInputs = 48, kGap = 8, kFoot = 36;

/// The rows' boxes; all have the same left and right edge.
struct Rows {
  ImRect strip, inputs, rates, outputs;
};

/// Whole device pixels per unit where there is room, the rest goes to the outputs.
float rates_height(float room, int units) {
  if (units <= 0) return 0;
  const float ratio = ImGui::GetIO().DisplayFramebufferScale.x;
  const float most = std::min(room * 0.64f, 5.0f * px(units));
  const float cell = std::floor(std::max(most, 40.0f) * ratio / px(units));
  return cell >= 1 ? cell * px(units) / ratio : std::max(most, 40.0f);
}

Rows rows_of(const ImRect& box, int units) {
  const float left = box.Min.x + kNames;
  const float right = box.Max.x - kLegend;
  const float strip = box.Min.y + kHead;
  const float inputs = strip + kStrip;
  const float rates = inputs + kInputs + kGap;
  const float room = box.Max.y - kFoot - rates - kGap;
  const float height = rates_height(room, units);
  const float outputs = rates + height + kGap;
  return {{{left, strip}, {right, strip + 18}},
          {{left, inputs}, {right, inputs + kInputs}},
          {{left, rates}, {right, rates + height}},
          {{left, outputs}, {right, box.Max.y - kFoot}}};
}

double duration_ms(const SampleTrial& trial) { return double{trial.dt_ms} * trial.steps; }

/// The times of the steps' middles.
std::vector<float> times_of(const SampleTrial& trial) {
  std::vector<float> times;
  for (int t = 0; t < trial.steps; ++t) times.push_back((px(t) + 0.5f) * trial.dt_ms);
  return times;
}

std::span<const float> row_of(const std::vector<float>& values, int steps, std::size_t row) {
  const auto n = static_cast<std::size_t>(steps);
  if (values.size() < (row + 1) * n) return {};
  return std::span(values).subspan(row * n, n);
}

std::string capitalised(std::string word) {
  if (!word.empty()) word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  return word;
}

bool stimulus(const EpochSpan& span) { return capitalised(span.name).starts_with("Stim"); }
bool fixation(const std::string& channel) { return capitalised(channel).starts_with("Fix"); }

void row_name(Ui& ui, const ImRect& row, std::string_view name, std::string_view note) {
  const float x = row.Min.x - kNames;
  const float y = row.GetCenter().y;
  draw_text_within(ui, {x, y - 8}, 62, Type::label, ui.colour().text, name);
  draw_text_within(ui, {x, y + 8}, 62, Type::small, ui.colour().text3, note);
}

// Epochs --------------------------------------------------------------------------------------

void epoch_strip(Ui& ui, const Plot& time, const ImRect& strip) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const SampleTrial& trial = ui.run.snapshot.trial;
  for (const EpochSpan& span : trial.epochs) {
    const float from = std::floor(time.x(span.begin * double{trial.dt_ms}));
    const float to = std::floor(time.x(span.end * double{trial.dt_ms}));
    const ImRect box{{from, strip.Min.y}, {to - 1, strip.Max.y}};
    list->AddRectFilled(box.Min, box.Max,
                        stimulus(span) ? ui.colour().active : ui.colour().control);
    std::string name = capitalised(span.name);
    if (name == "Fixation" && text_width(ui, Type::small, name) + 6 > box.GetWidth()) name = "Fix.";
    if (box.GetWidth() > 20)
      draw_text_within(ui, box.GetCenter(), box.GetWidth() - 2, Type::small, ui.colour().text, name,
                       Align::centre);
  }
}

void epoch_shade(Ui& ui, const Plot& time, const ImRect& row) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const SampleTrial& trial = ui.run.snapshot.trial;
  for (const EpochSpan& span : trial.epochs) {
    if (!stimulus(span)) continue;
    list->AddRectFilled({time.x(span.begin * double{trial.dt_ms}), row.Min.y},
                        {time.x(span.end * double{trial.dt_ms}), row.Max.y}, ui.colour().epoch);
  }
}

void epoch_lines(Ui& ui, const Plot& time, const Rows& rows) {
  const SampleTrial& trial = ui.run.snapshot.trial;
  for (std::size_t i = 1; i < trial.epochs.size(); ++i) {
    const float x = std::floor(time.x(trial.epochs[i].begin * double{trial.dt_ms})) + 0.5f;
    dashed(ImGui::GetWindowDrawList(), {x, rows.inputs.Min.y}, {x, rows.outputs.Max.y},
           ui.colour().text2, 1, 3);
  }
}

// Inputs --------------------------------------------------------------------------------------

/// Fixation is dashed ink; the other channels share the hue of input, mixed towards the text.
ImU32 input_colour(const Ui& ui, const SampleTrial& trial, std::size_t i) {
  if (fixation(trial.input_names[i])) return ui.colour().text2;
  std::size_t rank = 0;
  for (std::size_t k = 0; k < i; ++k) rank += fixation(trial.input_names[k]) ? 0 : 1;
  const std::size_t others = std::max<std::size_t>(trial.input_names.size(), 3) - 2;
  return mixed(ui.colour().input, ui.colour().text, 0.45f * px(rank) / px(others));
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

void inputs_row(Ui& ui, const ImRect& row, double duration) {
  const SampleTrial& trial = ui.run.snapshot.trial;
  const auto [low, high] = extent(trial.inputs);
  Plot plot(ui, row, {0, duration}, {std::min(low, 0.0f), std::max(high, 1.0f) * 1.08});
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
    draw_input(plot, row_of(trial.inputs, trial.steps, i), trial.dt_ms, input_colour(ui, trial, i),
               fixation(trial.input_names[i]));
  }
  row_name(ui, row, "Inputs", grouped(px(channels)) + (channels == 1 ? " channel" : " channels"));
  for (std::size_t i = 0; i < std::min<std::size_t>(channels, 3); ++i) {
    const float y = row.Min.y + 6 + 16 * px(i);
    const bool rest = i == 2 && channels > 3;
    const std::string name =
        rest ? "and " + grouped(px(channels - 2)) + " more" : capitalised(trial.input_names[i]);
    if (!rest)
      list->AddLine({row.Max.x + 8, y}, {row.Max.x + 18, y}, input_colour(ui, trial, i), 2);
    draw_text_within(ui, {row.Max.x + (rest ? 8.0f : 24.0f), y}, kLegend - 24, Type::small,
                     ui.colour().text2, name);
  }
}

// Rates ---------------------------------------------------------------------------------------

float largest_rate(const SampleTrial& trial) {
  const float high = extent(trial.rates).second;
  return high > 0 ? high : 1;
}

void rates_picture(Ui& ui, const ImRect& row) {
  const SampleTrial& trial = ui.run.snapshot.trial;
  const ColourMap& map = *ui.theme.sequential;
  const std::uint64_t key = hash_bytes(trial.rates.data(), trial.rates.size() * sizeof(float),
                                       hash_bytes(map.data(), sizeof map));
  const float range = largest_rate(trial);
  const ImTextureRef picture =
      ui.pictures.get("rates", trial.steps, ui.run.snapshot.units, key, [&](Pixels pixels) {
        for (std::size_t k = 0; k < pixels.size(); ++k)
          pixels[k] = colour_at(map, std::fabs(trial.rates[k]) / range);
      });
  ImGui::GetWindowDrawList()->AddImage(picture, row.Min, row.Max);
}

void rates_names(Ui& ui, const ImRect& row) {
  const Snapshot& s = ui.run.snapshot;
  const float cell = row.GetHeight() / px(s.units);
  ImDrawList* list = ImGui::GetWindowDrawList();
  sign_strip(ui, blocks_of(s), {row.Min.x - 8, row.Min.y}, cell, true);
  for (const Block& block : blocks_of(s)) {
    if (block.sign == 0 || cell * px(block.end - block.begin) < 10) continue;
    const float y = row.Min.y + cell * px(block.begin + block.end) / 2;
    draw_text(ui, {row.Min.x - 12, y}, Type::small, sign_colour(ui, block.sign),
              block.sign > 0 ? "E" : "I", Align::right);
  }
  for (const Block& area : areas_of(s)) {
    const ImRect part{{row.Min.x, row.Min.y + cell * px(area.begin)},
                      {row.Max.x, row.Min.y + cell * px(area.end)}};
    if (part.GetHeight() < 16) continue;
    row_name(ui, part, area_name(ui.experiment, area.area),
             part.GetHeight() >= 32 ? grouped(area.end - area.begin) + " units" : "");
    if (area.begin > 0)
      list->AddLine({row.Min.x - 8, std::floor(part.Min.y)}, {row.Max.x, std::floor(part.Min.y)},
                    ui.colour().text2);
  }
}

void rates_row(Ui& ui, const ImRect& row) {
  rates_picture(ui, row);
  rates_names(ui, row);
  const float range = largest_rate(ui.run.snapshot.trial);
  draw_text(ui, {row.Max.x + 8, row.Min.y + 6}, Type::small, ui.colour().text2, "Rate r");
  const ImRect bar{{row.Max.x + 8, row.Min.y + 18}, {row.Max.x + 17, row.Max.y - 4}};
  if (bar.GetHeight() < 40) return;
  colour_bar(ui, bar, *ui.theme.sequential, true, [](float along) { return along; });
  for (int k = 0; k <= 2; ++k) {
    const float y = bar.Max.y - 5 - (bar.GetHeight() - 10) * px(k) / 2;
    draw_text(ui, {bar.Max.x + 7, y}, Type::small, ui.colour().text2, fixed(range * px(k) / 2, 1));
  }
}

// Outputs -------------------------------------------------------------------------------------

ImU32 output_colour(const Ui& ui, std::size_t i) {
  const ImU32 base = i % 2 == 0 ? ui.colour().output : ui.colour().output2;
  return mixed(base, ui.colour().text, 0.3f * px(std::min<std::size_t>(i / 2, 2)));
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

/// The names at the lines' ends, pushed apart until none covers another.
void output_names(Ui& ui, const Plot& plot, const SampleTrial& trial) {
  struct Name {
    float y;
    std::string words;
    ImU32 colour;
    bool dashes;
  };
  std::vector<Name> names;
  for (std::size_t o = 0; o < std::min<std::size_t>(trial.output_names.size(), 4); ++o) {
    const auto values = row_of(trial.outputs, trial.steps, o);
    if (values.empty()) continue;
    names.push_back({plot.y(values.back()),
                     capitalised(trial.output_names[o]) + " " + fixed(values.back(), 2),
                     output_colour(ui, o), false});
  }
  names.push_back({plot.area().GetCenter().y, "target", ui.colour().target, true});
  std::stable_sort(names.begin(), names.end(),
                   [](const Name& a, const Name& b) { return a.y < b.y; });
  float least = plot.area().Min.y + 2;
  for (Name& name : names) least = (name.y = std::max(name.y, least)) + 16;
  float most = plot.area().Max.y + 4;
  for (std::size_t i = names.size(); i-- > 0;)
    most = (names[i].y = std::min(names[i].y, most)) - 16;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (const Name& name : names) {
    const float x = plot.area().Max.x + 6;
    const float y = std::floor(name.y) + 0.5f;
    if (name.dashes)
      dashed(list, {x, y}, {x + 12, y}, name.colour, 1.5f, 3);
    else
      list->AddLine({x, y}, {x + 10, y}, name.colour, 2);
    draw_text_within(ui, {x + 16, y}, kLegend - 20, Type::small, ui.colour().text2, name.words);
  }
}

Plot outputs_plot(Ui& ui, const ImRect& row, double duration) {
  const SampleTrial& trial = ui.run.snapshot.trial;
  const auto [low, high] = extent(trial.outputs);
  const auto [below, above] = extent(trial.targets);
  const double down = std::min(low, below);
  const double up = std::max(high, above);
  const double margin = std::max(0.05, 0.08 * (up - down));
  return Plot(ui, row, {0, duration}, {std::min(down - margin, -0.05), up + margin});
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

// Read-out ------------------------------------------------------------------------------------

std::vector<Reading> readings_at(Ui& ui, const Rows& rows, ImVec2 mouse, int step) {
  const Snapshot& s = ui.run.snapshot;
  const SampleTrial& trial = s.trial;
  const auto t = static_cast<std::size_t>(step);
  std::vector<Reading> readings;
  if (rows.rates.Contains(mouse) && s.units > 0) {
    const int unit = std::clamp(
        static_cast<int>((mouse.y - rows.rates.Min.y) / rows.rates.GetHeight() * px(s.units)), 0,
        s.units - 1);
    const auto rates = row_of(trial.rates, trial.steps, static_cast<std::size_t>(unit));
    readings.push_back({sign_colour(ui, s.unit_sign[static_cast<std::size_t>(unit)]),
                        unit_name(ui.experiment, s, unit), fixed(rates[t], 2)});
  } else if (rows.inputs.Contains(mouse)) {
    for (std::size_t i = 0; i < std::min<std::size_t>(trial.input_names.size(), 6); ++i) {
      readings.push_back({input_colour(ui, trial, i), capitalised(trial.input_names[i]),
                          fixed(row_of(trial.inputs, trial.steps, i)[t], 2)});
    }
  } else if (rows.outputs.Contains(mouse)) {
    for (std::size_t o = 0; o < std::min<std::size_t>(trial.output_names.size(), 4); ++o) {
      readings.push_back({output_colour(ui, o), capitalised(trial.output_names[o]),
                          fixed(row_of(trial.outputs, trial.steps, o)[t], 2)});
    }
  }
  return readings;
}

void read_trial(Ui& ui, const Plot& time, const Rows& rows) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const ImRect all{rows.inputs.Min, rows.outputs.Max};
  if (!ImGui::IsWindowHovered() || !all.Contains(mouse)) return;
  const SampleTrial& trial = ui.run.snapshot.trial;
  const int step = std::clamp(static_cast<int>(time.value_at_x(mouse.x) / double{trial.dt_ms}), 0,
                              trial.steps - 1);
  const std::vector<Reading> readings = readings_at(ui, rows, mouse, step);
  const float x = std::floor(mouse.x) + 0.5f;
  ImGui::GetWindowDrawList()->AddLine({x, all.Min.y}, {x, all.Max.y}, ui.colour().text2);
  if (readings.empty()) return;
  readout(ui, mouse, all, "Time", grouped(step * double{trial.dt_ms}) + " ms", readings);
}

// Heading -------------------------------------------------------------------------------------

void trial_heading(Ui& ui, const ImRect& box) {
  const SampleTrial& trial = ui.run.snapshot.trial;
  const float y = box.Min.y + 10;
  draw_text(ui, {box.Min.x, y}, Type::title, ui.colour().text, "Sample trial");
  const ImRect next{{box.Max.x - 26, box.Min.y - 2}, {box.Max.x, box.Min.y + 22}};
  const ImRect before{{next.Min.x - 30, next.Min.y}, {next.Min.x - 4, next.Max.y}};
  const std::string which = "Trial " + grouped(trial.index + 1) + " of " + grouped(trial.count);
  draw_text(ui, {before.Min.x - 12, y}, Type::label, ui.colour().text2, which, Align::right);
  const float left = box.Min.x + 94;
  const float room = before.Min.x - 24 - text_width(ui, Type::label, which) - left;
  std::string words = trial.description;
  if (!words.empty()) words += trial.correct ? ", answered correctly" : ", answered wrongly";
  if (text_width(ui, Type::label, words) > room) words = trial.description;
  draw_text_within(ui, {left, y}, room, Type::label, ui.colour().text2, words);
  ui.place("trial.next", next);
  ui.place("trial.previous", before);
  if (trial.count <= 1) return;
  if (icon_button(ui, "previous", before, ImGuiDir_Left))
    ui.answer(ShowTrial{(trial.index + trial.count - 1) % trial.count});
  if (icon_button(ui, "next", next, ImGuiDir_Right))
    ui.answer(ShowTrial{(trial.index + 1) % trial.count});
}

bool complete(const Snapshot& s) {
  const auto cells = static_cast<std::size_t>(std::max(s.units, 0)) *
                     static_cast<std::size_t>(std::max(s.trial.steps, 0));
  return has_units(s) && cells > 0 && s.trial.rates.size() == cells;
}

}  // namespace

void trial_panel(Ui& ui, const ImRect& box) {
  ui.place("panel.trial", box);
  const Snapshot& s = ui.run.snapshot;
  if (!complete(s)) {
    ImGui::SetCursorScreenPos(box.Min);
    return heading(ui, "Sample trial");
  }
  trial_heading(ui, box);
  const Rows rows = rows_of(box, s.units);
  const double duration = duration_ms(s.trial);
  Plot outputs = outputs_plot(ui, rows.outputs, duration);
  ui.place("plot.inputs", rows.inputs);
  ui.place("plot.rates", rows.rates);
  ui.place("plot.outputs", rows.outputs);
  epoch_strip(ui, outputs, rows.strip);
  epoch_shade(ui, outputs, rows.inputs);
  epoch_shade(ui, outputs, rows.outputs);
  inputs_row(ui, rows.inputs, duration);
  rates_row(ui, rows.rates);
  outputs_row(ui, outputs);
  epoch_lines(ui, outputs, rows);
  read_trial(ui, outputs, rows);
}

}  // namespace nn4n::playground

// The sample trial: inputs, rates of all units and outputs against their targets, over one time
// axis.
#include <algorithm>
#include <cmath>

#include "editing/units.h"
#include "editing/words.h"
#include "playground/panels/diagnosis.h"
#include "playground/panels/panels.h"
#include "playground/panels/trial/rows.h"
#include "playground/plots/channel_colours.h"
#include "playground/plots/colour_bar.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kTrialHead = 30, kStrip = 24, kRowGap = 8, kTrialFoot = 36;
constexpr float kInputs = 48, kLeastInputs = 40, kNoInputs = 20;
constexpr float kLeastOutputs = 64, kMostPerUnit = 5;
constexpr int kFewUnits = 160;  // of which each has two pixels at least

/// The rows' boxes; all have the same left and right edge.
struct Rows {
  ImRect strip, inputs, rates, outputs;
};

/// The height below which activity could not be read: two pixels per unit, of many units one.
float least_rates(int units) {
  return std::clamp((units <= kFewUnits ? 2.0f : 1.0f) * px(units), 40.0f, 400.0f);
}

float least_inputs(const Ui& ui) {
  return ui.run.snapshot.trial.input_names.empty() ? kNoInputs : kLeastInputs;
}

/// Of the room for rates and outputs: whole device pixels per unit where there is room, the rest
/// goes to the outputs.
float rates_height(float room, int units) {
  if (units <= 0) return 0;
  const float ratio = ImGui::GetIO().DisplayFramebufferScale.x;
  const float least = least_rates(units);
  const float wanted = std::min(room * 0.64f, kMostPerUnit * px(units));
  const float most = std::max(wanted, least);
  const float cell = std::floor(most * ratio / px(units));
  return cell >= 1 ? std::max(cell * px(units) / ratio, least) : most;
}

Rows rows_of(const Ui& ui, const ImRect& box) {
  const int units = ui.run.snapshot.units;
  const float left = box.Min.x + kTrialNames;
  const float right = box.Max.x - kTrialLegend;
  const float strip = box.Min.y + kTrialHead;
  const float inputs = strip + kStrip;
  const float all = box.Max.y - kTrialFoot - inputs - 2 * kRowGap;
  const bool none = ui.run.snapshot.trial.input_names.empty();
  const float spare = all - least_rates(units) - kLeastOutputs;  // inputs give way first
  const float high = none ? kNoInputs : std::clamp(spare, kLeastInputs, kInputs);
  const float rates = inputs + high + kRowGap;
  const float height = rates_height(all - high, units);
  const float outputs = rates + height + kRowGap;
  return {.strip = {{left, strip}, {right, strip + 18}},
          .inputs = {{left, inputs}, {right, inputs + high}},
          .rates = {{left, rates}, {right, rates + height}},
          .outputs = {{left, outputs}, {right, box.Max.y - kTrialFoot}}};
}

float trial_needs(const Ui& ui) {
  return kTrialHead + kStrip + least_inputs(ui) + 2 * kRowGap + least_rates(ui.run.snapshot.units) +
         kLeastOutputs + kTrialFoot;
}

bool stimulus(const EpochSpan& span) { return capitalised(span.name).starts_with("Stim"); }

// Epochs ------------------------------------------------------------------------------------------

/// "Stim.", "Dec.": up to the second vowel; a short name stays as it is.
std::string abbreviated(const std::string& name) {
  constexpr std::size_t shortest = 3, spared = 2;  // letters that stay, and that must be saved
  const std::size_t first = name.find_first_of("AEIOUaeiou");
  const std::size_t second = name.find_first_of("AEIOUaeiou", first == name.npos ? 0 : first + 1);
  if (second == name.npos || second < shortest || second + spared >= name.size()) return name;
  return name.substr(0, second) + ".";
}

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
    if (text_width(ui, Type::small, name) + 6 > box.GetWidth()) name = abbreviated(name);
    if (text_width(ui, Type::small, name) <= box.GetWidth())
      draw_text(ui, box.GetCenter(), Type::small, ui.colour().text, name, Align::centre);
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

// Read-out ----------------------------------------------------------------------------------------

std::vector<PointedValue> readings_at(Ui& ui, const Rows& rows, ImVec2 mouse, int step) {
  const Snapshot& s = ui.run.snapshot;
  const SampleTrial& trial = s.trial;
  const auto t = static_cast<std::size_t>(step);
  std::vector<PointedValue> readings;
  if (rows.rates.Contains(mouse) && s.units > 0) {
    const int unit = std::clamp(
        static_cast<int>((mouse.y - rows.rates.Min.y) / rows.rates.GetHeight() * px(s.units)), 0,
        s.units - 1);
    const auto rates = row_of(trial.rates, trial.steps, static_cast<std::size_t>(unit));
    readings.push_back({sign_colour(ui, s.unit_sign[static_cast<std::size_t>(unit)]),
                        unit_name(ui.experiment, s, unit), brief(rates[t], 2)});
  } else if (rows.inputs.Contains(mouse)) {
    for (std::size_t i = 0; i < std::min<std::size_t>(trial.input_names.size(), 6); ++i) {
      readings.push_back({input_colour(ui, trial.input_names, i), capitalised(trial.input_names[i]),
                          brief(row_of(trial.inputs, trial.steps, i)[t], 2)});
    }
  } else if (rows.outputs.Contains(mouse)) {
    for (std::size_t o = 0; o < std::min<std::size_t>(trial.output_names.size(), 4); ++o) {
      readings.push_back({output_colour(ui, o), capitalised(trial.output_names[o]),
                          brief(row_of(trial.outputs, trial.steps, o)[t], 2)});
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
  const std::vector<PointedValue> readings = readings_at(ui, rows, mouse, step);
  const float x = std::floor(mouse.x) + 0.5f;
  ImGui::GetWindowDrawList()->AddLine({x, all.Min.y}, {x, all.Max.y}, ui.colour().text2);
  if (readings.empty()) return;
  readout(ui, mouse, all, "Time", grouped(step * double{trial.dt_ms}) + " ms", readings);
}

// Heading -----------------------------------------------------------------------------------------

/// What stands above the rows. The description has a line of its own where it does not fit beside
/// the title.
struct Heading {
  ImRect previous, next;
  std::string which, words;
  float left = 0, room = 0;  ///< beside the title
  bool below = false;
};

Heading heading_of(const Ui& ui, const ImRect& box) {
  const SampleTrial& trial = ui.run.snapshot.trial;
  Heading h;
  h.next = {{box.Max.x - 26, box.Min.y - 2}, {box.Max.x, box.Min.y + 22}};
  h.previous = {{h.next.Min.x - 30, h.next.Min.y}, {h.next.Min.x - 4, h.next.Max.y}};
  h.which = "Trial " + grouped(trial.index + 1) + " of " + grouped(trial.count);
  h.left = box.Min.x + 94;
  h.room = h.previous.Min.x - 24 - text_width(ui, Type::label, h.which) - h.left;
  h.words = trial.description;
  h.below = text_width(ui, Type::label, h.words) > h.room;
  const std::string answer = trial.correct ? ", answered correctly" : ", answered wrongly";
  const bool fits = h.below || text_width(ui, Type::label, h.words + answer) <= h.room;
  if (fits && !h.words.empty()) h.words += answer;
  return h;
}

/// The height of the description where it stands below the title.
float height_below(const Ui& ui, const Heading& h, float width) {
  return h.below ? std::ceil(paragraph_height(ui, Type::label, h.words, width)) + 2 : 0;
}

void draw_heading(Ui& ui, const Heading& h, const ImRect& box) {
  const SampleTrial& trial = ui.run.snapshot.trial;
  const float y = box.Min.y + 10;
  draw_text(ui, {box.Min.x, y}, Type::title, ui.colour().text, "Sample trial");
  draw_text(ui, {h.previous.Min.x - 12, y}, Type::label, ui.colour().text2, h.which, Align::right);
  if (h.below) {
    ImGui::SetCursorScreenPos({box.Min.x, h.next.Max.y + 4});
    paragraph(ui, Type::label, ui.colour().text2, h.words, box.GetWidth());
    ui.place("trial.description", {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()});
  } else {
    draw_text(ui, {h.left, y}, Type::label, ui.colour().text2, h.words);
    ui.place("trial.description", {{h.left, y - 8}, {h.left + h.room, y + 8}});
  }
  ui.place("trial.next", h.next);
  ui.place("trial.previous", h.previous);
  if (trial.count <= 1) return;
  if (icon_button(ui, "previous", h.previous, ImGuiDir_Left))
    ui.answer(ShowTrial{(trial.index + trial.count - 1) % trial.count});
  if (icon_button(ui, "next", h.next, ImGuiDir_Right))
    ui.answer(ShowTrial{(trial.index + 1) % trial.count});
}

bool complete(const Snapshot& s) {
  const auto cells = static_cast<std::size_t>(std::max(s.units, 0)) *
                     static_cast<std::size_t>(std::max(s.trial.steps, 0));
  return has_units(s) && cells > 0 && s.trial.rates.size() == cells;
}

}  // namespace

std::span<const float> row_of(const std::vector<float>& values, int steps, std::size_t row) {
  const auto n = static_cast<std::size_t>(steps);
  if (values.size() < (row + 1) * n) return {};
  return std::span(values).subspan(row * n, n);
}

void row_name(Ui& ui, const ImRect& row, std::string_view name, std::string_view note) {
  const float x = row.Min.x - kTrialNames;
  const float y = row.GetCenter().y;
  draw_text_within(ui, {x, y - 8}, 62, Type::label, ui.colour().text, name);
  draw_text_within(ui, {x, y + 8}, 62, Type::small, ui.colour().text3, note);
}

double duration_ms(const SampleTrial& trial) { return double{trial.dt_ms} * trial.steps; }

namespace {

void trial_view(Ui& ui, const ImRect& outer) {
  const ImRect box{{outer.Min.x + 4, outer.Min.y}, outer.Max};
  const Snapshot& s = ui.run.snapshot;
  if (!complete(s)) {
    ImGui::SetCursorScreenPos(box.Min);
    return heading(ui, "Sample trial");
  }
  const Heading head = heading_of(ui, box);
  draw_heading(ui, head, box);
  const float below = height_below(ui, head, box.GetWidth());
  const Rows rows = rows_of(ui, {{box.Min.x, box.Min.y + below}, box.Max});
  Plot outputs = outputs_plot(ui, rows.outputs);
  ui.place("plot.inputs", rows.inputs);
  ui.place("plot.rates", rows.rates);
  ui.place("plot.outputs", rows.outputs);
  epoch_strip(ui, outputs, rows.strip);
  epoch_shade(ui, outputs, rows.inputs);
  epoch_shade(ui, outputs, rows.outputs);
  inputs_row(ui, rows.inputs);
  rates_row(ui, rows.rates);
  draw_diagnoses(ui, "rates", {rows.rates.Max.x - 4, rows.rates.Min.y + 4});
  outputs_row(ui, outputs);
  epoch_lines(ui, outputs, rows);
  read_trial(ui, outputs, rows);
}

const RegisteredPanel registered_trial{{.key = "trial",
                                        .title = "Sample trial",
                                        .place = PanelPlace::overview,
                                        .order = 20,
                                        .view = trial_view,
                                        .needs = trial_needs}};

}  // namespace

}  // namespace nn4n::playground

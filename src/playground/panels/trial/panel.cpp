// The sample trial: inputs, rates of all units and outputs against their targets, over one time
// axis.
#include <algorithm>
#include <cmath>

#include "editing/playback.h"
#include "editing/units.h"
#include "editing/verdict.h"
#include "editing/words.h"
#include "playground/panels/circuit/scene.h"
#include "playground/panels/diagnosis.h"
#include "playground/panels/panels.h"
#include "playground/panels/trial/rows.h"
#include "playground/plots/channel_colours.h"
#include "playground/plots/colour_bar.h"
#include "playground/plots/figure.h"
#include "playground/plots/order_menu.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kTrialTitle = 24, kTrialLine = 15, kStrip = 22, kRowGap = 6, kTrialFoot = 34;
constexpr float kInputs = 48, kLeastInputs = 36, kNoInputs = 20;
constexpr float kInputRows = 128, kLeastInputRows = 96;  // of more channels than lines can show
constexpr float kBesideTitle = 520;  // the width from which on a trial's words need one line each
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

/// The least and the wanted height of the inputs: a line of text for every channel.
struct InputHeights {
  float least, wanted;
};
InputHeights input_heights(const Ui& ui) {
  const std::size_t channels = ui.snapshot.trial.input_names.size();
  if (channels == 0) return {kNoInputs, kNoInputs};
  if (channels <= kFewInputs) return {kLeastInputs, kInputs};
  if (channels > kMostLines) return {kLeastInputRows, kInputRows};
  return {12 * px(channels), 14 * px(channels)};
}

/// The lines of words below the title; the same for every trial, so that nothing moves.
int lines_below(float width) { return width >= kBesideTitle ? 1 : 4; }

float head_height(float width) { return kTrialTitle + kTrialLine * px(lines_below(width)) + 3; }

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
  const int units = ui.snapshot.units;
  const float left = box.Min.x + kTrialNames;
  const float right = box.Max.x - trial_legend(ui);
  const float strip = box.Min.y + head_height(box.GetWidth());
  const float inputs = strip + kStrip;
  const float all = box.Max.y - kTrialFoot - inputs - 2 * kRowGap;
  const float spare = all - least_rates(units) - kLeastOutputs;  // inputs give way first
  const InputHeights wanted = input_heights(ui);
  const float high = std::clamp(spare, wanted.least, wanted.wanted);
  const float rates = inputs + high + kRowGap;
  const float height = rates_height(all - high, units);
  const float outputs = rates + height + kRowGap;
  return {.strip = {{left, strip}, {right, strip + 18}},
          .inputs = {{left, inputs}, {right, inputs + high}},
          .rates = {{left, rates}, {right, rates + height}},
          .outputs = {{left, outputs}, {right, box.Max.y - kTrialFoot}}};
}

float trial_needs(const Ui& ui) {
  return head_height(ImGui::GetContentRegionAvail().x) + kStrip + input_heights(ui).least +
         2 * kRowGap + least_rates(ui.snapshot.units) + kLeastOutputs + kTrialFoot;
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
  const SampleTrial& trial = ui.snapshot.trial;
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
  const SampleTrial& trial = ui.snapshot.trial;
  for (const EpochSpan& span : trial.epochs) {
    if (!stimulus(span)) continue;
    list->AddRectFilled({time.x(span.begin * double{trial.dt_ms}), row.Min.y},
                        {time.x(span.end * double{trial.dt_ms}), row.Max.y}, ui.colour().epoch);
  }
}

void epoch_lines(Ui& ui, const Plot& time, const Rows& rows) {
  const SampleTrial& trial = ui.snapshot.trial;
  for (std::size_t i = 1; i < trial.epochs.size(); ++i) {
    const float x = std::floor(time.x(trial.epochs[i].begin * double{trial.dt_ms})) + 0.5f;
    dashed(ImGui::GetWindowDrawList(), {x, rows.inputs.Min.y}, {x, rows.outputs.Max.y},
           ui.colour().text2, 1, 3);
  }
}

/// Left of the strip how units are ordered; right of it how many of them are silent, and which.
void order_and_silence(Ui& ui, const Rows& rows) {
  const ImRect menu{{rows.strip.Min.x - kTrialNames, rows.strip.Min.y},
                    {rows.strip.Min.x - 8, rows.strip.Max.y}};
  const OrderOptions orders = order_options(ui);
  const std::string& order = orders.options[static_cast<std::size_t>(orders.now)].words;
  const int picked = word_menu(ui, "trial.order", menu, order, orders.options, orders.now);
  if (picked >= 0) ui.answer(order_picked(ui, picked));
  ui.place("trial.order", menu);
  const std::vector<int>& silent = ui.circuit.units().silent;
  if (silent.empty()) return;
  constexpr std::size_t most = 30;
  std::string names;
  for (std::size_t k = 0; k < std::min(silent.size(), most); ++k)
    names += (k ? ", " : "") + unit_name(ui.experiment, ui.snapshot, silent[k]);
  if (silent.size() > most) names += " and " + grouped(px(silent.size() - most)) + " more";
  const ImRect words{{rows.strip.Max.x + 8, rows.strip.Min.y},
                     {rows.strip.Max.x + 84, rows.strip.Max.y}};
  draw_text_within(ui, {words.Min.x, words.GetCenter().y}, words.GetWidth(), Type::small,
                   ui.colour().text2, grouped(px(silent.size())) + " silent");
  ui.place("trial.silent", words);
  words_on_pointing(ui, "silent", words,
                    "The rates of these units stay below 0.001 in this trial: " + names +
                        ". They are left out of sorting, and come last.");
}

/// The moment that the circuit shows, once a person has chosen or played one.
void moment_line(Ui& ui, const Plot& time, const Rows& rows) {
  const SampleTrial& trial = ui.snapshot.trial;
  if (!ui.view.playback.chosen) return;
  const double at = std::min(moment_of(ui.view.playback, trial), duration_ms(trial));
  const float x = std::floor(time.x(at)) + 0.5f;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddLine({x - 1, rows.inputs.Min.y}, {x - 1, rows.outputs.Max.y}, ui.colour().plot, 1);
  list->AddLine({x, rows.inputs.Min.y}, {x, rows.outputs.Max.y}, ui.colour().primary, 1);
  list->AddTriangleFilled({x, rows.strip.Max.y + 4}, {x - 4, rows.strip.Max.y - 2},
                          {x + 4, rows.strip.Max.y - 2}, ui.colour().primary);
  ui.place("trial.moment", {{x - 2, rows.inputs.Min.y}, {x + 2, rows.outputs.Max.y}});
}

// Read-out ----------------------------------------------------------------------------------------

std::vector<PointedValue> readings_at(Ui& ui, const Rows& rows, ImVec2 mouse, int step) {
  const Snapshot& s = ui.snapshot;
  const SampleTrial& trial = s.trial;
  const auto t = static_cast<std::size_t>(step);
  std::vector<PointedValue> readings;
  if (rows.rates.Contains(mouse) && s.units > 0) {
    const int place = std::clamp(
        static_cast<int>((mouse.y - rows.rates.Min.y) / rows.rates.GetHeight() * px(s.units)), 0,
        s.units - 1);
    const int unit = ui.circuit.units().order[static_cast<std::size_t>(place)];
    const auto rates = row_of(trial.rates, trial.steps, static_cast<std::size_t>(unit));
    readings.push_back({sign_colour(ui, s.unit_sign[static_cast<std::size_t>(unit)]),
                        unit_name(ui.experiment, s, unit), brief(rates[t], 2)});
  } else if (rows.inputs.Contains(mouse)) {
    for (std::size_t i = 0; i < trial.input_names.size(); ++i) {
      readings.push_back({input_look(ui, trial.input_names, i).colour,
                          capitalised(trial.input_names[i]),
                          brief(row_of(trial.inputs, trial.steps, i)[t], 2)});
    }
  } else if (rows.outputs.Contains(mouse)) {
    for (std::size_t o = 0; o < trial.output_names.size(); ++o) {
      readings.push_back({output_look(ui, o).colour, capitalised(trial.output_names[o]),
                          brief(row_of(trial.outputs, trial.steps, o)[t], 2)});
      if (!trial.intact_outputs.empty())
        readings.push_back({0, capitalised(trial.output_names[o]) + ", intact",
                            brief(row_of(trial.intact_outputs, trial.steps, o)[t], 2)});
    }
  }
  return readings;
}

void read_trial(Ui& ui, const Plot& time, const Rows& rows) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const ImRect all{rows.inputs.Min, rows.outputs.Max};
  if (!ImGui::IsWindowHovered() || !all.Contains(mouse)) return;
  const SampleTrial& trial = ui.snapshot.trial;
  const int step = std::clamp(static_cast<int>(time.value_at_x(mouse.x) / double{trial.dt_ms}), 0,
                              trial.steps - 1);
  const std::vector<PointedValue> readings = readings_at(ui, rows, mouse, step);
  const float x = std::floor(mouse.x) + 0.5f;
  ImGui::GetWindowDrawList()->AddLine({x, all.Min.y}, {x, all.Max.y}, ui.colour().text2);
  if (readings.empty()) return;
  readout(ui, mouse, all, "Time", grouped(step * double{trial.dt_ms}) + " ms", readings);
}

// Heading -----------------------------------------------------------------------------------------

/// What heat map, traces and circuit show, in the order of the menu.
struct ActivityMode {
  Option option;
  ActivityChoice choice;
};
const std::vector<ActivityMode>& activity_modes() {
  static const std::vector<ActivityMode> modes{
      {{"activity.sample", "Sample trial"}, {}},
      {{"activity.mean", "Mean by condition"}, {.by_condition = true}},
      {{"activity.mean_quiet", "Mean, without noise"}, {.by_condition = true, .noise = false}},
      {{"activity.single", "Trials of a condition"}, {.by_condition = true, .trial = 0}},
      {{"activity.single_quiet", "Trials, without noise"},
       {.by_condition = true, .trial = 0, .noise = false}}};
  return modes;
}

int mode_of(const ActivityChoice& choice) {
  if (!choice.by_condition) return 0;
  return 1 + (choice.noise ? 0 : 1) + (choice.trial < 0 ? 0 : 2);
}

/// In the place of a title; answers where it ends.
float choose_activity(Ui& ui, const ImRect& box) {
  const float height = touched() ? 30.0f : 22.0f;
  const ImRect menu{{box.Min.x, box.Min.y + 10 - height / 2},
                    {box.Min.x + 156, box.Min.y + 10 + height / 2}};
  ui.place("trial.activity", menu);
  std::vector<Option> options;
  for (const ActivityMode& mode : activity_modes()) options.push_back(mode.option);
  const int now = mode_of(ui.view.activity);
  const int picked = combo(ui, "trial.activity", menu, options, now);
  if (picked >= 0 && picked != now) {
    ActivityChoice next = activity_modes()[static_cast<std::size_t>(picked)].choice;
    next.condition = ui.view.activity.condition;
    ui.answer(ShowActivity{next});
  }
  return menu.Max.x;
}

/// Moves to another condition or, of single trials, to another trial of it; ends go on at the other
/// end.
void go_on(Ui& ui, int way) {
  ActivityChoice next = ui.view.activity;
  const SeenActivity& seen = *ui.looks.activity;
  const auto turn = [&](int at, int count) { return (at + way + count) % std::max(count, 1); };
  if (next.trial >= 0) {
    next.trial = turn(next.trial, seen.of);
  } else {
    const auto now = std::find_if(seen.conditions.begin(), seen.conditions.end(),
                                  [&](const auto& one) { return one.text == seen.condition; });
    const int at = static_cast<int>(now - seen.conditions.begin());
    const int to = turn(at, static_cast<int>(seen.conditions.size()));
    next.condition = seen.conditions[static_cast<std::size_t>(to)].text;
  }
  ui.answer(ShowActivity{next});
}

/// Of which condition the trials are, between the menu of modes and the arrows.
void choose_condition(Ui& ui, const ImRect& box) {
  if (!ui.looks.activity) {
    const std::string words = ui.looks.problem.empty() ? "is being computed" : "not known";
    return draw_text_within(ui, {box.Min.x, box.GetCenter().y}, box.GetWidth(), Type::label,
                            ui.colour().text2, words);
  }
  const SeenActivity& seen = *ui.looks.activity;
  std::vector<Option> options;
  int now = -1;
  for (const SeenCondition& one : seen.conditions) {
    if (one.text == seen.condition) now = static_cast<int>(options.size());
    options.push_back({"condition." + one.text,
                       capitalised(with_minus(one.name)) + " (" + grouped(one.trials) + ")"});
  }
  ui.place("trial.condition", box);
  const int picked = combo(ui, "trial.condition", box, options, now);
  if (picked < 0 || picked == now) return;
  ActivityChoice next = ui.view.activity;
  next.condition = seen.conditions[static_cast<std::size_t>(picked)].text;
  next.trial = std::min(next.trial, 0);
  ui.answer(ShowActivity{next});
}

/// The title of what is shown by condition.
void draw_condition_title(Ui& ui, const ImRect& box, float left, const ImRect& previous,
                          const ImRect& next) {
  const float height = touched() ? 30.0f : 22.0f;
  const float most = std::min(previous.Min.x - 8, left + 8 + 300);
  choose_condition(ui,
                   {{left + 8, box.Min.y + 10 - height / 2}, {most, box.Min.y + 10 + height / 2}});
  if (!ui.looks.activity || ui.looks.activity->conditions.empty()) return;
  if (icon_button(ui, "previous", previous, ImGuiDir_Left)) go_on(ui, -1);
  if (icon_button(ui, "next", next, ImGuiDir_Right)) go_on(ui, 1);
}

/// The title, what the trial is, and which one.
void draw_title(Ui& ui, const ImRect& box, bool beside) {
  const SampleTrial& trial = ui.snapshot.trial;
  const ImRect next{{box.Max.x - 26, box.Min.y - 2}, {box.Max.x, box.Min.y + 22}};
  const ImRect previous{{next.Min.x - 30, next.Min.y}, {next.Min.x - 4, next.Max.y}};
  const std::string which = "Trial " + grouped(trial.index + 1) + " of " + grouped(trial.count);
  const float y = box.Min.y + 10;
  const float menu = choose_activity(ui, box);
  ui.place("trial.next", next);
  ui.place("trial.previous", previous);
  if (ui.view.activity.by_condition) return draw_condition_title(ui, box, menu, previous, next);
  draw_text(ui, {previous.Min.x - 12, y}, Type::label, ui.colour().text2, which, Align::right);
  if (beside) {
    const float left = menu + 12;
    const float room = previous.Min.x - 24 - text_width(ui, Type::label, which) - left;
    draw_text_within(ui, {left, y}, room, Type::label, ui.colour().text2, trial.description);
    ui.place("trial.description", {{left, y - 8}, {left + room, y + 8}});
  }
  if (trial.count <= 1) return;
  if (icon_button(ui, "previous", previous, ImGuiDir_Left))
    ui.answer(ShowTrial{(trial.index + trial.count - 1) % trial.count});
  if (icon_button(ui, "next", next, ImGuiDir_Right))
    ui.answer(ShowTrial{(trial.index + 1) % trial.count});
}

/// The title, and below it the verdict; on a narrow page also the description.
void draw_heading(Ui& ui, const ImRect& box) {
  const float width = box.GetWidth();
  const bool beside = lines_below(width) == 1;
  draw_title(ui, box, beside);
  const SampleTrial& trial = ui.snapshot.trial;
  const TrialVerdict verdict = verdict_of(ui.snapshot);
  const std::string line = verdict_line(ui.snapshot);
  const ImU32 colour =
      verdict.kind < TrialVerdict::Kind::right ? ui.colour().text2 : ui.colour().text;
  float top = box.Min.y + kTrialTitle;
  if (!beside) {
    const ImRect words{{box.Min.x, top}, {box.Max.x, top + 2 * kTrialLine}};
    draw_lines(ui, words.Min, width, 2, Type::label, ui.colour().text2, trial.description);
    ui.place("trial.description", words);
    top = words.Max.y;
  }
  const int lines = beside ? 1 : 2;
  const ImRect said{{box.Min.x, top}, {box.Max.x, top + kTrialLine * px(lines)}};
  draw_lines(ui, said.Min, width, lines, Type::label, colour, line);
  ui.place("trial.verdict", said);
  words_on_pointing(ui, "verdict", said, verdict_sentences(ui.experiment, ui.snapshot));
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

bool inputs_numbered(const SampleTrial& trial) {
  return trial.input_names.size() > kFewInputs && trial.input_names.size() <= kMostLines;
}

float trial_legend(const Ui& ui) {
  constexpr float least = 84, most = 124, sample = 26;
  if (ImGui::GetWindowWidth() < kBesideTitle) return least;
  const SampleTrial& trial = ui.snapshot.trial;
  const std::string number = inputs_numbered(trial) ? "0 " : "";
  float longest = 0;
  for (const std::string& name : trial.input_names)
    longest = std::max(longest, text_width(ui, Type::small, number + capitalised(name)));
  for (const std::string& name : trial.output_names)
    longest = std::max(longest, text_width(ui, Type::small, capitalised(name) + " 0.00"));
  return std::clamp(std::ceil(longest) + sample, least, most);
}

void row_name(Ui& ui, const ImRect& row, std::string_view name, std::string_view note, float room) {
  const float x = row.Min.x - kTrialNames;
  const float y = row.GetCenter().y;
  draw_text_within(ui, {x, y - 8}, room, Type::label, ui.colour().text, name);
  draw_text_within(ui, {x, y + 8}, room, Type::small, ui.colour().text3, note);
}

double duration_ms(const SampleTrial& trial) { return double{trial.dt_ms} * trial.steps; }

namespace {

void trial_view(Ui& ui, const ImRect& outer) {
  const ImRect box{{outer.Min.x + 4, outer.Min.y}, outer.Max};
  const Snapshot& s = ui.snapshot;
  if (!complete(s)) {
    ImGui::SetCursorScreenPos(box.Min);
    return heading(ui, "Sample trial");
  }
  draw_heading(ui, box);
  const Rows rows = rows_of(ui, box);
  Plot outputs = outputs_plot(ui, rows.outputs);
  ui.place("plot.inputs", rows.inputs);
  ui.place("plot.rates", rows.rates);
  ui.place("plot.outputs", rows.outputs);
  epoch_strip(ui, outputs, rows.strip);
  order_and_silence(ui, rows);
  epoch_shade(ui, outputs, rows.inputs);
  epoch_shade(ui, outputs, rows.outputs);
  inputs_row(ui, rows.inputs);
  rates_row(ui, rows.rates);
  outputs_row(ui, outputs);
  epoch_lines(ui, outputs, rows);
  moment_line(ui, outputs, rows);
  figure_button(ui, {box.Min.x - 2, rows.outputs.Max.y + 10},
                {{"inputs", "Inputs"}, {"rates", "Rates"}, {"outputs", "Outputs"}});
  draw_diagnoses(ui, "rates", {rows.rates.Max.x - 4, rows.rates.Min.y + 4});
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

// The task: its menu with a picture of every task, and an example trial of the chosen one that
// follows the parameters below it.
#include <algorithm>
#include <cmath>

#include "editing/preset_notes.h"
#include "editing/words.h"
#include "playground/panels/panels.h"
#include "playground/panels/task/parameters.h"
#include "playground/panels/task/picture.h"
#include "playground/plots/plot.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kMenuWidth = 440, kEntry = 56, kMenuPicture = 128;
constexpr float kPreview = 96;
constexpr float kLeastEpoch = 28;

/// The room for the names of the preview's rows, at their left.
float names_width(const Ui& ui) {
  float width = 36;
  for (const auto* name : {"Epochs", "Inputs", "Target", "Scored"})
    width = std::max(width, std::ceil(text_width(ui, Type::small, name)));
  return width + 6;
}

// The menu ---------------------------------------------------------------------------------------

/// An entry of the menu: a picture at the left, the task's name and what it is about at the right.
void menu_entry(Ui& ui, const Entry& entry, const ImRect& box) {
  const Example& example = ui.examples.get(
      std::string(entry.key), Selection<TaskCatalogue>(entry.key), ui.experiment.network.dt_ms);
  const ImRect frame{{box.Min.x + 4, box.Min.y + 4}, {box.Min.x + 4 + kMenuPicture, box.Max.y - 4}};
  ImGui::GetWindowDrawList()->AddRectFilled(frame.Min, frame.Max, ui.colour().plot, 3);
  const ImRect picture{{frame.Min.x + 4, frame.Min.y + 4}, {frame.Max.x - 4, frame.Max.y - 4}};
  draw_trial_picture(ui, picture_rows(picture, example),
                     Timeline(example.trial, picture.Min.x, picture.Max.x), example);
  ui.place("picture." + std::string(entry.key), picture);
  const float left = frame.Max.x + 10;
  const float room = box.Max.x - left - 6;
  draw_text_within(ui, {left, box.Min.y + 13}, room, Type::control, ui.colour().text, entry.label);
  draw_lines(ui, {left, box.Min.y + 24}, room, 2, Type::small, ui.colour().text2, entry.help);
}

/// Answers the index in the registry of the task that was picked, or −1.
int menu(Ui& ui) {
  int picked = -1;
  const auto known = TaskCatalogue::registry().entries();
  for (const Entry* listed : tasks_in_order()) {
    const Entry& entry = *listed;
    const auto index =
        static_cast<int>(std::find(known.begin(), known.end(), listed) - known.begin());
    ImGui::PushID(index);
    const bool now = entry.key == ui.experiment.task.name();
    if (ImGui::Selectable("##task", now, 0, {0, kEntry})) picked = index;
    const ImRect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
    ui.place("choice." + std::string(entry.key), box);
    if (ImGui::IsItemVisible()) menu_entry(ui, entry, box);
    if (now && ImGui::IsWindowAppearing()) ImGui::SetScrollHereY();
    ImGui::PopID();
  }
  return picked;
}

void chooser(Ui& ui) {
  edit_field(
      ui, "task",
      {.label_width = names_width(ui), .menu = [&] { return menu(ui); }, .menu_width = kMenuWidth});
}

// The preview ------------------------------------------------------------------------------------

/// "Stimulus 800 ms", or as much of it as there is room for.
std::string span_words(Ui& ui, const EpochSpan& span, double dt_ms, float width) {
  const std::string ms = grouped((span.end - span.begin) * dt_ms);
  const std::string full = capitalised(span.name) + " " + ms + " ms";
  if (text_width(ui, Type::label, full) + 8 <= width) return full;
  return text_width(ui, Type::label, ms) + 2 <= width ? ms : "";
}

void epoch_strip(Ui& ui, const Timeline& time, const ImRect& row, const Trial& trial) {
  for (std::size_t i = 0; i < trial.epochs.size(); ++i) {
    const ImRect box{{std::floor(time.border(i) + 0.5f), row.Min.y + 2},
                     {std::floor(time.border(i + 1) + 0.5f) - 1, row.Max.y - 2}};
    ImGui::GetWindowDrawList()->AddRectFilled(
        box.Min, box.Max, i % 2 == 1 ? ui.colour().active : ui.colour().control);
    draw_text(ui, box.GetCenter(), Type::label, ui.colour().text,
              span_words(ui, trial.epochs[i], trial.dt_ms, box.GetWidth()), Align::centre);
  }
}

void row_words(Ui& ui, const ImRect& row, float left, std::string_view words) {
  draw_text(ui, {left, row.GetCenter().y}, Type::small, ui.colour().text2, words);
}

/// "Fixation, Left, Right"; of many channels the first ones and how many more.
std::string names_of(const std::vector<std::string>& channels) {
  constexpr std::size_t most = 8;
  std::string words;
  for (std::size_t i = 0; i < std::min(channels.size(), most); ++i)
    words += (i == 0 ? "" : ", ") + channels[i];
  if (channels.empty()) return "none";
  if (channels.size() <= most) return words;
  return words + " and " + grouped(px(channels.size() - most)) + " more";
}

void preview_tooltip(Ui& ui, const ImRect& box, const Example& example) {
  if (!ImGui::ItemAdd(box, ImGui::GetID("example"), nullptr, ImGuiItemFlags_NoNav)) return;
  ImGui::ItemHoverable(box, ImGui::GetID("example"), 0);
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip) || !ImGui::BeginTooltip()) return;
  paragraph(ui, Type::title, ui.colour().text, "An example trial, before any training", 290);
  paragraph(ui, Type::label, ui.colour().text2, "Inputs: " + names_of(example.shape.inputs) + ".",
            290);
  paragraph(ui, Type::label, ui.colour().text2,
            "Targets: " + names_of(example.shape.outputs) +
                ". Errors count where the bar below is filled. The epochs are not drawn to scale.",
            290);
  ImGui::EndTooltip();
}

void preview(Ui& ui) {
  const Example& example =
      ui.examples.get("chosen", ui.experiment.task, ui.experiment.network.dt_ms);
  const Trial& trial = example.trial;
  if (trial.epochs.empty() || trial.steps <= 0) return;
  const Row strip = next_row(0, 0);
  const float left = strip.all.Min.x + names_width(ui);
  const Timeline time(trial, left, strip.all.Max.x, kLeastEpoch);
  row_words(ui, strip.all, strip.all.Min.x, "Epochs");
  epoch_strip(ui, time, strip.all, trial);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect box{at, {strip.all.Max.x, at.y + kPreview}};
  ImGui::Dummy(box.GetSize());
  ui.place("task.example", box);
  const PictureRows rows = draw_example(ui, {{left, box.Min.y}, box.Max}, time, example);
  if (trial.inputs > 0) row_words(ui, rows.inputs, box.Min.x, "Inputs");
  row_words(ui, rows.targets, box.Min.x, "Target");
  row_words(ui, rows.scored, box.Min.x, "Scored");
  preview_tooltip(ui, box, example);
  paragraph(ui, Type::small, ui.colour().text3, capitalised(example.words), box.GetWidth());
}

void task_rows(Ui& ui) {
  chooser(ui);
  preview(ui);
  task_parameters(ui);
}

const RegisteredPanel registered_task_section{
    {.key = "task", .title = "Task", .place = PanelPlace::build, .order = 10, .rows = task_rows}};

}  // namespace

}  // namespace nn4n::playground

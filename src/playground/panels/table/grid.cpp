// The table of a custom task: columns are epochs in the order of time, below the example trial that
// they make; rows are input channels and outputs. A cell shows its numbers, how they run for every
// condition, and along its lower edge whether an error counts.
#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/table/table.h"
#include "playground/panels/task/picture.h"
#include "playground/plots/channel_colours.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/field_tooltip.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"
#include "playground/widgets/typing.h"

namespace nn4n::playground {

namespace {

constexpr float kTableRing = 3;  // the ring around what is selected goes beyond its box
constexpr float kEpochHead = 40, kExampleHigh = 76, kListCaption = 20, kTableGap = 4;
constexpr float kLeastCell = 66, kMostCell = 150;
constexpr std::size_t kMostTraces = 8;  // conditions that are drawn in a cell

/// Where everything lies. The functions below take the left end of the columns, which may be
/// scrolled sideways, as `left`.
struct TableLayout {
  const CustomParameters& task;
  ImVec2 corner;
  float names, cell;
  float pitch;                    // of cells; a finger needs more
  float inputs, outputs, height;  // from the top

  TableLayout(const CustomParameters& table, ImVec2 at, float width) : task(table), corner(at) {
    names = width < 480 ? 80.0f : 112.0f;
    const float room = (width - names) / px(task.epochs.size());
    cell = std::clamp(std::floor(room), kLeastCell, kMostCell);
    pitch = std::max(40.0f, row_pitch());
    inputs = kEpochHead + kExampleHigh + 2 * kTableGap + kListCaption;
    outputs = inputs + px(task.inputs.size()) * pitch + kListCaption;
    height = outputs + px(task.outputs.size()) * pitch;
  }
  float top_of(TablePart part, std::size_t index) const {
    return (part == TablePart::inputs ? inputs : outputs) + px(index) * pitch;
  }
  float width() const { return cell * px(task.epochs.size()); }
  ImRect name_box(TablePart part, std::size_t index) const {
    const float y = corner.y + top_of(part, index);
    return {{corner.x + 2, y}, {corner.x + names - 6, y + pitch - kTableGap}};
  }
  ImRect column(float left, std::size_t epoch, float top, float bottom) const {
    const float x = left + cell * px(epoch);
    return {{x, corner.y + top}, {x + cell - kTableGap, corner.y + bottom}};
  }
};

ImU32 channel_colour(const Ui& ui, const CustomParameters& task, TablePart part,
                     std::size_t index) {
  return part == TablePart::inputs ? input_look(ui, task.inputs, index).colour
                                   : output_look(ui, index).colour;
}

// Names ------------------------------------------------------------------------------------------

void channel_name(Ui& ui, const TableLayout& layout, TablePart part, std::size_t index) {
  const ImRect box = layout.name_box(part, index);
  table_item(ui, {part, index}, box, 0);
  const float y = std::floor(box.GetCenter().y);
  ImGui::GetWindowDrawList()->AddRectFilled({box.Min.x + 6, y - 4}, {box.Min.x + 14, y + 4},
                                            channel_colour(ui, layout.task, part, index), 2);
  draw_text_within(ui, {box.Min.x + 20, y}, box.GetWidth() - 22, Type::label, ui.colour().text,
                   name_of(layout.task, {part, index}));
}

void channel_names(Ui& ui, const TableLayout& layout, TablePart part, std::string_view caption) {
  const std::string list = "task." + std::string(key_of(part));
  const float y = layout.corner.y + layout.top_of(part, 0) - kListCaption / 2 + 1;
  const ImRect box{{layout.corner.x, y - 8}, {layout.corner.x + layout.names - 6, y + 8}};
  field_label(ui, list, box, {.label = std::string(caption)});
  ui.place(list, box);
  found_ring(ui, list, box);
  for (std::size_t k = 0; k < count_of(layout.task, part); ++k) channel_name(ui, layout, part, k);
}

// Epochs -----------------------------------------------------------------------------------------

std::string duration_words(const CustomEpoch& epoch) {
  const bool varies = epoch.up_to_ms > 0 && epoch.up_to_ms != epoch.ms;
  return grouped(std::min(epoch.ms, varies ? epoch.up_to_ms : epoch.ms)) +
         (varies ? "–" + grouped(std::max(epoch.ms, epoch.up_to_ms)) : "") + " ms";
}

void epoch_head(Ui& ui, const TableLayout& layout, float left, std::size_t e) {
  const ImRect box = layout.column(left, e, 0, kEpochHead);
  const CustomEpoch& epoch = layout.task.epochs[e];
  const bool hovered = table_item(ui, {TablePart::epochs, e}, box, ui.colour().control);
  const float middle = std::floor(box.GetCenter().x);
  const float room = box.GetWidth() - 8;
  draw_text_within(ui, {middle, box.Min.y + 13}, room, Type::title, ui.colour().text, epoch.name,
                   Align::centre);
  const std::string full = duration_words(epoch);
  const bool fits = text_width(ui, Type::small, full) <= room;  // else without the unit
  draw_text_within(ui, {middle, box.Min.y + 29}, room, Type::small, ui.colour().text2,
                   fits ? full : full.substr(0, full.size() - 3), Align::centre);
  if (hovered) item_tooltip(ui, epoch.name + ", " + full);
}

/// The example trial, every epoch as wide as its column.
void table_example(Ui& ui, const TableLayout& layout, float left) {
  const Example& example =
      ui.examples.get("chosen", ui.experiment.task, ui.experiment.network.dt_ms);
  if (example.trial.epochs.size() != layout.task.epochs.size()) return;
  const float top = layout.corner.y + kEpochHead + kTableGap;
  const float right = left + layout.width() - kTableGap;
  const ImRect box{{left, top}, {right, top + kExampleHigh}};
  draw_example(ui, box, Timeline(example.trial, left, right, layout.cell), example);
  ui.place("table.example", box);
}

// Cells ------------------------------------------------------------------------------------------

/// "0.6 | 0.4"; of many "8 values".
std::string numbers_words(const std::vector<double>& numbers) {
  constexpr std::size_t most = 3;
  if (numbers.size() > most) return grouped(px(numbers.size())) + " values";
  std::string words;
  for (const double number : numbers) words += (words.empty() ? "" : " | ") + compact(number);
  return words;
}

std::string value_and_ramp(const std::vector<double>& value, const std::vector<double>& ramp) {
  return numbers_words(value) + (ramp.empty() ? "" : " → " + numbers_words(ramp));
}

struct CellLook {
  const std::vector<double>& value;
  const std::vector<double>& ramp;
  std::string words;
  double counts = 0;  // 0..1, of a target
  bool idle = false;  // the input is 0, or the target is not scored
};

CellLook look_of(const InputCell& cell) {
  const std::string noise = cell.noise > 0 ? " ± " + compact(cell.noise) : "";
  const bool idle = cell.value == std::vector<double>{0} && cell.ramp.empty() && cell.noise == 0;
  return {.value = cell.value,
          .ramp = cell.ramp,
          .words = value_and_ramp(cell.value, cell.ramp) + noise,
          .idle = idle};
}

CellLook look_of(const TargetCell& cell) {
  if (cell.mask == 0)
    return {.value = cell.value, .ramp = cell.ramp, .words = "unscored", .idle = true};
  const std::string weight = cell.mask == 1 ? "" : " × " + compact(cell.mask);
  return {.value = cell.value,
          .ramp = cell.ramp,
          .words = value_and_ramp(cell.value, cell.ramp) + weight,
          .counts = std::min(cell.mask, 1.0)};
}

/// From the lowest number of a group of cells to the highest, at least 0 to 1.
struct TableScale {
  double low = 0, high = 1;
  void take(const std::vector<double>& numbers) {
    for (const double number : numbers) low = std::min(low, number), high = std::max(high, number);
  }
  float y(double value, const ImRect& row) const {
    const double part = std::clamp((value - low) / (high - low), 0.0, 1.0);
    return row.Max.y - px(part) * row.GetHeight();
  }
};

TableScale scale_of_cells(const CustomParameters& task, TablePart part) {
  TableScale scale;
  for (const CustomEpoch& epoch : task.epochs) {
    if (part == TablePart::inputs)
      for (const InputCell& cell : epoch.inputs) scale.take(cell.value), scale.take(cell.ramp);
    else
      for (const TargetCell& cell : epoch.targets) scale.take(cell.value), scale.take(cell.ramp);
  }
  return scale;
}

/// How the numbers run, a line for every condition.
void cell_traces(const CellLook& look, const ImRect& row, const TableScale& scale, ImU32 colour,
                 std::size_t conditions) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (std::size_t k = 0; k < std::min(conditions, kMostTraces); ++k) {
    const ImVec2 from(row.Min.x, scale.y(value_of(look.value, look.ramp, k, 0), row));
    const ImVec2 to(row.Max.x, scale.y(value_of(look.value, look.ramp, k, 1), row));
    list->AddLine(from, to, look.idle ? faded(colour, 0.5f) : colour, 1.5f);
  }
}

bool has_problem_in(const Ui& ui, const std::string& path) {
  return std::any_of(ui.problems.begin(), ui.problems.end(),
                     [&](const Issue& problem) { return problem.path.starts_with(path); });
}

void table_cell(Ui& ui, const TableLayout& layout, const TablePlace& place, const CellLook& look,
                const TableScale& scale, float left) {
  const float top = layout.top_of(place.part, place.index);
  const ImRect box = layout.column(left, *place.epoch, top, top + layout.pitch - kTableGap);
  const std::string value = path_of(place) + ".value";
  const Target target = resolve(target_of(ui.experiment), value);
  if (ui.view.typing_path == value) return typing_box(ui, target, value, box);
  table_item(ui, place, box, ui.colour().plot);
  if (wants_typing(box)) ui.answer(Typing{value, typed_form(target)});
  if (ui.view.table != path_of(place))
    ImGui::GetWindowDrawList()->AddRect(box.Min, box.Max, ui.colour().border, 3);
  field_tooltip(ui, target, value);
  const ImU32 colour = channel_colour(ui, layout.task, place.part, place.index);
  const ImRect row{{box.Min.x + 5, box.Min.y + 20}, {box.Max.x - 5, box.Max.y - 6}};
  if (place.part == TablePart::inputs || look.counts > 0)
    cell_traces(look, row, scale, colour, layout.task.conditions.size());
  draw_text_within(ui, {box.Min.x + 6, box.Min.y + 10}, box.GetWidth() - 12, Type::small,
                   look.idle ? ui.colour().text3 : ui.colour().text, look.words);
  if (look.counts > 0)
    ImGui::GetWindowDrawList()->AddRectFilled(
        {box.Min.x + 3, box.Max.y - 3}, {box.Max.x - 3, box.Max.y - 1},
        mixed(ui.colour().grid, ui.colour().text2, 0.3f + 0.7f * px(look.counts)));
  changed_dot(ui, path_of(place), {box.Max.x - 6, box.Min.y + 6});
  if (has_problem_in(ui, path_of(place) + "."))
    warning_mark(ui, {box.Max.x - 10, box.Max.y - 11}, 5);
}

void table_cells(Ui& ui, const TableLayout& layout, float left) {
  const TableScale inputs = scale_of_cells(layout.task, TablePart::inputs);
  const TableScale targets = scale_of_cells(layout.task, TablePart::outputs);
  for (std::size_t e = 0; e < layout.task.epochs.size(); ++e) {
    const CustomEpoch& epoch = layout.task.epochs[e];
    for (std::size_t c = 0; c < std::min(epoch.inputs.size(), layout.task.inputs.size()); ++c)
      table_cell(ui, layout, {TablePart::inputs, c, e}, look_of(epoch.inputs[c]), inputs, left);
    for (std::size_t o = 0; o < std::min(epoch.targets.size(), layout.task.outputs.size()); ++o)
      table_cell(ui, layout, {TablePart::outputs, o, e}, look_of(epoch.targets[o]), targets, left);
  }
}

/// The columns, in a window of their own that scrolls sideways when there are too many.
void table_columns(Ui& ui, TableLayout layout, float width) {
  const float room = width - layout.names + kTableRing;
  const bool scrolls = layout.width() + kTableRing > room;
  const ImVec2 corner = layout.corner;
  ImGui::SetCursorScreenPos({corner.x + layout.names - kTableRing, corner.y - kTableRing});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kTableRing, kTableRing));
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, 8);
  ImGui::BeginChild("columns", {room, layout.height + 2 * kTableRing + (scrolls ? 10.0f : 0.0f)},
                    ImGuiChildFlags_NavFlattened | ImGuiChildFlags_AlwaysUseWindowPadding,
                    scrolls ? ImGuiWindowFlags_HorizontalScrollbar
                            : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  for (std::size_t e = 0; e < layout.task.epochs.size(); ++e) epoch_head(ui, layout, at.x, e);
  table_example(ui, layout, at.x);
  table_cells(ui, layout, at.x);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({layout.width() - kTableGap, layout.height - kTableGap});
  ImGui::EndChild();
  ImGui::PopStyleVar(3);
}

}  // namespace

bool table_item(Ui& ui, const TablePlace& place, const ImRect& box, ImU32 fill) {
  const std::string path = path_of(place);
  const ImGuiID id = ImGui::GetID(path.c_str());
  ui.place(path, box);
  bool hovered = false;
  bool held = false;
  if (ImGui::ItemAdd(box, id) && ImGui::ButtonBehavior(box, id, &hovered, &held))
    ui.answer(SelectInTable{path});
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (fill != 0 || hovered)
    list->AddRectFilled(box.Min, box.Max, hovered ? ui.colour().hover : fill, 3);
  if (ui.view.table == path)
    list->AddRect({box.Min.x - 1, box.Min.y - 1}, {box.Max.x + 1, box.Max.y + 1},
                  ui.colour().primary, 4, 0, 2);
  focus_ring(ui, box, id, 3);
  found_ring(ui, path, box, id);
  return hovered;
}

void table_grid(Ui& ui, const CustomParameters& task) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const TableLayout layout(task, at, width);
  const ImRect heads{at, {at.x + width, at.y + kEpochHead}};
  ui.place("task.epochs", heads);
  found_ring(ui, "task.epochs", heads);
  draw_text(ui, {at.x, at.y + kEpochHead / 2}, Type::label, ui.colour().text2, "Epochs");
  trouble_mark(ui, "task.epochs", {at.x + layout.names - 12, at.y + kEpochHead / 2});
  draw_text(ui, {at.x, at.y + kEpochHead + kTableGap + kExampleHigh / 2}, Type::label,
            ui.colour().text2, layout.names < 100 ? "Example" : "Example trial");
  channel_names(ui, layout, TablePart::inputs, "Inputs");
  channel_names(ui, layout, TablePart::outputs, "Targets");
  table_columns(ui, layout, width);
  ImGui::Dummy({0, 2});
}

}  // namespace nn4n::playground

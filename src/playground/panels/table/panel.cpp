// The tab of a custom task: its table, the fields of what is selected there, its conditions and its
// judge.
#include <algorithm>
#include <array>
#include <cmath>

#include "playground/look/places.h"
#include "playground/panels/table/table.h"
#include "playground/widgets/columns.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr std::string_view kTablePanel = "table";
constexpr float kTaskColumnsFrom = 560;

void add_row(Ui& ui, const CustomParameters& task) {
  constexpr std::array parts{TablePart::epochs, TablePart::inputs, TablePart::outputs};
  const Row row = next_row(0, 0);
  const float width = std::floor((std::min(row.all.GetWidth(), 420.0f) - 12) / 3);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const float left = row.all.Min.x + px(k) * (width + 6);
    add_button(ui, task, parts[k], {{left, row.all.Min.y}, {left + width, row.all.Max.y}});
  }
}

/// The rule, what it means, and its parameters.
void judge_fields(Ui& ui, const CustomParameters& task) {
  heading(ui, "Judge");
  edit_field(ui, "task.judge.rule", {.label_width = 84});
  const Choice& rule = Choices<JudgeRule>::list[static_cast<std::size_t>(task.judge.rule)];
  paragraph(ui, Type::small, ui.colour().text2, rule.help, ImGui::GetContentRegionAvail().x);
  for (const char* key : {"threshold", "tolerance_deg", "largest_error", "pass"})
    edit_field(ui, std::string("task.judge.") + key, {.label_width = 100});
}

void selected_fields(Ui& ui, const CustomParameters& task) {
  if (const auto place = table_place(ui.experiment, ui.view.table))
    return table_details(ui, task, *place);
  paragraph(
      ui, Type::label, ui.colour().text2,
      for_hand("Click an epoch, a channel, a condition or a cell to edit it. Double-click a cell "
               "to type its numbers."),
      ImGui::GetContentRegionAvail().x);
}

void below_table(Ui& ui, const CustomParameters& task) {
  const float width = ImGui::GetContentRegionAvail().x;
  if (width < kTaskColumnsFrom) {
    selected_fields(ui, task);
    ImGui::Dummy({0, 6});
    table_conditions(ui, task);
    ImGui::Dummy({0, 6});
    return judge_fields(ui, task);
  }
  two_columns(
      24, [&] { selected_fields(ui, task); },
      [&] {
        table_conditions(ui, task);
        ImGui::Dummy({0, 6});
        judge_fields(ui, task);
      });
}

/// On the way to a setting of the table: what it belongs to is selected first.
void go_on_in_table(Ui& ui) {
  const std::string& goal = ui.view.goal;
  if (goal.empty() || panel_of(ui.derived, goal) != kTablePanel) return;
  const auto place = table_place(ui.experiment, goal);
  if (place && ui.view.table != path_of(*place)) return ui.answer(SelectInTable{path_of(*place)});
  const ImRect* box = nearest(ui.places, goal);
  box ? scroll_to(ui, *box) : ui.answer(Arrived{});
}

void rows_of_table(Ui& ui, const CustomParameters& task) {
  add_row(ui, task);
  ImGui::Dummy({0, 4});
  table_grid(ui, task);
  below_table(ui, task);
}

void table_rows(Ui& ui) {
  rows_of_table(ui, *table_of(ui.experiment));
  go_on_in_table(ui);
}

/// With the fields of everything that can be selected in the table.
void all_table_rows(Ui& ui) {
  const CustomParameters& task = *table_of(ui.experiment);
  rows_of_table(ui, task);
  for (const TablePlace& place : all_places(task)) table_details(ui, task, place);
}

const RegisteredPanel registered_table{
    {.key = kTablePanel,
     .title = "Task",
     .place = PanelPlace::tab,
     .order = 10,
     .rows = table_rows,
     .shown = [](const Ui& ui) { return table_of(ui.experiment) != nullptr; },
     .all_rows = all_table_rows}};

}  // namespace

}  // namespace nn4n::playground

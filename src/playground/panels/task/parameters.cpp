#include "playground/panels/task/parameters.h"
#include "editing/task_table.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

bool has_button(Ui& ui, const char* name, std::string_view words) {
  const Row row = next_row(0, 0);
  ui.place(name, row.all);
  return button(ui, name, row.all, words);
}

/// "Input 1 [name]": the names of channels, which come with the file.
void channel_rows(Ui& ui, const std::string& path, std::string_view noun) {
  const Target list = resolve(target_of(ui.experiment), path);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui.place(path, {at, {at.x + ImGui::GetContentRegionAvail().x, at.y + row_pitch()}});
  for (std::size_t k = 0; k < list.type->size(list.object); ++k)
    edit_field(ui, path + "[" + std::to_string(k) + "]",
               {.label = std::string(noun) + " " + std::to_string(k + 1)});
}

/// Rows for own trials: the button that reads the file, and what the file does not say.
void own_data_rows(Ui& ui) {
  if (has_button(ui, "trials.file", "Read a file of trials")) ui.answer(ChooseTrialsFile{});
  item_tooltip(ui, "The file is CSV or npz. You can also drop it on the page.");
  edit_field(ui, "task.step_ms");
  heading(ui, "Channels");
  channel_rows(ui, "task.inputs", "Input");
  channel_rows(ui, "task.outputs", "Output");
  heading(ui, "Judge");
  edit_all(ui, "task.judge");
}

/// The button that leads to the table.
void table_button(Ui& ui) {
  if (ui.view.tab == "table") return;
  if (has_button(ui, "table.edit", "Edit the table")) ui.answer(SelectTab{"table"});
}

/// First how long the epochs take, then what happens in them.
void parameter_rows(Ui& ui) {
  const Target task = resolve(target_of(ui.experiment), "task");
  const auto rows = [&](bool times) {
    bool begun = false;
    for_each_part(task, [&](const Target& part, const std::string& step) {
      if ((part.field->about.unit == "ms") != times) return;
      if (!begun) heading(ui, times ? "Epochs" : "Conditions");
      begun = true;
      edit_field(ui, "task" + step);
    });
    return begun;
  };
  rows(true);
  if (!rows(false)) heading(ui, "Conditions");
}

}  // namespace

void task_parameters(Ui& ui) {
  if (table_of(ui.experiment)) {
    table_button(ui);
  } else if (ui.experiment.task.name() == "data") {
    own_data_rows(ui);
  } else {
    parameter_rows(ui);
  }
  edit_field(ui, "network.input_noise");
}

}  // namespace nn4n::playground

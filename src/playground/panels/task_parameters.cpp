#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"

namespace nn4n::playground {

/// The task's own parameters: how long its epochs take, and what happens in them.
void task_parameters(Ui& ui) {
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
  edit_field(ui, "network.input_noise");
}

}  // namespace nn4n::playground

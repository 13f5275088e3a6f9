#include "editing/words.h"
#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr std::size_t kShown = 4;  // recorded changes listed; the rest is counted

std::string words_of(const Experiment& experiment, const Change& change) {
  return grouped(change.iteration) + ": " + noun_of(experiment, change.path) + " " +
         compact(change.value);
}

/// What was changed while training, and the way to make it the start instead.
void recorded_changes(Ui& ui) {
  const auto& changes = ui.experiment.changes;
  if (changes.empty()) return;
  ImGui::Dummy({0, 2});
  const std::string count = grouped(static_cast<double>(changes.size()));
  const std::string title =
      count + (changes.size() == 1 ? " change" : " changes") + " while training, by iteration";
  const float width = ImGui::GetContentRegionAvail().x;
  paragraph(ui, Type::label, ui.colour().text2, title, width);
  const std::size_t first = changes.size() > kShown ? changes.size() - kShown : 0;
  for (std::size_t i = first; i < changes.size(); ++i) {
    paragraph(ui, Type::small, ui.colour().text3, words_of(ui.experiment, changes[i]), width);
  }
  const Row row = next_row(0, 0);
  ui.place("changes.forget", row.all);
  if (button(ui, "forget", row.all, "Forget changes")) ui.answer(ForgetChanges{});
  ImGui::SetItemTooltip("Starts again from iteration 0 with the values now in force.");
}

}  // namespace

void training_panel(Ui& ui) {
  if (!section(ui, "Training")) return;
  edit_field(ui, "training.learning_rate");
  edit_field(ui, "network.recurrent_noise");
  edit_field(ui, "training.batch");
  edit_field(ui, "training.optimiser");
  edit_field(ui, "seed");
  recorded_changes(ui);
}

void validation_panel(Ui& ui) {
  const Training& training = ui.experiment.training;
  const std::string note = "every " + grouped(training.validation_interval) + " iterations";
  if (!section(ui, "Validation", note)) return;
  edit_field(ui, "training.validation_trials");
  edit_field(ui, "training.validation_interval");
  edit_field(ui, "training.validation_noise");
}

void course_panel(Ui& ui) {
  const Curriculum& curriculum = ui.experiment.training.curriculum;
  if (!section(ui, "Course of training", curriculum.on ? "curriculum" : "stop, redraw")) return;
  for (const char* part : {"curriculum", "stop", "redraw"})
    edit_all(ui, std::string("training.") + part, {.label_width = 132});
}

}  // namespace nn4n::playground

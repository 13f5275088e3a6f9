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

/// What was changed while training, and a button that makes the present values those of the start.
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
  item_tooltip(ui, "Training starts again from iteration 0 with the present values.");
}

void training_rows(Ui& ui) {
  edit_field(ui, "training.learning_rate");
  edit_field(ui, "network.recurrent_noise");
  edit_field(ui, "training.batch");
  edit_field(ui, "training.optimiser");
  edit_field(ui, "seed");
  recorded_changes(ui);
}

const RegisteredPanel registered_training{{.key = "training",
                                           .title = "Training",
                                           .place = PanelPlace::build,
                                           .order = 40,
                                           .rows = training_rows}};

std::string validation_note(const Ui& ui) {
  return "every " + grouped(ui.experiment.training.validation_interval) + " iterations";
}

void validation_rows(Ui& ui) {
  edit_field(ui, "training.validation_trials");
  edit_field(ui, "training.validation_interval");
  edit_field(ui, "training.validation_noise");
}

const RegisteredPanel registered_validation{{.key = "validation",
                                             .title = "Validation",
                                             .place = PanelPlace::build,
                                             .order = 60,
                                             .rows = validation_rows,
                                             .note = validation_note,
                                             .folded = true}};

std::string course_note(const Ui& ui) {
  return ui.experiment.training.curriculum.on ? "curriculum" : "stop, redraw";
}

void course_rows(Ui& ui) {
  for (const char* part : {"curriculum", "stop", "redraw"})
    edit_all(ui, std::string("training.") + part, {.label_width = 132});
}

const RegisteredPanel registered_course{{.key = "course",
                                         .title = "Course of training",
                                         .place = PanelPlace::build,
                                         .order = 70,
                                         .rows = course_rows,
                                         .note = course_note,
                                         .folded = true}};

}  // namespace

}  // namespace nn4n::playground

#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

std::string lower_first(std::string_view label) {
  std::string text(label);
  text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

/// "AdamW, cosine".
std::string optimiser_note(const Ui& ui) {
  const Training& training = ui.experiment.training;
  const auto kind = static_cast<std::size_t>(training.optimiser);
  const auto schedule = static_cast<std::size_t>(training.schedule.kind);
  return std::string(Choices<OptimiserKind>::list[kind].label) + ", " +
         lower_first(Choices<ScheduleKind>::list[schedule].label);
}

/// The fields say themselves when they have an effect; others are not shown.
void rows(Ui& ui, std::initializer_list<const char*> keys) {
  for (const char* key : keys) edit_field(ui, std::string("training.") + key, {.label_width = 132});
}

void optimiser_rows(Ui& ui) {
  const auto kind = static_cast<std::size_t>(ui.experiment.training.optimiser);
  paragraph(ui, Type::label, ui.colour().text2, Choices<OptimiserKind>::list[kind].help,
            ImGui::GetContentRegionAvail().x);
  rows(ui, {"momentum", "nesterov"});
  for (const char* part : {"training.adam", "training.rmsprop"})
    edit_all(ui, part, {.label_width = 132});
  heading(ui, "Schedule of the learning rate");
  edit_all(ui, "training.schedule", {.label_width = 132});
  heading(ui, "Gradient");
  rows(ui, {"clip_norm", "clip_value", "non_finite"});
}

const RegisteredPanel registered_optimiser{{.key = "optimiser",
                                            .title = "Optimiser",
                                            .place = PanelPlace::build,
                                            .order = 50,
                                            .rows = optimiser_rows,
                                            .note = optimiser_note,
                                            .folded = true}};

}  // namespace

}  // namespace nn4n::playground

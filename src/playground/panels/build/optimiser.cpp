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

/// Rows that the chosen optimiser does not use are dimmed, not hidden, because search leads to
/// them.
void rows(Ui& ui, bool used, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    edit_field(ui, std::string("training.") + key, {.label_width = 132, .dimmed = !used});
}

void optimiser_rows(Ui& ui) {
  const Training& training = ui.experiment.training;
  const OptimiserKind kind = training.optimiser;
  const auto& choice = Choices<OptimiserKind>::list[static_cast<std::size_t>(kind)];
  paragraph(ui, Type::label, ui.colour().text2, choice.help, ImGui::GetContentRegionAvail().x);
  const bool sgd = kind == OptimiserKind::sgd;
  const bool adamw = kind == OptimiserKind::adamw;
  const bool rmsprop = kind == OptimiserKind::rmsprop;
  rows(ui, sgd || rmsprop, {"momentum"});
  rows(ui, sgd, {"nesterov"});
  rows(ui, adamw || kind == OptimiserKind::adam, {"adam.beta1", "adam.beta2", "adam.epsilon"});
  rows(ui, adamw, {"adam.weight_decay"});
  rows(ui, rmsprop, {"rmsprop.decay", "rmsprop.epsilon"});
  heading(ui, "Schedule of the learning rate");
  const ScheduleKind schedule = training.schedule.kind;
  rows(ui, true, {"schedule.kind", "schedule.warm_up"});
  rows(ui, schedule == ScheduleKind::step, {"schedule.every", "schedule.factor"});
  rows(ui, schedule == ScheduleKind::cosine, {"schedule.length", "schedule.floor"});
  heading(ui, "Gradient");
  rows(ui, true, {"clip_norm", "clip_value", "non_finite"});
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

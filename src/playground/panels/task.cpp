#include <algorithm>
#include <cmath>

#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"
#include "playground/words.h"

namespace nn4n::playground {

namespace {

std::string span_words(Ui& ui, const EpochSpan& span, float dt_ms, float width) {
  const std::string ms = grouped((span.end - span.begin) * double{dt_ms});
  std::string name = span.name;
  if (!name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  const std::string full = name + " " + ms + " ms";
  return text_width(ui, Type::label, full) + 8 <= width ? full : ms;
}

/// The parts of the sample trial, wide as they are long but never too narrow for their number.
void epoch_strip(Ui& ui) {
  const SampleTrial& trial = ui.run.snapshot.trial;
  if (trial.epochs.empty() || trial.steps <= 0) return;
  const Row row = next_row(0, 0);
  const float least = 32;
  const float room = row.all.GetWidth() - least * px(trial.epochs.size());
  float left = row.all.Min.x;
  bool strong = false;
  for (const EpochSpan& span : trial.epochs) {
    const float share = px(span.end - span.begin) / px(trial.steps);
    const float right = std::floor(left + least + std::max(room, 0.0f) * share + 0.5f);
    const ImRect box{{left, row.all.Min.y + 2}, {right - 1, row.all.Max.y - 2}};
    ImGui::GetWindowDrawList()->AddRectFilled(box.Min, box.Max,
                                              strong ? ui.colour().active : ui.colour().control);
    draw_text(ui, box.GetCenter(), Type::label, ui.colour().text,
              span_words(ui, span, trial.dt_ms, box.GetWidth()), Align::centre);
    left = right;
    strong = !strong;
  }
}

}  // namespace

void task_panel(Ui& ui) {
  if (!section(ui, "Task")) return;
  edit_field(ui, "task", {.label_width = 0});
  epoch_strip(ui);
  task_parameters(ui);
}

}  // namespace nn4n::playground

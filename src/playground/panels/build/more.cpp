// Settings that no other panel shows. A field that is added to the engine appears here by itself
// until a panel shows it.
#include "editing/all_settings.h"
#include "playground/look/places.h"
#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/field_tooltip.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

/// A row for what comes in a file or link and cannot be typed: a matrix, a list of texts.
void summary_row(Ui& ui, const Target& target, const std::string& path) {
  const Row row = next_row(168, 0);
  ui.place(path, row.control);
  changed_dot(ui, path, {row.label.Min.x - 5.5f, row.label.GetCenter().y});
  trouble_mark(ui, path, {row.label.Max.x - 8, row.label.GetCenter().y});
  found_ring(ui, path, row.all);
  draw_text_within(ui, {row.label.Min.x, row.label.GetCenter().y}, row.label.GetWidth(),
                   Type::label, ui.colour().text2, target.field->about.label);
  draw_text_within(ui, {row.control.Max.x, row.control.GetCenter().y}, row.control.GetWidth(),
                   Type::control, ui.colour().text, value_words(target), Align::right);
  if (ImGui::ItemAdd(row.all, ImGui::GetID(path.c_str()), nullptr, ImGuiItemFlags_NoNav)) {
    if (ImGui::ItemHoverable(row.all, ImGui::GetID(path.c_str()), 0) &&
        ImGui::IsMouseDoubleClicked(0))
      ui.answer(RestoreDefault{path});
    field_tooltip(ui, target, path);
  }
}

void more_rows(Ui& ui) {
  const std::vector<std::string>& left = ui.derived.unlisted;
  std::string place;
  for (const std::string& path : left) {
    const Target target = resolve(target_of(ui.experiment), path);
    if (const std::string here = place_of(ui.experiment, path); here != place) {
      place = here;
      if (!place.empty()) heading(ui, place);
    }
    const bool typed = target.type->kind != Kind::list || target.type->element->number;
    typed ? edit_field(ui, path) : summary_row(ui, target, path);
  }
}

const RegisteredPanel registered_more{
    {.key = kMorePanel,
     .title = "More settings",
     .place = PanelPlace::build,
     .order = 1000,
     .rows = more_rows,
     .shown = [](const Ui& ui) { return !ui.derived.unlisted.empty(); },
     .note = [](const Ui& ui) { return std::to_string(ui.derived.unlisted.size()); },
     .folded = true,
     .close = true,
     .copies = true}};

}  // namespace

}  // namespace nn4n::playground

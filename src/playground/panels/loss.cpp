#include <algorithm>
#include <cmath>

#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr double kFirstWeight = 1e-3;  // of a term that is added
constexpr float kCross = 20;           // at the right of a term's weight

std::string path_of(std::size_t index) { return "loss[" + std::to_string(index) + "]"; }

const Entry* entry_of(const LossTerm& term) {
  return TermCatalogue::registry().find(term.term.name());
}

bool has_term(const Experiment& experiment, std::string_view key) {
  return std::any_of(experiment.loss.begin(), experiment.loss.end(),
                     [&](const LossTerm& term) { return term.term.name() == key; });
}

/// The names of the terms that count, for the folded title.
std::string summary(const Experiment& experiment) {
  std::string words;
  for (const LossTerm& term : experiment.loss) {
    if (term.weight == 0) continue;
    words += (words.empty() ? "" : ", ") + std::string(entry_of(term)->label);
  }
  return words.empty() ? "none" : words;
}

/// The cross that removes a term. The keyboard goes on to the next one's, from the last one's to
/// the one before.
void remove_cross(Ui& ui, std::size_t index, const ImRect& box, const std::string& label) {
  const std::size_t terms = ui.experiment.loss.size();
  const auto id = [](std::size_t i) { return "remove " + path_of(i); };
  ui.place(path_of(index) + "#remove", box);
  if (icon_button(ui, id(index).c_str(), box, ImGuiDir_None)) {
    ui.answer(RemoveTerm{index});
    if (index > 0 && index + 1 == terms) move_focus(ImGui::GetID(id(index - 1).c_str()));
  }
  if (terms > 1)
    ImGui::SetItemTooltip("Remove %s", label.c_str());
  else
    ImGui::SetItemTooltip("The last loss term cannot be removed.");
}

/// A term's weight under the term's own name, then its parameters.
void term_rows(Ui& ui, std::size_t index) {
  const std::string path = path_of(index);
  const std::string label(entry_of(ui.experiment.loss[index])->label);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float right = at.x + ImGui::GetContentRegionAvail().x;
  const float middle = std::floor(at.y + (row_pitch() - 4) / 2);
  edit_field(ui, path + ".weight", {.label = label, .spare = kCross});
  remove_cross(ui, index, {{right - 14, middle - 8}, {right + 2, middle + 8}}, label);
  edit_all(ui, path + ".term");
}

void add_row(Ui& ui, const Entry& entry) {
  const Row row = next_row(118, 60);
  draw_text_within(ui, {row.label.Min.x, row.label.GetCenter().y}, row.all.GetWidth() - 66,
                   Type::label, ui.colour().text3, entry.label);
  ui.place("loss.add." + std::string(entry.key), row.value);
  const std::string id = "add " + std::string(entry.key);
  if (!button(ui, id.c_str(), row.value, "Add")) return;
  ui.answer(AddTerm{std::string(entry.key), kFirstWeight});
  ImGui::PushID((path_of(ui.experiment.loss.size()) + ".weight").c_str());
  move_focus(ImGui::GetID("track"));  // this button goes away; the new term's slider comes
  ImGui::PopID();
}

}  // namespace

void loss_panel(Ui& ui) {
  if (!section(ui, "Losses", summary(ui.experiment))) return;
  for (std::size_t i = 0; i < ui.experiment.loss.size(); ++i) term_rows(ui, i);
  for (const Entry* entry : TermCatalogue::registry().entries()) {
    if (!has_term(ui.experiment, entry->key)) add_row(ui, *entry);
  }
}

}  // namespace nn4n::playground

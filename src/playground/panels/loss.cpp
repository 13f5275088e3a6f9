#include <algorithm>
#include <cmath>

#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr double kFirstWeight = 1e-3;  // of a term that is added

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

/// A term's weight under the term's own name, then its parameters.
void term_rows(Ui& ui, std::size_t index) {
  const std::string path = "loss[" + std::to_string(index) + "]";
  edit_field(ui, path + ".weight",
             {.label = std::string(entry_of(ui.experiment.loss[index])->label)});
  edit_all(ui, path + ".term");
}

void add_row(Ui& ui, const Entry& entry) {
  const Row row = next_row(118, 60);
  draw_text_within(ui, {row.label.Min.x, row.label.GetCenter().y}, row.all.GetWidth() - 66,
                   Type::label, ui.colour().text3, entry.label);
  ui.place("loss.add." + std::string(entry.key), row.value);
  const std::string id = "add " + std::string(entry.key);
  if (button(ui, id.c_str(), row.value, "Add"))
    ui.answer(AddTerm{std::string(entry.key), kFirstWeight});
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

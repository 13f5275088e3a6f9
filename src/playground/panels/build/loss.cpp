#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/panels.h"
#include "playground/widgets/field_row.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr double kFirstWeight = 1e-3;  // of a term that is added
constexpr float kCross = 20;           // room for the cross at the right of a term's name

std::string term_path(std::size_t index) { return "loss[" + std::to_string(index) + "]"; }

const Entry* entry_of(const LossTerm& term) {
  return TermCatalogue::registry().find(term.term.name());
}

/// The names of the terms that count, beside the title.
std::string loss_note(const Ui& ui) {
  std::string words;
  for (const LossTerm& term : ui.experiment.loss) {
    if (term.weight == 0) continue;
    words += (words.empty() ? "" : ", ") + std::string(entry_of(term)->label);
  }
  return words.empty() ? "none" : words;
}

/// The cross that removes a term. The keyboard focus then moves to the cross of the next term or,
/// after the last term, to that of the one before.
void remove_cross(Ui& ui, std::size_t index, const ImRect& box, const std::string& label) {
  const std::size_t terms = ui.experiment.loss.size();
  const auto id = [](std::size_t i) { return "remove " + term_path(i); };
  ui.place(term_path(index) + "#remove", box);
  if (icon_button(ui, id(index).c_str(), box, ImGuiDir_None)) {
    ui.answer(RemoveTerm{index});
    if (index > 0 && index + 1 == terms) move_focus(ImGui::GetID(id(index - 1).c_str()));
  }
  if (terms > 1)
    item_tooltip(ui, "Remove " + label);
  else
    item_tooltip(ui, "The last loss term cannot be removed.");
}

/// What each term adds to the loss of the last batch, with the weights now in force; empty when
/// that is not known.
std::vector<double> parts_of_loss(const Ui& ui) {
  const std::vector<float>& values = ui.run.snapshot.term_losses;
  const std::vector<LossTerm>& loss = ui.experiment.loss;
  std::vector<double> parts;
  if (!ui.run.known || values.size() != loss.size()) return parts;
  for (std::size_t i = 0; i < loss.size(); ++i)
    parts.push_back(loss[i].weight * static_cast<double>(values[i]));
  return parts;
}

/// The size of a part divided by the sizes of all parts, 0..1; a term may be negative.
double share_of(const std::vector<double>& parts, std::size_t index) {
  double all = 0;
  for (const double part : parts) all += std::abs(part);
  return all > 0 && std::isfinite(all) ? std::abs(parts[index]) / all : 0;
}

void term_tooltip(Ui& ui, const Entry& entry, const std::string& value) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip) || !ImGui::BeginTooltip()) return;
  constexpr float width = 290;
  paragraph(ui, Type::title, ui.colour().text, entry.label, width);
  paragraph(ui, Type::label, ui.colour().text2, entry.help, width);
  if (!entry.source.empty()) paragraph(ui, Type::label, ui.colour().text2, entry.source, width);
  if (!value.empty()) paragraph(ui, Type::label, ui.colour().text2, value, width);
  ImGui::EndTooltip();
}

/// Name and share of the total, with a bar as long as the share.
void term_title(Ui& ui, std::size_t index, const std::vector<double>& parts) {
  const Entry& entry = *entry_of(ui.experiment.loss[index]);
  const Row row = next_row(0, 0);
  const std::string path = term_path(index);
  const float middle = row.all.GetCenter().y;
  const float right = row.all.Max.x - kCross - 2;
  std::string share = "–";
  std::string value;
  if (!parts.empty()) {
    share = compact(100 * share_of(parts, index), 2) + " %";
    value = "This term added " + compact(parts[index]) + " to the loss of the last batch.";
    const float y = row.all.Max.y - 1;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled({row.all.Min.x, y - 3}, {right, y}, faded(ui.colour().edge, 0.35f), 1.5f);
    const float end = row.all.Min.x + px(share_of(parts, index)) * (right - row.all.Min.x);
    list->AddRectFilled({row.all.Min.x, y - 3}, {end, y}, ui.colour().text2, 1.5f);
  }
  const ImRect words{row.all.Min, {right, row.all.Max.y}};
  if (ImGui::ItemAdd(words, ImGui::GetID(path.c_str()), nullptr, ImGuiItemFlags_NoNav)) {
    ImGui::ItemHoverable(words, ImGui::GetID(path.c_str()), 0);
    term_tooltip(ui, entry, value);
  }
  const float taken = text_width(ui, Type::small, share);
  ui.place(path + "#share", {{right - taken, words.Min.y}, words.Max});
  draw_text(ui, {right, middle - 1}, Type::small, ui.colour().text2, share, Align::right);
  draw_text_within(ui, {words.Min.x, middle - 1}, words.GetWidth() - taken - 8, Type::title,
                   ui.colour().text, entry.label);
  const float x = row.all.Max.x;
  remove_cross(ui, index, {{x - 14, middle - 8}, {x + 2, middle + 8}}, std::string(entry.label));
}

void term_rows(Ui& ui, std::size_t index, const std::vector<double>& parts) {
  const std::string path = term_path(index);
  term_title(ui, index, parts);
  edit_field(ui, path + ".weight");
  edit_all(ui, path + ".term");
  ImGui::Dummy({0, 2});
}

/// One term of the menu, with its formula. True when it was picked.
bool menu_item(Ui& ui, const Entry& entry) {
  constexpr float width = 320, pad = 6;
  const float words = paragraph_height(ui, Type::label, entry.help, width);
  const float height = 2 * pad + 20 + words;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string id = "##" + std::string(entry.key);
  const bool picked = ImGui::Selectable(id.c_str(), false, 0, {width + 2 * pad, height});
  ui.place("loss.add." + std::string(entry.key), {at, {at.x + width + 2 * pad, at.y + height}});
  const ImVec2 after = ImGui::GetCursorScreenPos();
  draw_text(ui, {at.x + pad, at.y + pad + 8}, Type::title, ui.colour().text, entry.label);
  ImGui::SetCursorScreenPos({at.x + pad, at.y + pad + 20});
  paragraph(ui, Type::label, ui.colour().text2, entry.help, width);
  ImGui::SetCursorScreenPos(after);
  ImGui::Dummy({0, 0});
  return picked;
}

/// The button that opens the menu of all terms; a term may be added twice, with other parameters.
void add_menu(Ui& ui) {
  const Row row = next_row(0, 0);
  ui.place("loss.add", row.all);
  found_ring(ui, "loss.add", row.all);
  ImGui::PushID("loss.add");
  if (button(ui, "button", row.all, "Add a term")) ImGui::OpenPopup("terms");
  place_list(row.all, row.all.GetWidth(), FLT_MAX);
  bool added = false;
  if (ImGui::BeginPopup("terms", ImGuiWindowFlags_NoMove)) {
    for (const Entry* entry : TermCatalogue::registry().entries()) {
      if (!menu_item(ui, *entry)) continue;
      ui.answer(AddTerm{std::string(entry->key), kFirstWeight});
      added = true;
    }
    ImGui::EndPopup();
  }
  ImGui::PopID();
  if (!added) return;
  ImGui::PushID((term_path(ui.experiment.loss.size()) + ".weight").c_str());
  move_focus(ImGui::GetID("track"));  // the new term's slider comes
  ImGui::PopID();
}

void loss_rows(Ui& ui) {
  const std::vector<double> parts = parts_of_loss(ui);
  for (std::size_t i = 0; i < ui.experiment.loss.size(); ++i) term_rows(ui, i, parts);
  const Target list = resolve(target_of(ui.experiment), "loss");
  const double more = static_cast<double>(ui.experiment.loss.size() + 1);
  if (size_complaint(list, more).empty()) add_menu(ui);
}

const RegisteredPanel registered_loss{{.key = "loss",
                                       .title = "Losses",
                                       .place = PanelPlace::build,
                                       .order = 80,
                                       .rows = loss_rows,
                                       .note = loss_note,
                                       .folded = true}};

}  // namespace

}  // namespace nn4n::playground

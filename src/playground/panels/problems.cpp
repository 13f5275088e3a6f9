#include "editing/words.h"
#include "playground/panels/messages.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kPad = 10, kWordsFrom = 24;

/// The sentence, which leads to its control.
void problem_row(Ui& ui, const Issue& problem, float width) {
  const std::string words = sentence(ui.experiment, problem);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect box{at, {at.x + width, at.y + paragraph_height(ui, Type::label, words, width)}};
  const ImGuiID id = ImGui::GetID(problem.path.c_str());
  bool hovered = false;
  bool held = false;
  if (ImGui::ItemAdd(box, id) && ImGui::ButtonBehavior(box, id, &hovered, &held))
    ui.answer(GoTo{problem.path});
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ui.place("problem." + problem.path, box);
  paragraph(ui, Type::label, hovered ? ui.colour().text : ui.colour().text2, words, width);
}

}  // namespace

void problems_message(Ui& ui) {
  if (ui.problems.empty()) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float room = width - kWordsFrom - kPad;
  float height = 2 * kPad + 24;
  for (const Issue& problem : ui.problems)
    height += 4 + paragraph_height(ui, Type::label, sentence(ui.experiment, problem), room);
  const ImRect card{{at.x - 4, at.y}, {at.x + width, at.y + height}};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(card.Min, card.Max, ui.colour().plot, 4);
  list->AddRect(card.Min, card.Max, ui.colour().warning, 4);
  ui.place("message.problems", card);
  warning_mark(ui, {at.x + kPad + 2, at.y + kPad + 9}, 6);
  draw_text(ui, {at.x + kWordsFrom, at.y + kPad + 9}, Type::title, ui.colour().text,
            "Cannot run yet");
  ImGui::SetCursorScreenPos({at.x + kWordsFrom, at.y + kPad + 24});
  for (const Issue& problem : ui.problems) {
    problem_row(ui, problem, room);
    ImGui::SetCursorScreenPos({at.x + kWordsFrom, ImGui::GetCursorScreenPos().y});
  }
  ImGui::SetCursorScreenPos({at.x, card.Max.y + 8});
  ImGui::Dummy({0, 0});
}

}  // namespace nn4n::playground

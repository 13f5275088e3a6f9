#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/panels/messages.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr std::size_t kListed = 4;  // issues shown in full; the rest is counted
constexpr float kBeside = 66;       // what the mark and the cross beside a notice's words take

void error_mark(Ui& ui, ImVec2 c) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddNgonFilled(c, 9, ui.colour().error, 8);
  list->AddLine({c.x - 3, c.y - 3}, {c.x + 3, c.y + 3}, ui.colour().plot, 2);
  list->AddLine({c.x - 3, c.y + 3}, {c.x + 3, c.y - 3}, ui.colour().plot, 2);
}

void information_mark(Ui& ui, ImVec2 c) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddCircle(c, 7.5f, ui.colour().text2, 0, 1.5f);
  list->AddLine({c.x, c.y - 0.5f}, {c.x, c.y + 4}, ui.colour().text2, 1.5f);
  list->AddCircleFilled({c.x, c.y - 3.5f}, 1.2f, ui.colour().text2);
}

ImRect background(Ui& ui, const ImRect& box, float height) {
  const ImRect card{box.Min, {box.Max.x, box.Min.y + height}};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(card.Min, card.Max, ui.colour().plot, 4);
  list->AddRect(card.Min, card.Max, ui.colour().border, 4);
  return card;
}

constexpr float kIssueWords = 32;  // where the words begin, right of the mark

float issue_height(const Ui& ui, const Issue& issue, float width) {
  return std::ceil(paragraph_height(ui, Type::label, sentence(ui.experiment, issue),
                                    width - kIssueWords)) +
         11;
}

void issue_line(Ui& ui, const Issue& issue, ImVec2 at, float width) {
  warning_mark(ui, {at.x + 10, at.y + 10});
  ImGui::SetCursorScreenPos({at.x + kIssueWords, at.y + 3});
  paragraph(ui, Type::label, ui.colour().text, sentence(ui.experiment, issue), width - kIssueWords);
}

}  // namespace

float issues_message(Ui& ui, const ImRect& box) {
  if (ui.issues.empty()) return 0;
  const std::size_t listed = std::min(ui.issues.size(), kListed);
  const bool more = ui.issues.size() > listed;
  const float width = box.GetWidth() - 24;
  float height = 36 + (more ? 22.0f : 0.0f) + 48;
  for (std::size_t i = 0; i < listed; ++i) height += issue_height(ui, ui.issues[i], width);
  const ImRect card = background(ui, box, height);
  ui.place("message.issues", card);
  const std::string count =
      grouped(px(ui.issues.size())) + (ui.issues.size() == 1 ? " change" : " changes");
  draw_text(ui, {card.Min.x + 12, card.Min.y + 18}, Type::title, ui.colour().text, "This link");
  draw_text_within(ui, {card.Min.x + 80, card.Min.y + 18}, card.GetWidth() - 92, Type::label,
                   ui.colour().text2, "needed " + count + ". Nothing runs until you press Run.");
  float y = card.Min.y + 36;
  for (std::size_t i = 0; i < listed; ++i) {
    issue_line(ui, ui.issues[i], {card.Min.x + 12, y}, width);
    y += issue_height(ui, ui.issues[i], width);
  }
  if (more)
    draw_text(ui, {card.Min.x + 44, y + 8}, Type::label, ui.colour().text2,
              "and " + grouped(px(ui.issues.size() - listed)) + " more");
  const ImRect keep{{card.Min.x + 12, card.Max.y - 40}, {card.Min.x + 148, card.Max.y - 8}};
  const ImRect open{{keep.Max.x + 8, keep.Min.y}, {keep.Max.x + 160, keep.Max.y}};
  ui.place("issues.keep", keep);
  ui.place("issues.default", open);
  if (button(ui, "keep", keep, "Keep and close", true)) ui.answer(DismissIssues{});
  if (button(ui, "default", open, "Open the default")) ui.answer(Replace{Experiment{}, {}});
  return height;
}

float divergence_message(Ui& ui, const ImRect& box) {
  if (ui.run.snapshot.diverged_at <= 0) return 0;
  const ImRect card = background(ui, box, 52);
  ui.place("message.diverged", card);
  error_mark(ui, {card.Min.x + 20, card.Min.y + 26});
  const ImRect halve{{card.Max.x - 152, card.Min.y + 12}, {card.Max.x - 8, card.Max.y - 12}};
  const float room = halve.Min.x - card.Min.x - 50;
  draw_text_within(
      ui, {card.Min.x + 42, card.Min.y + 17}, room, Type::value, ui.colour().text,
      "The loss became infinite at iteration " + grouped(ui.run.snapshot.diverged_at) + ".");
  draw_text_within(ui, {card.Min.x + 42, card.Min.y + 36}, room, Type::label, ui.colour().text2,
                   "The weights of iteration " + grouped(ui.run.snapshot.iteration) +
                       " are back. Lower the learning rate.");
  if (button(ui, "halve", halve, "Halve learning rate")) {
    ui.answer(SetValue{"training.learning_rate", ui.experiment.training.learning_rate / 2});
  }
  return 60;
}

float notice_height(const Ui& ui, float width) {
  const std::string& text = ui.view.notice.text;
  if (text.empty()) return 0;
  return std::max(44.0f, std::ceil(paragraph_height(ui, Type::label, text, width - kBeside)) + 16);
}

void notice_message(Ui& ui, const ImRect& box) {
  const Notice& notice = ui.view.notice;
  const ImRect card = background(ui, box, box.GetHeight());
  ui.place("message.notice", card);
  const float width = card.GetWidth() - kBeside;
  const float height = paragraph_height(ui, Type::label, notice.text, width);
  const ImVec2 mark(card.Min.x + 18, card.GetCenter().y);
  notice.kind == Notice::Kind::error     ? error_mark(ui, mark)
  : notice.kind == Notice::Kind::warning ? warning_mark(ui, mark)
                                         : information_mark(ui, mark);
  ImGui::SetCursorScreenPos({card.Min.x + 38, std::floor(card.GetCenter().y - height / 2)});
  paragraph(ui, Type::label, ui.colour().text, notice.text, width);
  const ImRect cross{{card.Max.x - 24, card.Min.y + 6}, {card.Max.x - 8, card.Min.y + 22}};
  if (icon_button(ui, "close notice", cross, ImGuiDir_None)) ui.answer(DismissNotice{});
}

}  // namespace nn4n::playground

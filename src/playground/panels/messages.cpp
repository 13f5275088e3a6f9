#include "playground/panels/messages.h"

#include <algorithm>
#include <cmath>

#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kWidest = 384, kPad = 10, kWordsFrom = 38, kBetween = 8, kLineGap = 6;
constexpr float kMostOfRoom = 0.7f;  // the stack scrolls when it would be higher

float cross_size() { return touched() ? 44.0f : 28.0f; }
float button_height() { return touched() ? 44.0f : 28.0f; }

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

void mark_of_kind(Ui& ui, Notice::Kind kind, ImVec2 centre) {
  if (kind == Notice::Kind::error) return error_mark(ui, centre);
  if (kind == Notice::Kind::warning) return warning_mark(ui, centre, 7);
  information_mark(ui, centre);
}

float words_width(float width) { return width - kWordsFrom - cross_size(); }

float text_height(const Ui& ui, Type type, std::string_view text, float width) {
  return std::ceil(paragraph_height(ui, type, text, words_width(width)));
}

float button_width(const Ui& ui, const Mend& mend) {
  return text_width(ui, Type::button, mend.words) + 24;
}

/// Where each button lies, from the corner of the first: side by side as far as they fit.
std::vector<ImRect> button_boxes(const Ui& ui, std::span<const Mend> mends, float width) {
  std::vector<ImRect> boxes;
  ImVec2 at(0, 0);
  for (const Mend& mend : mends) {
    const float wide = button_width(ui, mend);
    if (at.x > 0 && at.x + wide > width) at = {0, at.y + button_height() + kLineGap};
    boxes.push_back({at, {at.x + wide, at.y + button_height()}});
    at.x += wide + 8;
  }
  return boxes;
}

float buttons_height(const Ui& ui, std::span<const Mend> mends, float width) {
  if (mends.empty()) return 0;
  return button_boxes(ui, mends, width - kWordsFrom - kPad).back().Max.y + kLineGap;
}

float height_of(const Ui& ui, const PageMessage& message, float width) {
  float height = 2 * kPad - kLineGap;
  if (!message.title.empty())
    height += text_height(ui, Type::title, message.title, width) + kLineGap;
  for (const MessageLine& line : message.lines) {
    height += text_height(ui, Type::label, line.text, width) + kLineGap;
    if (line.mend) height += button_height() + kLineGap;
  }
  height += buttons_height(ui, message.mends, width);
  return std::max(height, cross_size() + 8);
}

/// Draws text as far down as it needs; answers where it ends.
float write(Ui& ui, ImVec2 at, Type type, ImU32 colour, std::string_view text, float width) {
  ImGui::SetCursorScreenPos(at);
  paragraph(ui, type, colour, text, words_width(width));
  return at.y + text_height(ui, type, text, width) + kLineGap;
}

/// A sentence, which leads to its setting.
float write_line(Ui& ui, ImVec2 at, const MessageLine& line, float width) {
  const ImRect box{
      at, {at.x + words_width(width), at.y + text_height(ui, Type::label, line.text, width)}};
  if (!line.place.empty()) ui.place(line.place, box);
  if (!line.path.empty()) {
    const ImGuiID id = ImGui::GetID(line.path.c_str());
    bool hovered = false;
    bool held = false;
    if (ImGui::ItemAdd(box, id) && ImGui::ButtonBehavior(box, id, &hovered, &held))
      ui.answer(GoTo{line.path});
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    focus_ring(ui, box, id);
  }
  return write(ui, at, Type::label, ui.colour().text, line.text, width);
}

/// Answers where the buttons end.
float mend_buttons(Ui& ui, ImVec2 at, std::span<const Mend> mends, float width) {
  const std::vector<ImRect> boxes = button_boxes(ui, mends, width - kWordsFrom - kPad);
  for (std::size_t k = 0; k < mends.size(); ++k) {
    const ImRect box{{at.x + boxes[k].Min.x, at.y + boxes[k].Min.y},
                     {at.x + boxes[k].Max.x, at.y + boxes[k].Max.y}};
    ui.place(mends[k].key, box);
    if (button(ui, mends[k].key.c_str(), box, mends[k].words)) ui.answer(mends[k].edit);
  }
  return at.y + buttons_height(ui, mends, width);
}

void draw_card(Ui& ui, const PageMessage& message, const ImRect& card) {
  const bool urgent = message.kind != Notice::Kind::information;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(card.Min, card.Max, ui.colour().plot, 6);
  list->AddRect(card.Min, card.Max, urgent ? ui.colour().warning : ui.colour().edge, 6);
  ui.place("message." + message.key, card);
  ImGui::PushID(message.key.c_str());
  mark_of_kind(ui, message.kind, {card.Min.x + 20, card.Min.y + kPad + 9});
  const float width = card.GetWidth();
  ImVec2 at(card.Min.x + kWordsFrom, card.Min.y + kPad);
  if (message.title.empty() && message.lines.size() == 1)  // in the middle beside the mark
    at.y += std::max(0.0f, (19 - text_height(ui, Type::label, message.lines[0].text, width)) / 2);
  if (!message.title.empty())
    at.y = write(ui, at, Type::title, ui.colour().text, message.title, width);
  for (const MessageLine& line : message.lines) {
    at.y = write_line(ui, at, line, width);
    if (line.mend) at.y = mend_buttons(ui, at, {&*line.mend, 1}, width);
  }
  mend_buttons(ui, at, message.mends, width);
  const ImRect cross{{card.Max.x - cross_size() - 4, card.Min.y + 4},
                     {card.Max.x - 4, card.Min.y + 4 + cross_size()}};
  ui.place("message." + message.key + "#close", cross);
  if (icon_button(ui, "close", cross, ImGuiDir_None)) ui.answer(message.dismiss);
  ImGui::PopID();
}

}  // namespace

void draw_messages(Ui& ui, const ImRect& room) {
  if (ui.messages.empty()) return;
  const float width = std::min(kWidest, room.GetWidth());
  float height = -kBetween;
  for (const PageMessage& message : ui.messages) height += height_of(ui, message, width) + kBetween;
  const float shown = std::min(height, std::floor(room.GetHeight() * kMostOfRoom));
  ImGui::SetCursorScreenPos({room.Max.x - width, room.Max.y - shown});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 0);
  ImGui::BeginChild("messages", {width, shown}, ImGuiChildFlags_NavFlattened,
                    shown < height ? 0 : ImGuiWindowFlags_NoScrollWithMouse);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float inner = ImGui::GetContentRegionAvail().x;
  float top = corner.y;
  for (const PageMessage& message : ui.messages) {
    const float high = height_of(ui, message, inner);
    draw_card(ui, message, {{corner.x, top}, {corner.x + inner, top + high}});
    top += high + kBetween;
  }
  take_room({corner, {corner.x + inner, top - kBetween}});
  ImGui::EndChild();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
}

}  // namespace nn4n::playground

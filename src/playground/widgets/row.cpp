#include "playground/widgets/row.h"

#include <algorithm>
#include <cmath>

#include "editing/words.h"
#include "playground/look/places.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

float row_height() { return touched() ? 44.0f : 24.0f; }

/// Has the pointer moved since it was pressed, farther than in a click? A finger that goes sideways
/// over a button does not mean it.
bool dragged() {
  constexpr float slip = 10;
  const ImGuiIO& io = ImGui::GetIO();
  return touched() && io.MouseDragMaxDistanceSqr[0] > slip * slip;
}

/// An item over `box` that can be clicked and focused. `state`: 0 idle, 1 hovered, 2 held.
bool pressed(Ui& ui, const char* id, const ImRect& box, int& state, float rounding = 4) {
  const ImGuiID item = ImGui::GetID(id);
  state = 0;
  if (!ImGui::ItemAdd(box, item)) return false;
  bool hovered = false;
  bool held = false;
  const bool clicked = ImGui::ButtonBehavior(box, item, &hovered, &held);
  state = held ? 2 : hovered ? 1 : 0;
  focus_ring(ui, box, item, rounding);
  return clicked && !(dragged() && ImGui::IsMouseReleased(0));
}

ImU32 face(const Ui& ui, int state) {
  return state == 2 ? ui.colour().active : state == 1 ? ui.colour().hover : ui.colour().control;
}

void draw_check(ImDrawList* list, const ImRect& box, ImU32 colour) {
  const ImVec2 c = box.GetCenter();
  const ImVec2 points[3] = {{c.x - 4, c.y}, {c.x - 1.25f, c.y + 3}, {c.x + 4, c.y - 3.5f}};
  list->AddPolyline(points, 3, colour, 0, 2);
}

void draw_chevron(ImDrawList* list, ImVec2 c, ImGuiDir direction, ImU32 colour) {
  const bool across = direction == ImGuiDir_Left || direction == ImGuiDir_Right;
  const float s = direction == ImGuiDir_Left || direction == ImGuiDir_Up ? -1.0f : 1.0f;
  const ImVec2 down[3] = {{c.x - 4, c.y - 2 * s}, {c.x, c.y + 2 * s}, {c.x + 4, c.y - 2 * s}};
  const ImVec2 right[3] = {{c.x - 2 * s, c.y - 4}, {c.x + 2 * s, c.y}, {c.x - 2 * s, c.y + 4}};
  list->AddPolyline(across ? right : down, 3, colour, 0, 1.5f);
}

void draw_cross(ImDrawList* list, ImVec2 c, ImU32 colour) {
  list->AddLine({c.x - 3.5f, c.y - 3.5f}, {c.x + 3.5f, c.y + 3.5f}, colour, 1.5f);
  list->AddLine({c.x - 3.5f, c.y + 3.5f}, {c.x + 3.5f, c.y - 3.5f}, colour, 1.5f);
}

/// Whether something in a section stands in the way of running.
bool has_problem(const Ui& ui, std::string_view key) {
  return std::any_of(ui.problems.begin(), ui.problems.end(), [&](const Issue& problem) {
    return panel_of(ui.derived, problem.path) == key;
  });
}

/// The entries of an open list. Answers the one that was picked or −1.
int list_of_options(Ui& ui, const std::vector<Option>& options, int chosen) {
  const Typeface face_of_list(ui, Type::control);
  int answer = -1;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const bool now = static_cast<int>(i) == chosen;
    const std::string shown = " " + std::string(ui.said(options[i].words)) + "  ###";
    if (ImGui::Selectable((shown + options[i].key).c_str(), now)) answer = static_cast<int>(i);
    ui.place("choice." + options[i].key, {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()});
  }
  return answer;
}

}  // namespace

bool touched() { return ImGui::GetStyle().TouchExtraPadding.x > 0; }

std::string for_hand(std::string_view words) {
  return touched() ? for_finger(words) : std::string(words);
}

float row_pitch() { return row_height() + 4; }

Row next_row(float label_width, float value_width, float spare) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x - spare;
  ImGui::Dummy({width + spare, row_height()});
  Row row;
  row.all = {at, {at.x + width, at.y + row_height()}};
  row.label = {at, {at.x + label_width - 2, row.all.Max.y}};
  row.control = {{at.x + label_width, at.y}, {row.all.Max.x - value_width, row.all.Max.y}};
  row.value = {{row.all.Max.x - value_width, at.y}, row.all.Max};
  return row;
}

float tick_width(const Ui& ui, std::string_view words) {
  return 16 + 7 + std::ceil(text_width(ui, Type::label, words));
}

bool tick_box(Ui& ui, const char* id, const ImRect& box, bool on, std::string_view words,
              bool mixed) {
  on = on && !mixed;
  int state = 0;
  const bool clicked = pressed(ui, id, box, state);
  const float y = std::floor(box.GetCenter().y);
  const ImRect square{{box.Min.x, y - 8}, {box.Min.x + 16, y + 8}};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(square.Min, square.Max, on ? ui.colour().primary : face(ui, state), 3);
  if (!on) list->AddRect(square.Min, square.Max, ui.colour().edge, 3);
  if (on) draw_check(list, square, ui.colour().onprimary);
  if (mixed)
    list->AddRectFilled({square.Min.x + 4, y - 1}, {square.Max.x - 4, y + 1}, ui.colour().text);
  const float left = square.Max.x + 7;
  draw_text_within(ui, {left, y}, box.Max.x - left + 1, Type::label, ui.colour().text, words);
  return clicked;
}

bool button(Ui& ui, const char* id, const ImRect& box, std::string_view words, bool primary) {
  int state = 0;
  const bool clicked = pressed(ui, id, box, state);
  const ImU32 ink =
      state ? mixed(ui.colour().primary, ui.colour().panel, 0.12f) : ui.colour().primary;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(box.Min, box.Max, primary ? ink : face(ui, state), 4);
  draw_text(ui, box.GetCenter(), Type::button, primary ? ui.colour().onprimary : ui.colour().text,
            words, Align::centre);
  return clicked;
}

bool icon_button(Ui& ui, const char* id, const ImRect& box, ImGuiDir direction) {
  int state = 0;
  const bool clicked = pressed(ui, id, box, state);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool cross = direction == ImGuiDir_None;
  if (!cross || state) list->AddRectFilled(box.Min, box.Max, face(ui, state), 4);
  const ImVec2 centre(std::floor(box.GetCenter().x), std::floor(box.GetCenter().y));
  if (cross) {
    draw_cross(list, centre, ui.colour().text2);
  } else {
    draw_chevron(list, centre, direction, ui.colour().text);
  }
  return clicked;
}

namespace {

/// The list under a field that was clicked, at least `width` wide. `entries` answers the one that
/// was picked or −1.
int open_list(const ImRect& box, float width, bool clicked, const std::function<int()>& entries) {
  if (clicked) ImGui::OpenPopup("list");
  int answer = -1;
  const float least = std::max(box.GetWidth(), std::min(width, ImGui::GetIO().DisplaySize.x - 16));
  place_list(box, least, width > 0 ? least : FLT_MAX);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(4, 4));
  if (ImGui::BeginPopup("list", ImGuiWindowFlags_NoMove)) {
    answer = entries();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return answer;
}

}  // namespace

void place_list(const ImRect& box, float least, float most) {
  constexpr float enough = 260, edge = 12;
  const float below = ImGui::GetIO().DisplaySize.y - box.Max.y - edge;
  const float above = box.Min.y - edge;
  const bool down = below >= enough || below >= above;
  const float right = ImGui::GetIO().DisplaySize.x - 8;
  const float left = std::max(std::min(box.Min.x, right - least), 8.0f);
  ImGui::SetNextWindowPos({left, down ? box.Max.y + 2 : box.Min.y - 2}, ImGuiCond_Always,
                          {0, down ? 0.0f : 1.0f});
  ImGui::SetNextWindowSizeConstraints({least, 0}, {most, down ? below : above});
}

int drop_down(Ui& ui, const char* id, const ImRect& box, std::string_view words, float width,
              const std::function<int()>& entries) {
  int state = 0;
  ImGui::PushID(id);
  const bool clicked = pressed(ui, "face", box, state);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(box.Min, box.Max, face(ui, state), 4);
  const float y = std::floor(box.GetCenter().y);
  draw_text_within(ui, {box.Min.x + 8, y}, box.GetWidth() - 32, Type::control, ui.colour().text,
                   words);
  draw_chevron(list, {box.Max.x - 13, y}, ImGuiDir_Down, ui.colour().text2);
  const int answer = open_list(box, width, clicked, entries);
  ImGui::PopID();
  return answer;
}

int combo(Ui& ui, const char* id, const ImRect& box, const std::vector<Option>& options,
          int chosen) {
  const std::string shown = chosen < 0 ? "mixed" : options[static_cast<std::size_t>(chosen)].words;
  return drop_down(ui, id, box, shown, 0, [&] { return list_of_options(ui, options, chosen); });
}

int word_menu(Ui& ui, const char* id, const ImRect& box, std::string_view shown,
              const std::vector<Option>& options, int chosen) {
  int state = 0;
  ImGui::PushID(id);
  const bool clicked = pressed(ui, "face", box, state);
  if (state)
    ImGui::GetWindowDrawList()->AddRectFilled({box.Min.x - 3, box.Min.y}, box.Max, face(ui, state),
                                              3);
  draw_text_within(ui, {box.Min.x, box.GetCenter().y}, box.GetWidth(), Type::small,
                   ui.colour().text2, shown);
  const int answer =
      open_list(box, 0, clicked, [&] { return list_of_options(ui, options, chosen); });
  ImGui::PopID();
  return answer;
}

int save_menu(Ui& ui, const char* id, const ImRect& box, const std::vector<Option>& options) {
  int state = 0;
  ImGui::PushID(id);
  const bool clicked = pressed(ui, "face", box, state);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (state) list->AddRectFilled(box.Min, box.Max, face(ui, state), 3);
  const ImVec2 c(std::floor(box.GetCenter().x) + 0.5f, std::floor(box.GetCenter().y) + 0.5f);
  const ImU32 ink = state ? ui.colour().text : ui.colour().text3;
  list->AddLine({c.x, c.y - 5}, {c.x, c.y + 2}, ink);
  for (const float side : {-3.0f, 3.0f}) list->AddLine({c.x, c.y + 2}, {c.x + side, c.y - 1}, ink);
  list->AddLine({c.x - 5, c.y + 5}, {c.x + 5, c.y + 5}, ink);
  float width = 0;  // known beforehand, so that a list at the right edge is moved to the left
  for (const Option& option : options)
    width = std::max(width, text_width(ui, Type::control, option.words) + 36);
  const int answer =
      open_list(box, width, clicked, [&] { return list_of_options(ui, options, -1); });
  ImGui::PopID();
  return answer;
}

namespace {

/// The largest type in which the words of all parts fit side by side.
Type type_of_segments(const Ui& ui, const std::vector<Option>& options, float width) {
  for (const Type type : {Type::button, Type::label}) {
    float words = 0;
    for (const Option& option : options) words += text_width(ui, type, option.words) + 8;
    if (words <= width) return type;
  }
  return Type::small;
}

}  // namespace

/// Each part is as wide as its words, and has an equal share of what is left.
int segments(Ui& ui, const std::string& id, const ImRect& box, const std::vector<Option>& options,
             int chosen) {
  ImGui::PushID(id.c_str());
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(box.Min, box.Max, ui.colour().control, 4);
  int answer = -1;
  const Type type = type_of_segments(ui, options, box.GetWidth());
  float spare = box.GetWidth();
  for (const Option& option : options) spare -= text_width(ui, type, option.words);
  float left = box.Min.x;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const float width = text_width(ui, type, options[i].words) + spare / px(options.size());
    const ImRect part{{std::floor(left) + 2, box.Min.y + 2},
                      {std::floor(left + width) - 2, box.Max.y - 2}};
    left += width;
    int state = 0;
    const bool now = static_cast<int>(i) == chosen;
    if (pressed(ui, options[i].key.c_str(), part, state, 3)) answer = static_cast<int>(i);
    if (now || state)
      list->AddRectFilled(part.Min, part.Max, now ? ui.colour().primary : face(ui, state), 3);
    draw_text_within(ui, part.GetCenter(), part.GetWidth(), type,
                     now ? ui.colour().onprimary : ui.colour().text2, options[i].words,
                     Align::centre);
    ui.place(id + "#" + options[i].key, part);
  }
  ImGui::PopID();
  return answer;
}

bool section(Ui& ui, std::string_view section_key, std::string_view title, std::string_view note) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const ImRect box{at, {at.x + width, at.y + (touched() ? 44.0f : 28.0f)}};
  const std::string key(section_key);
  ImGui::Dummy(box.GetSize());
  int state = 0;
  if (pressed(ui, key.c_str(), box, state)) ui.answer(ToggleSection{key});
  const bool open = !ui.view.folded.contains(key);
  const float y = std::floor(box.GetCenter().y);
  draw_chevron(ImGui::GetWindowDrawList(), {at.x + 5, y}, open ? ImGuiDir_Down : ImGuiDir_Right,
               state ? ui.colour().text : ui.colour().text2);
  draw_text(ui, {at.x + 18, y}, Type::title, ui.colour().text, title);
  if (!open && has_problem(ui, key)) {
    warning_mark(ui, {at.x + 28 + text_width(ui, Type::title, title), y}, 5);
    note = "";
  }
  const float room = width - 30 - text_width(ui, Type::title, title);
  draw_text_within(ui, {box.Max.x, y}, room, Type::small, ui.colour().text3, note, Align::right);
  ui.place("section." + key, box);
  return open;
}

void take_room(const ImRect& box) {
  ImGui::SetCursorScreenPos(box.Min);
  ImGui::Dummy(box.GetSize());
}

void scroll_to(Ui& ui, const ImRect& box) {
  const ImGuiWindow& window = *ImGui::GetCurrentContext()->CurrentWindow;
  const float y = box.GetCenter().y;
  const ImRect& seen = window.InnerRect;
  const bool hand_is_faster = ImGui::GetIO().MouseWheel != 0 || ImGui::IsMouseClicked(0);
  if (hand_is_faster || (y > seen.Min.y + 8 && y < seen.Max.y - 8)) return ui.answer(Arrived{});
  ImGui::SetScrollY(window.Scroll.y + y - seen.Min.y - seen.GetHeight() / 3);
}

void heading(Ui& ui, std::string_view words, std::string_view note) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float title = text_width(ui, Type::title, words);
  draw_text(ui, {at.x, at.y + 10}, Type::title, ui.colour().text, words);
  draw_text_within(ui, {at.x + title + 14, at.y + 10}, width - title - 14, Type::label,
                   ui.colour().text2, note);
  ImGui::Dummy({width, 20});
}

Card::Card(Ui& ui, const char* id, float height) {
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 4);
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(9, 4));
  const ImGuiChildFlags grows = height > 0 ? 0 : ImGuiChildFlags_AutoResizeY;
  ImGui::BeginChild(id, {0, height}, ImGuiChildFlags_Borders | ImGuiChildFlags_NavFlattened | grows,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  static_cast<void>(ui);
}

Card::~Card() {
  ImGui::EndChild();
  ImGui::PopStyleVar(3);
}

}  // namespace nn4n::playground

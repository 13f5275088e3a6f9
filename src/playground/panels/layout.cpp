// Where the panels lie: three columns from 1280 css pixels, two columns and tabs from 900, tabs
// only below. Which panels there are is in the registry (panels.h); no panel is named here.
// Messages (messages.h) lie over all of it.
#include <algorithm>
#include <array>
#include <cmath>

#include "playground/look/places.h"
#include "playground/panels/messages.h"
#include "playground/panels/panels.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kGap = 8;
constexpr float kPadding = 12;
constexpr float kBar = 8;                     // of what scrolls
constexpr float kTabs = 28, kTouchTabs = 44;  // height of the row; a finger needs more
constexpr float kLineGap = 14;                // below the line between two panels of the overview

enum class PageWidth { wide, middle, narrow };

constexpr std::string_view kBuildTab = "build",
                           kOverviewTab = "overview";  // beside the panels' own

/// A window that scrolls. The room of its bar is kept also while there is nothing to scroll, so
/// that what is in it keeps its width.
class Scrolled {
 public:
  Scrolled(std::string_view name, ImVec2 size, ImGuiChildFlags flags)
      : kept_(ImGui::GetStateStorage()), id_(ImGui::GetID(std::string(name).c_str())) {
    const bool hidden = !kept_->GetBool(id_);
    for (const ImGuiCol part : kGrab) {
      if (hidden) ImGui::PushStyleColor(part, 0);
    }
    ImGui::BeginChild(std::string(name).c_str(), size, flags | ImGuiChildFlags_NavFlattened,
                      ImGuiWindowFlags_AlwaysVerticalScrollbar | background(flags));
    if (hidden) ImGui::PopStyleColor(static_cast<int>(kGrab.size()));
  }
  ~Scrolled() {
    kept_->SetBool(id_, ImGui::GetScrollMaxY() > 0);
    ImGui::EndChild();
  }
  Scrolled(const Scrolled&) = delete;
  Scrolled& operator=(const Scrolled&) = delete;

 private:
  /// Without a border it lies in a window that has painted the same colour. To paint it twice would
  /// take long where the processor draws.
  static ImGuiWindowFlags background(ImGuiChildFlags flags) {
    return flags & ImGuiChildFlags_Borders ? 0 : ImGuiWindowFlags_NoBackground;
  }

  static constexpr std::array kGrab{ImGuiCol_ScrollbarGrab, ImGuiCol_ScrollbarGrabHovered,
                                    ImGuiCol_ScrollbarGrabActive};
  ImGuiStorage* kept_;
  ImGuiID id_;
};

/// A bordered window of its own. Views draw into `inside`.
class Frame {
 public:
  Frame(std::string_view id, const ImRect& box) {
    ImGui::SetCursorScreenPos(box.Min);
    ImGui::BeginChild(std::string(id).c_str(), box.GetSize(),
                      ImGuiChildFlags_Borders | ImGuiChildFlags_NavFlattened,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  }
  ~Frame() { ImGui::EndChild(); }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
};

/// What is left of the present window from the cursor on.
ImRect room_left() {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  return {at, {at.x + room.x, at.y + room.y}};
}

void draw_rows(Ui& ui, const Panel& panel) {
  ui.panel = panel.key;
  ui.place("panel." + std::string(panel.key), ImGui::GetCurrentContext()->CurrentWindow->InnerRect);
  panel.rows(ui);
}

void draw_view(Ui& ui, const Panel& panel, const ImRect& box) {
  ui.panel = panel.key;
  ui.place("panel." + std::string(panel.key), box);
  panel.view(ui, box);
}

float least_of(const Ui& ui, const Panel& panel) {
  return panel.needs ? panel.needs(ui) : panel.least;
}

float height_of(const Ui& ui, const Panel& panel, ImVec2 room, float below) {
  return panel.height ? panel.height(ui, room, below) : least_of(ui, panel);
}

/// The panel that belongs to a tab and stands beside it where there is room.
const Panel* panel_beside(const Ui& ui, std::string_view tab) {
  for (const Panel* panel : panels_at(ui, PanelPlace::beside)) {
    if (panel->beside == tab) return panel;
  }
  return nullptr;
}

/// The tab that holds a setting; null when it is in the build column or nowhere.
const Panel* tab_with(const Ui& ui, const std::string& path) {
  const Panel* panel = find_panel(panel_of(ui.derived, path));
  return panel && panel->place == PanelPlace::tab ? panel : nullptr;
}

/// On the way to a setting: chooses its tab, or unfolds its section and scrolls.
void go_on_to_goal(Ui& ui) {
  const std::string& goal = ui.view.goal;
  if (goal.empty()) return;
  if (const Panel* tab = tab_with(ui, goal)) {
    if (ui.view.tab != tab->key) ui.answer(SelectTab{std::string(tab->key)});
    return;
  }
  if (const ImRect* box = at_or_below(ui.places, goal)) return scroll_to(ui, *box);
  const std::string key = panel_of(ui.derived, goal);
  if (ui.view.folded.contains(key)) return ui.answer(ToggleSection{key});
  const ImRect* box = nearest(ui.places, goal);
  box ? scroll_to(ui, *box) : ui.answer(Arrived{});
}

/// A lesson may leave nothing of it.
bool has_build(const Ui& ui) { return !panels_at(ui, PanelPlace::build).empty(); }

/// Where there is no build column, only a tab can hold the setting to go to.
void go_without_build(Ui& ui) {
  if (ui.view.goal.empty()) return;
  const Panel* tab = tab_with(ui, ui.view.goal);
  if (tab && ui.view.tab != tab->key) return ui.answer(SelectTab{std::string(tab->key)});
  ui.answer(Arrived{});
}

/// `spare` is left free at its end.
void build_column(Ui& ui, const ImRect& box, float spare = 0) {
  ui.place("panel.build", box);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(8, 8));
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, kBar);
  ImGui::SetCursorScreenPos(box.Min);
  const Scrolled column(kBuildTab, box.GetSize(), ImGuiChildFlags_Borders);
  ImGui::PopStyleVar(2);
  ImGui::Indent(4);
  for (const Panel* panel : panels_at(ui, PanelPlace::build)) draw_section(ui, *panel);
  ImGui::Dummy({0, spare});
  go_on_to_goal(ui);
}

/// Whether the panels that lead are in the overview: they are in the right column of a wide page,
/// and a page that is not high has no room for them.
bool some_lead(PageWidth width) {
  constexpr float least = 440;
  return width != PageWidth::wide && ImGui::GetIO().DisplaySize.y >= least;
}

/// Its panels one below the other, with lines between them. It scrolls when they need more than
/// there is.
void overview(Ui& ui, ImRect box, PageWidth width) {
  auto shown = panels_at(ui, PanelPlace::overview);
  if (some_lead(width)) {
    auto leading = panels_at(ui, PanelPlace::right);
    std::erase_if(leading, [](const Panel* panel) { return !panel->leads; });
    shown.insert(shown.begin(), leading.begin(), leading.end());
  }
  float least = -kLineGap;
  for (const Panel* panel : shown) least += least_of(ui, *panel) + kLineGap;
  box.Max.y = std::max(box.Max.y, box.Min.y + least);
  float top = box.Min.y;
  const ImVec2 room(box.GetWidth(), box.Max.y - top);
  for (const Panel* panel : shown) {
    least -= least_of(ui, *panel) + kLineGap;  // of the panels below
    const bool last = panel == shown.back();
    const float height = last ? std::max(box.Max.y - top, least_of(ui, *panel))
                              : height_of(ui, *panel, room, least + kLineGap);
    draw_view(ui, *panel, {{box.Min.x, top}, {box.Max.x, top + height}});
    top += height;
    if (last) break;
    const float line = std::floor(top) + 0.5f;
    ImGui::GetWindowDrawList()->AddLine({box.Min.x - kPadding, line}, {box.Max.x + kPadding, line},
                                        ui.colour().border);
    top += kLineGap;
  }
  take_room(box);
}

/// A panel of rows with the one that belongs to it at its right or, where there is no room, below.
void rows_and_view(Ui& ui, const Panel& rows, const Panel& view, const ImRect& box) {
  constexpr float beside = 620;
  if (box.GetWidth() >= beside) {
    const float right = std::floor(std::min(box.GetWidth() * 0.42f, 400.0f));
    ImGui::SetCursorScreenPos(box.Min);
    ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 0);
    {
      const Scrolled scrolled(rows.key, {box.GetWidth() - right - 16, box.GetHeight()}, 0);
      draw_rows(ui, rows);
    }
    ImGui::PopStyleVar();
    return draw_view(ui, view, {{box.Max.x - right, box.Min.y}, box.Max});
  }
  ImGui::SetCursorScreenPos(box.Min);
  draw_rows(ui, rows);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = height_of(ui, view, box.GetSize(), 0);
  draw_view(ui, view, {{at.x, at.y + 12}, {box.Max.x, at.y + 12 + height}});
}

/// What a tab shows, in the present window.
void draw_tab(Ui& ui, std::string_view chosen, PageWidth width) {
  const ImRect box = room_left();
  const Panel* panel = find_panel(chosen);
  if (!panel) return overview(ui, box, width);
  if (panel->rows) {
    const bool right_column = width == PageWidth::wide;
    const Panel* view = right_column ? nullptr : panel_beside(ui, chosen);
    return view ? rows_and_view(ui, *panel, *view, box) : draw_rows(ui, *panel);
  }
  const float most = panel->tab_shape > 0 ? box.GetWidth() * panel->tab_shape : box.GetHeight();
  draw_view(ui, *panel, {box.Min, {box.Max.x, std::min(box.Max.y, box.Min.y + most)}});
  take_room(box);
}

/// What is in the right column while a tab is chosen.
std::vector<const Panel*> panels_of_column(const Ui& ui, std::string_view chosen, float height) {
  auto shown = panels_at(ui, PanelPlace::right);
  std::erase_if(shown, [&](const Panel* panel) { return panel->key == chosen; });
  float needed = -kGap;
  for (const Panel* panel : shown) needed += kGap + least_of(ui, *panel) + 2 * kPadding;
  const bool another_is_away = find_panel(chosen) && find_panel(chosen)->has_tab;
  if (needed > height && !another_is_away)
    std::erase_if(shown, [](const Panel* panel) { return panel->gives_way; });
  return shown;
}

/// Every panel in a frame of its own, one below the other.
void right_column(Ui& ui, const ImRect& box, std::string_view chosen) {
  const auto shown = panels_of_column(ui, chosen, box.GetHeight());
  float below = 0;
  for (const Panel* panel : shown) below += kGap + least_of(ui, *panel) + 2 * kPadding;
  float top = box.Min.y;
  for (const Panel* panel : shown) {
    below -= kGap + least_of(ui, *panel) + 2 * kPadding;
    const bool last = panel == shown.back();
    const ImVec2 room(box.GetWidth() - 2 * kPadding, box.Max.y - top - 2 * kPadding);
    const float bottom = last ? box.Max.y : top + height_of(ui, *panel, room, below) + 2 * kPadding;
    const Frame frame(panel->key, {{box.Min.x, top}, {box.Max.x, bottom}});
    draw_view(ui, *panel, room_left());
    top = bottom + kGap;
  }
}

struct Tab {
  std::string_view key;
  std::string_view title;
};

std::vector<Tab> tabs_of(const Ui& ui, PageWidth width) {
  const bool narrow = width == PageWidth::narrow;
  std::vector<Tab> tabs;
  if (narrow && has_build(ui)) tabs.push_back({kBuildTab, "Build"});
  tabs.push_back({kOverviewTab, narrow ? "Watch" : "Overview"});
  for (const PanelPlace place : {PanelPlace::tab, PanelPlace::right}) {
    for (const Panel* panel : panels_at(ui, place)) {
      const bool elsewhere =
          width == PageWidth::wide ? !panel->has_tab : panel->leads && some_lead(width);
      if (place == PanelPlace::right && elsewhere) continue;
      tabs.push_back({panel->key, panel->title});
    }
  }
  return tabs;
}

/// Titles side by side, the chosen one underlined in ink. Answers the chosen tab's key.
std::string_view tab_row(Ui& ui, const ImRect& box, std::span<const Tab> tabs) {
  const bool known =
      std::any_of(tabs.begin(), tabs.end(), [&](const Tab& t) { return ui.view.tab == t.key; });
  const std::string_view chosen = known ? std::string_view(ui.view.tab) : kOverviewTab;
  ImDrawList* list = ImGui::GetWindowDrawList();
  float left = box.Min.x + 4;
  const auto words_in = [&](Type type) {
    float width = 0;
    for (const Tab& tab : tabs) width += text_width(ui, type, tab.title);
    return width;
  };
  // On a phone the titles of many tabs are written smaller.
  const bool tight = words_in(Type::button) + 8 * px(tabs.size()) > box.GetWidth();
  const Type type = tight ? Type::label : Type::button;
  const float words = words_in(type);
  const float gap = std::clamp((box.GetWidth() - 8 - words) / px(tabs.size() - 1), 8.0f, 28.0f);
  for (const Tab& tab : tabs) {
    const float width = text_width(ui, type, tab.title);
    const ImRect hit{{left, box.Min.y}, {left + width, box.Max.y}};
    const std::string key(tab.key);
    const ImGuiID id = ImGui::GetID(key.c_str());
    bool hovered = false;
    bool held = false;
    const bool clicked = ImGui::ItemAdd(hit, id) && ImGui::ButtonBehavior(hit, id, &hovered, &held);
    if (clicked) ui.answer(SelectTab{key});
    const bool now = chosen == tab.key;
    draw_text(ui, {left, hit.GetCenter().y}, now && !tight ? Type::title : type,
              now || hovered ? ui.colour().text : ui.colour().text2, tab.title);
    if (now)
      list->AddRectFilled({left, box.Max.y - 2}, {left + width, box.Max.y}, ui.colour().primary);
    focus_ring(ui, hit, id);
    ui.place("tab." + key, hit);
    left += width + gap;
  }
  list->AddLine({box.Min.x - kPadding, box.Max.y}, {box.Max.x + kPadding, box.Max.y},
                ui.colour().border);
  return chosen;
}

/// A frame whose tabs stay in sight while what the chosen one shows scrolls below them. Answers the
/// chosen tab's key.
std::string_view tabbed_column(Ui& ui, const ImRect& box, PageWidth width) {
  const Frame frame("tabbed", box);
  const ImRect inside = room_left();
  const std::vector<Tab> tabs = tabs_of(ui, width);
  const std::string_view chosen =
      tab_row(ui, {inside.Min, {inside.Max.x, inside.Min.y + kTabs}}, tabs);
  ImGui::SetCursorScreenPos({inside.Min.x, inside.Min.y + kTabs + kPadding});
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, kBar);
  {
    const float beside = kPadding / 2;  // the bar lies in the frame's padding
    const Scrolled tab(chosen, {inside.GetWidth() + beside, 0}, 0);
    draw_tab(ui, chosen, width);
  }
  ImGui::PopStyleVar(2);
  return chosen;
}

void wide_page(Ui& ui, const ImRect& box) {
  const bool very = box.GetWidth() >= 1580;
  const float build = very ? 288.0f : 272.0f;
  const float right = very ? 464.0f : 400.0f;
  float left = box.Min.x;
  if (has_build(ui)) {
    build_column(ui, {box.Min, {left + build, box.Max.y}});
    left += build + kGap;
  } else {
    go_without_build(ui);
  }
  const ImRect middle{{left, box.Min.y}, {box.Max.x - right - kGap, box.Max.y}};
  const ImRect last{{box.Max.x - right, box.Min.y}, box.Max};
  const std::string_view chosen = tabbed_column(ui, middle, PageWidth::wide);
  const Panel* beside = panel_beside(ui, chosen);
  if (!beside) return right_column(ui, last, chosen);
  const Frame frame(beside->key, last);
  draw_view(ui, *beside, room_left());
}

void middle_page(Ui& ui, const ImRect& box) {
  constexpr float build = 272;
  build_column(ui, {box.Min, {box.Min.x + build, box.Max.y}});
  tabbed_column(ui, {{box.Min.x + build + kGap, box.Min.y}, box.Max}, PageWidth::middle);
}

void narrow_page(Ui& ui, const ImRect& box) {
  if (!ui.view.goal.empty()) {
    const Panel* tab = tab_with(ui, ui.view.goal);
    const std::string_view key = tab ? tab->key : kBuildTab;
    if (ui.view.tab != key) ui.answer(SelectTab{std::string(key)});
  }
  const ImRect row{{box.Min.x + kPadding, box.Min.y - kGap},
                   {box.Max.x - kPadding, box.Min.y - kGap + (touched() ? kTouchTabs : kTabs)}};
  const std::vector<Tab> tabs = tabs_of(ui, PageWidth::narrow);
  const std::string_view chosen = tab_row(ui, row, tabs);
  const ImRect below{{box.Min.x, row.Max.y + kGap}, box.Max};
  if (chosen == kBuildTab) return build_column(ui, below, kRoomForMessages);
  ImGui::SetCursorScreenPos(below.Min);
  const Scrolled page(chosen, below.GetSize(), ImGuiChildFlags_Borders);
  draw_tab(ui, chosen, PageWidth::narrow);
  ImGui::Dummy({0, kRoomForMessages});
}

/// A slider that is dragged no more, but was not drawn to notice it (scrolled away, folded).
void drop_stale_preview(Ui& ui) {
  if (ui.view.preview_path.empty() || ImGui::IsMouseDown(0)) return;
  const bool arrows = ImGui::IsKeyDown(ImGuiKey_LeftArrow) || ImGui::IsKeyDown(ImGuiKey_RightArrow);
  if (!arrows && ui.edits.empty()) ui.answer(EndPreview{});
}

/// Escape takes the selection away, unless it ends something else first.
void deselect_with_escape(Ui& ui) {
  const bool busy = !ui.view.typing_path.empty() || !ui.view.preview_path.empty() ||
                    ui.view.network.brush != 0 || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
  if (ui.view.selected.kind == Selected::What::none || busy) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) ui.answer(Select{});
}

}  // namespace

void draw_page(Ui& ui, ImVec2 size) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoBackground);  // the canvas has been cleared with its colour
  ImGui::PopStyleVar();
  const ImRect box{{kGap, kGap}, {size.x - kGap, size.y - kGap}};
  if (size.x >= 1280 || (size.x >= 900 && !has_build(ui))) {
    wide_page(ui, box);
  } else if (size.x >= 900) {
    middle_page(ui, box);
  } else {
    narrow_page(ui, box);
  }
  const bool narrow = size.x < 900;
  const float edge = narrow ? 0 : kPadding;
  draw_messages(ui, {box.Min, {box.Max.x - edge, box.Max.y - edge}});
  drop_stale_preview(ui);
  deselect_with_escape(ui);
  if (!ui.view.found.empty() && ImGui::IsMouseClicked(0)) ui.answer(GoTo{""});
  ImGui::End();
}

}  // namespace nn4n::playground

// Where the panels lie (look.md, section 10): three columns from 1280 css pixels, two and tabs from
// 900, tabs only below.
#include <algorithm>
#include <array>
#include <cmath>

#include "editing/task_table.h"
#include "playground/look/places.h"
#include "playground/panels/panels.h"
#include "playground/widgets/row.h"
#include "playground/widgets/slider.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kGap = 8;
constexpr float kPadding = 12;
constexpr float kTabs = 28, kTouchTabs = 44;  // height of the row; a finger needs more
constexpr float kCurvesLeast = 150, kCurvesMost = 186;
constexpr float kTrialLeast = 330;

/// A panel: a bordered window of its own. Views draw into `inside`.
class Panel {
 public:
  Panel(const char* id, const ImRect& box, bool scrolls) {
    ImGui::SetCursorScreenPos(box.Min);
    ImGui::BeginChild(
        id, box.GetSize(), ImGuiChildFlags_Borders | ImGuiChildFlags_NavFlattened,
        scrolls ? 0 : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  }
  ~Panel() { ImGui::EndChild(); }
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;

  /// The content's box, at least `height` high (it scrolls when that is more than there is).
  ImRect inside(float height = 0) const {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    return {at, {at.x + room.x, at.y + std::max(room.y, height)}};
  }
};

/// Makes the panel's scrolled content as large as what was drawn into it.
void reserve(const ImRect& box) {
  ImGui::SetCursorScreenPos(box.Min);
  ImGui::Dummy(box.GetSize());
}

/// All that the build column holds, but what no panel shows.
void editors(Ui& ui) {
  constexpr std::array panels{task_panel,         areas_panel,     connectivity_panel,
                              training_panel,     optimiser_panel, validation_panel,
                              course_panel,       loss_panel,      model_panel,
                              area_details_panel, layers_panel,    initialisation_panel};
  for (const auto panel : panels) {
    panel(ui);
    ImGui::Dummy({0, 4});
  }
}

/// Scrolls the present window to a control; it has been arrived at once it is seen.
void scroll_to(Ui& ui, const ImRect& box) {
  const ImGuiWindow& window = *ImGui::GetCurrentContext()->CurrentWindow;
  const float y = box.GetCenter().y;
  const ImRect& seen = window.InnerRect;
  const bool hand_is_faster = ImGui::GetIO().MouseWheel != 0 || ImGui::IsMouseClicked(0);
  if (hand_is_faster || (y > seen.Min.y + 8 && y < seen.Max.y - 8)) return ui.answer(Arrived{});
  ImGui::SetScrollY(window.Scroll.y + y - seen.Min.y - seen.GetHeight() / 3);
}

/// On the way to a setting: unfolds its section, then scrolls.
void go_on_to_goal(Ui& ui) {
  const std::string& goal = ui.view.goal;
  if (goal.empty()) return;
  const std::string title = section_of(ui.derived, goal);
  if (title == kTableSection) {
    if (ui.view.tab != "task") ui.answer(SelectTab{"task"});
    return;
  }
  if (const ImRect* box = at_or_below(ui.places, goal)) return scroll_to(ui, *box);
  if (ui.view.folded.contains(title)) return ui.answer(ToggleSection{title});
  const ImRect* box = nearest(ui.places, goal);
  box ? scroll_to(ui, *box) : ui.answer(Arrived{});
}

/// Draws the notice, if there is one, at the bottom of the box. Answers what is left above it.
ImRect above_notice(Ui& ui, const ImRect& box) {
  const float height = notice_height(ui, box.GetWidth());
  if (height <= 0) return box;
  notice_panel(ui, {{box.Min.x, box.Max.y - height}, box.Max});
  return {box.Min, {box.Max.x, box.Max.y - height - kGap}};
}

/// The same in the table of the task, where what the setting belongs to is selected first.
void go_on_in_table(Ui& ui) {
  const std::string& goal = ui.view.goal;
  if (goal.empty() || section_of(ui.derived, goal) != kTableSection) return;
  const auto place = table_place(ui.experiment, goal);
  if (place && ui.view.table != path_of(*place)) return ui.answer(SelectInTable{path_of(*place)});
  const ImRect* box = nearest(ui.places, goal);
  box ? scroll_to(ui, *box) : ui.answer(Arrived{});
}

/// The tab of a custom task.
void table_page(Ui& ui) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  ui.place("panel.task", {at, {at.x + room.x, at.y + room.y}});
  task_page(ui);
  go_on_in_table(ui);
}

void build_column(Ui& ui, const ImRect& box) {
  ui.place("panel.build", box);
  const ImRect rest = above_notice(ui, box);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(8, 8));
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, 8);
  const Panel panel("build", rest, true);
  ImGui::PopStyleVar(2);
  ImGui::Indent(4);
  problems_panel(ui);
  changed_panel(ui);
  editors(ui);
  more_panel(ui);
  go_on_to_goal(ui);
}

void overview(Ui& ui, const ImRect& box) {
  ui.place("panel.curves", box);
  float top = box.Min.y;
  top += issues_panel(ui, {{box.Min.x, top}, box.Max});
  top += divergence_panel(ui, {{box.Min.x, top}, box.Max});
  const float room = box.Max.y - top;
  const float curves = std::clamp(room * 0.29f, kCurvesLeast, kCurvesMost);
  curves_panel(ui, {{box.Min.x, top}, {box.Max.x, top + curves}});
  const float line = std::floor(top + curves) + 0.5f;
  ImGui::GetWindowDrawList()->AddLine({box.Min.x - kPadding, line}, {box.Max.x + kPadding, line},
                                      ui.colour().border);
  trial_panel(ui, {{box.Min.x + 4, top + curves + 14},
                   {box.Max.x, std::max(box.Max.y, top + curves + kTrialLeast)}});
}

/// The editor of the network beside what it starts with, or above it where there is no room.
void network_page(Ui& ui, const ImRect& box) {
  constexpr float beside = 620;
  if (box.GetWidth() >= beside) {
    const float right = std::floor(std::min(box.GetWidth() * 0.42f, 400.0f));
    ImGui::SetCursorScreenPos(box.Min);
    ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 0);
    ImGui::BeginChild("network", {box.GetWidth() - right - 16, box.GetHeight()},
                      ImGuiChildFlags_NavFlattened);
    network_panel(ui);
    ImGui::EndChild();
    ImGui::PopStyleVar();
    initial_panel(ui, {{box.Max.x - right, box.Min.y}, box.Max});
    return;
  }
  ImGui::SetCursorScreenPos(box.Min);
  network_panel(ui);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float most = std::min(2 * box.GetWidth() + 600, 1280.0f);  // two matrices and a plot
  ImRect below{{at.x, at.y + 12}, {box.Max.x, at.y + 12 + most}};
  below.Max.y = below.Min.y + initial_panel(ui, below);
  reserve(below);
}

/// The matrix takes whole pixels per cell; the curve below gets the rest, at least `least`.
void right_column(Ui& ui, const ImRect& box) {
  constexpr float least = 212;
  const ImVec2 room(box.GetWidth() - 2 * kPadding, box.GetHeight() - kGap - least - 2 * kPadding);
  const float split = box.Min.y + weights_height(ui, room) + 2 * kPadding;
  {
    const Panel panel("weights", {box.Min, {box.Max.x, split}}, false);
    weights_panel(ui, panel.inside());
  }
  const Panel panel("behaviour", {{box.Min.x, split + kGap}, box.Max}, false);
  behaviour_panel(ui, panel.inside());
}

struct Tab {
  const char* name;
  const char* words;
};

/// A task that is a table has a tab of its own, before that of the network.
std::vector<Tab> with_task(const Ui& ui, std::vector<Tab> tabs) {
  if (!table_of(ui.experiment)) return tabs;
  const auto network = std::find_if(tabs.begin(), tabs.end(), [](const Tab& tab) {
    return std::string_view(tab.name) == "network";
  });
  tabs.insert(network, {"task", "Task"});
  return tabs;
}

/// Words side by side, the chosen one underlined in ink. Answers the chosen tab's name.
std::string tab_row(Ui& ui, const ImRect& box, std::span<const Tab> tabs) {
  const bool known =
      std::any_of(tabs.begin(), tabs.end(), [&](const Tab& t) { return ui.view.tab == t.name; });
  const std::string chosen = known ? ui.view.tab : "overview";
  ImDrawList* list = ImGui::GetWindowDrawList();
  float left = box.Min.x + 4;
  float words = 0;
  for (const Tab& tab : tabs) words += text_width(ui, Type::button, tab.words);
  const float gap = std::clamp((box.GetWidth() - 8 - words) / px(tabs.size() - 1), 8.0f, 28.0f);
  for (const Tab& tab : tabs) {
    const float width = text_width(ui, Type::button, tab.words);
    const ImRect hit{{left, box.Min.y}, {left + width, box.Max.y}};
    const ImGuiID id = ImGui::GetID(tab.name);
    bool hovered = false;
    bool held = false;
    const bool clicked = ImGui::ItemAdd(hit, id) && ImGui::ButtonBehavior(hit, id, &hovered, &held);
    if (clicked) ui.answer(SelectTab{tab.name});
    const bool now = chosen == tab.name;
    draw_text(ui, {left, hit.GetCenter().y}, now ? Type::title : Type::button,
              now || hovered ? ui.colour().text : ui.colour().text2, tab.words);
    if (now)
      list->AddRectFilled({left, box.Max.y - 2}, {left + width, box.Max.y}, ui.colour().primary);
    focus_ring(ui, hit, id);
    ui.place(std::string("tab.") + tab.name, hit);
    left += width + gap;
  }
  list->AddLine({box.Min.x - kPadding, box.Max.y}, {box.Max.x + kPadding, box.Max.y},
                ui.colour().border);
  return chosen;
}

/// The chosen view in the present window, which scrolls.
void draw_view(Ui& ui, const std::string& chosen) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  ImRect box{at, {at.x + room.x, at.y + room.y}};
  if (chosen == "network") return network_page(ui, box);
  if (chosen == "task") return table_page(ui);
  if (chosen == "weights") {
    weights_panel(ui, box);
  } else if (chosen == "behaviour") {
    behaviour_panel(
        ui, {box.Min, {box.Max.x, std::min(box.Max.y, box.Min.y + box.GetWidth() * 0.75f)}});
  } else {
    box.Max.y = std::max(box.Max.y, box.Min.y + kCurvesLeast + kTrialLeast);
    overview(ui, box);
  }
  reserve(box);
}

/// One panel whose tabs stay in sight while the chosen view below them scrolls. Answers which.
std::string tabbed(Ui& ui, const ImRect& box, std::span<const Tab> tabs,
                   void (*draw)(Ui& ui, const std::string& chosen)) {
  const Panel panel("tabbed", box, false);
  const ImRect inside = panel.inside();
  const std::string chosen = tab_row(ui, {inside.Min, {inside.Max.x, inside.Min.y + kTabs}}, tabs);
  ImGui::SetCursorScreenPos({inside.Min.x, inside.Min.y + kTabs + kPadding});
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 0);
  ImGui::BeginChild(chosen.c_str(), {0, 0}, ImGuiChildFlags_NavFlattened);
  draw(ui, chosen);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return chosen;
}

/// The column in the middle: what the run does, or how the network is built. Answers which.
std::string watch_column(Ui& ui, const ImRect& box) {
  const auto tabs = with_task(ui, {{"overview", "Overview"}, {"network", "Network"}});
  return tabbed(ui, box, tabs, [](Ui& page, const std::string& chosen) {
    chosen == "network" ? network_panel(page) : draw_view(page, chosen);
  });
}

void wide_page(Ui& ui, const ImRect& box) {
  const bool very = box.GetWidth() >= 1580;
  const float build = very ? 288.0f : 272.0f;
  const float right = very ? 464.0f : 400.0f;
  build_column(ui, {box.Min, {box.Min.x + build, box.Max.y}});
  const ImRect middle{{box.Min.x + build + kGap, box.Min.y}, {box.Max.x - right - kGap, box.Max.y}};
  const ImRect last{{box.Max.x - right, box.Min.y}, box.Max};
  if (watch_column(ui, middle) != "network") return right_column(ui, last);
  const Panel panel("initial", last, false);
  initial_panel(ui, panel.inside());
}

void middle_page(Ui& ui, const ImRect& box) {
  const auto tabs = with_task(ui, {{"overview", "Overview"},
                                   {"network", "Network"},
                                   {"weights", "Weights"},
                                   {"behaviour", "Behaviour"}});
  build_column(ui, {box.Min, {box.Min.x + 272, box.Max.y}});
  tabbed(ui, {{box.Min.x + 272 + kGap, box.Min.y}, box.Max}, tabs, draw_view);
}

void narrow_page(Ui& ui, const ImRect& box) {
  const auto tabs = with_task(ui, {{"build", "Build"},
                                   {"overview", "Watch"},
                                   {"network", "Network"},
                                   {"weights", "Weights"},
                                   {"behaviour", "Behaviour"}});
  const bool in_table = section_of(ui.derived, ui.view.goal) == kTableSection;
  const char* place_of_goal = in_table ? "task" : "build";
  if (!ui.view.goal.empty() && ui.view.tab != place_of_goal) ui.answer(SelectTab{place_of_goal});
  const ImRect row{{box.Min.x + kPadding, box.Min.y - kGap},
                   {box.Max.x - kPadding, box.Min.y - kGap + kTouchTabs}};
  const std::string chosen = tab_row(ui, row, tabs);
  const ImRect below{{box.Min.x, row.Max.y + kGap}, box.Max};
  if (chosen == "build") return build_column(ui, below);
  const Panel panel(chosen.c_str(), above_notice(ui, below), true);
  if (chosen == "network" || chosen == "task")
    problems_panel(ui);  // the build column is not beside it
  draw_view(ui, chosen);
}

/// A slider that is dragged no more, but was not drawn to notice it (scrolled away, folded).
void drop_stale_preview(Ui& ui) {
  if (ui.view.preview_path.empty() || ImGui::IsMouseDown(0)) return;
  const bool arrows = ImGui::IsKeyDown(ImGuiKey_LeftArrow) || ImGui::IsKeyDown(ImGuiKey_RightArrow);
  if (!arrows && ui.edits.empty()) ui.answer(EndPreview{});
}

}  // namespace

void list_contents(Ui& ui) {
  ImGui::SetNextWindowPos({-10000, -10000});
  ImGui::SetNextWindowSize({288, 600});
  ImGui::Begin("contents", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                   ImGuiWindowFlags_NoBringToFrontOnFocus);
  editors(ui);
  ui.section = kTableSection;
  list_task_page(ui);
  ImGui::End();
}

void draw_page(Ui& ui, ImVec2 size) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar();
  const ImRect box{{kGap, kGap}, {size.x - kGap, size.y - kGap}};
  if (size.x >= 1280) {
    wide_page(ui, box);
  } else if (size.x >= 900) {
    middle_page(ui, box);
  } else {
    narrow_page(ui, box);
  }
  drop_stale_preview(ui);
  if (!ui.view.found.empty() && ImGui::IsMouseClicked(0)) ui.answer(GoTo{""});
  ImGui::End();
}

}  // namespace nn4n::playground

// Where the panels lie (look.md, section 10): three columns from 1280 css pixels, two and tabs from
// 900, tabs only below.
#include <algorithm>
#include <array>
#include <cmath>

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

void build_column(Ui& ui, const ImRect& box) {
  const bool notice = !ui.view.notice.text.empty();
  ui.place("panel.build", box);
  {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(8, 8));
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, 8);
    const Panel panel("build", {box.Min, {box.Max.x, box.Max.y - (notice ? 68.0f : 0.0f)}}, true);
    ImGui::PopStyleVar(2);
    ImGui::Indent(4);
    constexpr std::array editors{task_panel,         areas_panel,  connectivity_panel,
                                 training_panel,     loss_panel,   model_panel,
                                 area_details_panel, layers_panel, initialisation_panel};
    for (const auto editor : editors) {
      editor(ui);
      ImGui::Dummy({0, 4});
    }
  }
  if (notice) notice_panel(ui, {{box.Min.x, box.Max.y - 60}, box.Max});
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

void overview_column(Ui& ui, const ImRect& box) {
  const Panel panel("watch", box, true);
  const ImRect inside = panel.inside(kCurvesLeast + kTrialLeast);
  overview(ui, inside);
  reserve(inside);
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

/// Words side by side, the chosen one underlined in ink. Answers the chosen tab's name.
std::string tab_row(Ui& ui, const ImRect& box, std::span<const Tab> tabs) {
  const bool known =
      std::any_of(tabs.begin(), tabs.end(), [&](const Tab& t) { return ui.view.tab == t.name; });
  const std::string chosen = known ? ui.view.tab : "overview";
  ImDrawList* list = ImGui::GetWindowDrawList();
  float left = box.Min.x + 4;
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
    left += width + 28;
  }
  list->AddLine({box.Min.x - kPadding, box.Max.y}, {box.Max.x + kPadding, box.Max.y},
                ui.colour().border);
  return chosen;
}

/// One panel with tabs above whichever view is chosen.
void tabbed(Ui& ui, const ImRect& box, std::span<const Tab> tabs, float height) {
  const Panel panel("tabbed", box, true);
  ImRect inside = panel.inside();
  const std::string chosen = tab_row(ui, {inside.Min, {inside.Max.x, inside.Min.y + height}}, tabs);
  ImRect below{{inside.Min.x, inside.Min.y + height + kPadding}, inside.Max};
  if (chosen == "weights") {
    weights_panel(ui, below);
  } else if (chosen == "behaviour") {
    behaviour_panel(
        ui,
        {below.Min, {below.Max.x, std::min(below.Max.y, below.Min.y + below.GetWidth() * 0.75f)}});
  } else {
    below.Max.y = std::max(below.Max.y, below.Min.y + kCurvesLeast + kTrialLeast);
    overview(ui, below);
  }
  reserve({inside.Min, below.Max});
}

void wide_page(Ui& ui, const ImRect& box) {
  const bool very = box.GetWidth() >= 1580;
  const float build = very ? 288.0f : 272.0f;
  const float right = very ? 464.0f : 400.0f;
  build_column(ui, {box.Min, {box.Min.x + build, box.Max.y}});
  overview_column(ui,
                  {{box.Min.x + build + kGap, box.Min.y}, {box.Max.x - right - kGap, box.Max.y}});
  right_column(ui, {{box.Max.x - right, box.Min.y}, box.Max});
}

void middle_page(Ui& ui, const ImRect& box) {
  constexpr std::array tabs{Tab{"overview", "Overview"}, Tab{"weights", "Weights"},
                            Tab{"behaviour", "Behaviour"}};
  build_column(ui, {box.Min, {box.Min.x + 272, box.Max.y}});
  tabbed(ui, {{box.Min.x + 272 + kGap, box.Min.y}, box.Max}, tabs, kTabs);
}

void narrow_page(Ui& ui, const ImRect& box) {
  constexpr std::array tabs{Tab{"build", "Build"}, Tab{"overview", "Watch"},
                            Tab{"weights", "Weights"}, Tab{"behaviour", "Behaviour"}};
  if (ui.view.tab != "build") return tabbed(ui, box, tabs, kTouchTabs);
  const ImRect row{{box.Min.x + kPadding, box.Min.y},
                   {box.Max.x - kPadding, box.Min.y + kTouchTabs}};
  tab_row(ui, row, tabs);
  build_column(ui, {{box.Min.x, row.Max.y + kGap}, box.Max});
}

/// A slider that is dragged no more, but was not drawn to notice it (scrolled away, folded).
void drop_stale_preview(Ui& ui) {
  if (ui.view.preview_path.empty() || ImGui::IsMouseDown(0)) return;
  const bool arrows = ImGui::IsKeyDown(ImGuiKey_LeftArrow) || ImGui::IsKeyDown(ImGuiKey_RightArrow);
  if (!arrows && ui.edits.empty()) ui.answer(EndPreview{});
}

}  // namespace

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
  ImGui::End();
}

}  // namespace nn4n::playground

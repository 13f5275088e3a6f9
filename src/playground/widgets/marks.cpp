#include "playground/widgets/marks.h"

#include "editing/blocks.h"
#include "editing/defaults.h"
#include "editing/words.h"
#include "playground/widgets/text.h"

namespace nn4n::playground {

namespace {

constexpr float kIndent = 18;  // of a problem's words, beside the mark
constexpr float kBelow = 4;

}  // namespace

void warning_mark(Ui& ui, ImVec2 c, float size) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float s = size / 8;
  list->AddTriangleFilled({c.x, c.y - 8 * s}, {c.x + 9 * s, c.y + 8 * s},
                          {c.x - 9 * s, c.y + 8 * s}, ui.colour().warning);
  list->AddLine({c.x, c.y - 3 * s}, {c.x, c.y + 3 * s}, ui.colour().onprimary, 2 * s);
  list->AddCircleFilled({c.x, c.y + 5.5f * s}, 1.2f * s, ui.colour().onprimary);
}

void changed_dot(Ui& ui, const std::string& path, ImVec2 centre) {
  if (!ImGui::IsRectVisible({centre.x - 3, centre.y - 3}, {centre.x + 3, centre.y + 3})) return;
  if (!differs(ui.experiment, ui.derived.defaults, path)) return;
  ui.place(path + "#changed", {{centre.x - 3, centre.y - 3}, {centre.x + 3, centre.y + 3}});
  ImGui::GetWindowDrawList()->AddCircleFilled(centre, 2.5f, ui.colour().text);
}

void found_ring(Ui& ui, const std::string& path, const ImRect& box, ImGuiID id) {
  if (ui.view.goal == path && id != 0) {
    ImGui::SetFocusID(id, ImGui::GetCurrentContext()->CurrentWindow);
    ImGui::GetCurrentContext()->NavCursorVisible = true;
  }
  if (ui.view.found != path) return;
  ui.place("found", box);
  ImRect ring = box;
  ring.Expand(3);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(ring.Min, ring.Max, faded(ui.colour().primary, 0.1f), 5);
  list->AddRect(ring.Min, ring.Max, ui.colour().primary, 5, 0, 2);
}

bool is_about(const Issue& problem, std::string_view path) {
  if (!problem.path.starts_with(path)) return false;
  return problem.path.size() == path.size() || problem.path[path.size()] == '[';
}

float problems_height(const Ui& ui, const std::string& path, float width) {
  float height = 0;
  for (const Issue& problem : ui.problems) {
    if (!problem.path.starts_with(path)) continue;
    height += kBelow +
              paragraph_height(ui, Type::small, sentence(ui.experiment, problem), width - kIndent);
  }
  return height;
}

void problem_line(Ui& ui, const Issue& problem) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  warning_mark(ui, {at.x + 6, at.y + 7}, 5);
  ImGui::SetCursorScreenPos({at.x + kIndent, at.y});
  paragraph(ui, Type::small, ui.colour().text, sentence(ui.experiment, problem), width - kIndent);
  ui.place(problem.path + "#problem", {at, {at.x + width, ImGui::GetCursorScreenPos().y}});
  ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y});
}

void problem_lines(Ui& ui, const std::string& path) {
  for (const Issue& problem : ui.problems) {
    if (!is_about(problem, plain_path(path))) continue;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    problem_line(ui, problem);
    ui.place(path + "#problem", {at, {at.x + width, ImGui::GetCursorScreenPos().y}});
  }
}

void refusal_line(Ui& ui, const std::string& path) {
  const Notice& notice = ui.view.notice;
  const bool outside = plain_path(path) != path || block_key(path);
  if (!outside || notice.kind != Notice::Kind::warning || notice.path != plain_path(path)) return;
  if (!ui.problems.empty()) return;  // the notice is about those
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  problem_line(ui, {notice.path, notice.text});
  ui.place(path + "#refused", {at, {at.x + width, ImGui::GetCursorScreenPos().y}});
}

}  // namespace nn4n::playground

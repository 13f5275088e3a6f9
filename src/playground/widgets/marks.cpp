#include "playground/widgets/marks.h"

#include <algorithm>

#include "editing/blocks.h"
#include "editing/defaults.h"
#include "editing/messages.h"

namespace nn4n::playground {

void warning_mark(Ui& ui, ImVec2 c, float size) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float s = size / 8;
  list->AddTriangleFilled({c.x, c.y - 8 * s}, {c.x + 9 * s, c.y + 8 * s},
                          {c.x - 9 * s, c.y + 8 * s}, ui.colour().warning);
  list->AddLine({c.x, c.y - 3 * s}, {c.x, c.y + 3 * s}, ui.colour().onprimary, 2 * s);
  list->AddCircleFilled({c.x, c.y + 5.5f * s}, 1.2f * s, ui.colour().onprimary);
}

namespace {

bool is_wrong(const Ui& ui, const std::string& path) {
  if (const auto key = block_key(path))
    return ui.wrong_in_block && ui.wrong_in_block->contains(*key);
  return std::any_of(ui.problems.begin(), ui.problems.end(), [&](const Issue& problem) {
    return is_about(ui.experiment, problem, plain_path(path));
  });
}

/// Whether the last value of the setting was refused or pulled into its range.
bool is_refused(const Ui& ui, const std::string& path) {
  const Notice& notice = ui.view.notice;
  return notice.kind == Notice::Kind::warning && notice.path == plain_path(path) &&
         !notice.path.empty();
}

}  // namespace

bool in_trouble(const Ui& ui, const std::string& path) {
  return is_wrong(ui, path) || is_refused(ui, path);
}

void trouble_mark(Ui& ui, const std::string& path, ImVec2 centre) {
  if (!in_trouble(ui, path)) return;
  ui.place(path + (is_wrong(ui, path) ? "#problem" : "#refused"),
           {{centre.x - 6, centre.y - 6}, {centre.x + 6, centre.y + 6}});
  warning_mark(ui, centre, 5);
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

}  // namespace nn4n::playground

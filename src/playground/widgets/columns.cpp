#include "playground/widgets/columns.h"

#include <imgui.h>

#include <cmath>

namespace nn4n::playground {

namespace {

constexpr float kRing = 3;  // the ring around the item that has the keyboard goes beyond its box

void column(const char* id, float width, const std::function<void()>& draw) {
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() - kRing);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(kRing, kRing));
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 0);
  ImGui::BeginChild(id, {width + 2 * kRing, 0},
                    ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_NavFlattened |
                        ImGuiChildFlags_AlwaysUseWindowPadding,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                        ImGuiWindowFlags_NoBackground);
  draw();
  ImGui::EndChild();
  ImGui::PopStyleVar(2);
}

}  // namespace

void two_columns(float gap, const std::function<void()>& left, const std::function<void()>& right) {
  const float half = std::floor((ImGui::GetContentRegionAvail().x - gap) / 2);
  column("left column", half, left);
  ImGui::SameLine(0, gap - kRing);
  column("right column", half, right);
}

}  // namespace nn4n::playground

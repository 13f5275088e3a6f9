#include "playground/widgets/zooming.h"

#include <algorithm>
#include <cmath>

#include "playground/widgets/row.h"

namespace nn4n::playground {

namespace {

constexpr double kWheelFactor = 1.25, kKeyFactor = 1.5, kDoubleClickFactor = 4;
constexpr double kKeyPan = 0.25;  // of the part that is seen
constexpr float kClickSlip = 4;   // a press that moves less is a click

/// Let go in this frame, in which the pointer may have moved, too.
bool was_released(ImGuiID id) {
  return ImGui::IsMouseReleased(0) && ImGui::GetCurrentContext()->ActiveIdPreviousFrame == id;
}

Zoom by_mouse(const ImRect& seen, ImGuiID id, bool hovered, bool held, Zoom zoom) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool over = hovered && seen.Contains(io.MousePos);
  const double x = double{(io.MousePos.x - seen.Min.x) / seen.GetWidth()};
  const double y = double{(io.MousePos.y - seen.Min.y) / seen.GetHeight()};
  // A finger that scrolls the page sends the wheel, too.
  if (over && !touched() && !io.KeyCtrl) {
    ImGui::SetKeyOwner(ImGuiKey_MouseWheelY, ImGui::GetItemID());
    if (io.MouseWheel != 0)
      zoom = zoomed(zoom, std::pow(kWheelFactor, double{io.MouseWheel}), x, y);
  }
  if (over && ImGui::IsMouseDoubleClicked(0))
    zoom = zoom.whole() ? zoomed(zoom, kDoubleClickFactor, x, y) : Zoom{};
  // What was below the slip counts, too.
  const ImVec2 dragged =
      held || was_released(id) ? ImGui::GetMouseDragDelta(0, kClickSlip) : ImVec2();
  if (dragged != ImVec2() && !zoom.whole()) {
    ImGui::ResetMouseDragDelta(0);
    zoom =
        panned(zoom, -double{dragged.x / seen.GetWidth()}, -double{dragged.y / seen.GetHeight()});
  }
  return zoom;
}

Zoom by_keys(ImGuiID id, Zoom zoom) {
  if (ImGui::GetCurrentContext()->NavId != id || ImGui::GetIO().KeyCtrl) return zoom;
  const auto pressed = [&](ImGuiKey key) {
    ImGui::SetKeyOwner(key, id);
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id);
  };
  for (const ImGuiKey key : {ImGuiKey_Equal, ImGuiKey_KeypadAdd})
    if (pressed(key)) zoom = zoomed(zoom, kKeyFactor, 0.5, 0.5);
  for (const ImGuiKey key : {ImGuiKey_Minus, ImGuiKey_KeypadSubtract})
    if (pressed(key)) zoom = zoomed(zoom, 1 / kKeyFactor, 0.5, 0.5);
  for (const ImGuiKey key : {ImGuiKey_0, ImGuiKey_Keypad0})
    if (pressed(key)) zoom = {};
  if (zoom.whole()) return zoom;  // arrows go to the next item
  if (pressed(ImGuiKey_LeftArrow)) zoom = panned(zoom, -kKeyPan, 0);
  if (pressed(ImGuiKey_RightArrow)) zoom = panned(zoom, kKeyPan, 0);
  if (pressed(ImGuiKey_UpArrow)) zoom = panned(zoom, 0, -kKeyPan);
  if (pressed(ImGuiKey_DownArrow)) zoom = panned(zoom, 0, kKeyPan);
  return zoom;
}

}  // namespace

Zoom zoomed_by_hand(const ImRect& seen, ImGuiID id, bool hovered, bool held, Zoom zoom,
                    bool across) {
  Zoom next = by_keys(id, by_mouse(seen, id, hovered, held, zoom));
  if (across) next.y = 0;
  return next;
}

bool was_click() {
  const ImGuiIO& io = ImGui::GetIO();
  return io.MouseDragMaxDistanceSqr[0] < kClickSlip * kClickSlip &&
         io.MouseClickedLastCount[0] <= 1;
}

}  // namespace nn4n::playground

#include "playground/widgets/slider.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace nn4n::playground {

namespace {

constexpr double kUnbounded = 1e300;
constexpr double kManyDecades = 100;  // ratio from which a linear slider would be all left end
constexpr float kKnob = 6;
constexpr float kSlip = 4;  // css pixels that a hand may move in a click

double two_digits(double value) {
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%.1e", value);
  return std::strtod(text.data(), nullptr);
}

bool arrows_down() {
  return ImGui::IsKeyDown(ImGuiKey_LeftArrow) || ImGui::IsKeyDown(ImGuiKey_RightArrow);
}

int wheel_steps(ImGuiID id) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.HoveredId != id || !(g.IO.KeyCtrl || g.IO.KeyAlt) || g.IO.MouseWheel == 0) return 0;
  ImGui::SetKeyOwner(ImGuiKey_MouseWheelY, id);
  return g.IO.MouseWheel > 0 ? 1 : -1;
}

/// The pointer holds the item. Where its value was when it was grasped is kept by ImGui, whose
/// storage of the window has a number for each item.
Drag pointer_drag(const ImRect& box, ImGuiID id, const SliderScale& scale, double before,
                  bool previewed) {
  ImGuiStorage& storage = *ImGui::GetStateStorage();
  if (ImGui::IsMouseClicked(0)) storage.SetFloat(id, px(scale.place_of(before)));
  const float moved = ImGui::GetIO().MousePos.x - ImGui::GetIO().MouseClickedPos[0].x;
  if (!previewed && std::abs(moved) < kSlip) return {.value = before};
  const double grasped = storage.GetFloat(id, px(scale.place_of(before)));
  return {.held = true,
          .value = scale.value_at(grasped + double{moved} / (box.GetWidth() - 2 * kKnob))};
}

}  // namespace

int key_steps(ImGuiID id) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.NavId != id || !g.NavCursorVisible) return 0;
  int steps = 0;
  for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow}) {
    ImGui::SetKeyOwner(key, id);
    if (ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id)) {
      steps += key == ImGuiKey_LeftArrow ? -1 : 1;
    }
  }
  return steps * (g.IO.KeyShift ? 10 : 1);
}

SliderScale::SliderScale(const Target& target) {
  const About& about = target.field->about;
  min_ = std::max(about.min, -kUnbounded);
  max_ = std::min(about.max, kUnbounded);
  step_ = target.type->kind == Kind::integer ? std::max(about.step, 1.0) : about.step;
  logarithmic_ = about.logarithmic || (min_ > 0 && max_ / min_ >= kManyDecades);
  log_min_ = min_ > 0 ? min_ : max_ * 1e-7;
}

double SliderScale::place_of(double value) const {
  if (!logarithmic_) return std::clamp((value - min_) / (max_ - min_), 0.0, 1.0);
  if (value <= log_min_) return 0;
  return std::clamp(std::log(value / log_min_) / std::log(max_ / log_min_), 0.0, 1.0);
}

double SliderScale::value_at(double place) const {
  place = std::clamp(place, 0.0, 1.0);
  if (!logarithmic_) return rounded(min_ + place * (max_ - min_));
  if (place <= 0) return min_;
  return rounded(log_min_ * std::pow(max_ / log_min_, place));
}

double SliderScale::nudged(double value, int steps) const {
  if (!logarithmic_) {
    const double step = step_ > 0 ? step_ : (max_ - min_) / 100;
    return rounded(value + step * steps);
  }
  const double next = value_at(place_of(value) + 0.02 * steps);
  if (next != value) return next;
  return rounded(value + std::max(step_, 0.0) * steps);
}

double SliderScale::rounded(double value) const {
  if (logarithmic_ && (step_ <= 0 || value < 10 * step_))
    value = step_ <= 0 ? two_digits(value) : value;
  if (step_ > 0) {
    value = std::round(value / step_) * step_;
    value = std::round(value * 1e9) / 1e9;  // 3 * 0.05 is 0.15 as typed
  }
  return std::clamp(value, min_, max_);
}

Drag drag_behaviour(const ImRect& box, ImGuiID id, const SliderScale& scale, double before,
                    bool previewed) {
  bool hovered = false;
  bool held = false;
  ImGui::ButtonBehavior(box, id, &hovered, &held,
                        ImGuiButtonFlags_PressedOnClick | ImGuiButtonFlags_NoNavFocus);
  if (hovered || held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (previewed && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
    if (held) ImGui::ClearActiveID();
    return {.value = before, .taken_back = true};
  }
  if (held && ImGui::GetCurrentContext()->ActiveIdSource == ImGuiInputSource_Mouse)
    return pointer_drag(box, id, scale, before, previewed);
  if (previewed && !arrows_down()) return {.released = true, .value = before};
  const int keys = key_steps(id);
  if (keys != 0) return {.held = true, .value = scale.nudged(before, keys)};
  const int wheel = wheel_steps(id);
  if (wheel != 0) return {.released = true, .value = scale.nudged(before, wheel), .wheel = true};
  return {.held = previewed, .value = before};
}

void draw_track(Ui& ui, const ImRect& box, double place, bool strong) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = std::floor(box.GetCenter().y);
  const float x = std::floor(box.Min.x + kKnob + px(place) * (box.GetWidth() - 2 * kKnob) + 0.5f);
  list->AddRectFilled({box.Min.x, y - 2}, {box.Max.x, y + 2}, faded(ui.colour().edge, 0.55f), 2);
  if (place < 0) return;
  list->AddRectFilled({box.Min.x, y - 2}, {x, y + 2}, ui.colour().text2, 2);
  list->AddCircleFilled({x, y}, strong ? kKnob + 1 : kKnob, ui.colour().primary);
}

void focus_ring(Ui& ui, const ImRect& box, ImGuiID id, float rounding) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.NavId != id || !g.NavCursorVisible) return;
  ImRect ring = box;
  ring.Expand(3);
  ImGui::GetWindowDrawList()->AddRect(ring.Min, ring.Max, ui.colour().primary, rounding + 2, 0, 2);
}

void move_focus(ImGuiID id) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  const bool visible = g.NavCursorVisible;
  ImGui::SetFocusID(id, g.CurrentWindow);
  g.NavCursorVisible = visible;
}

}  // namespace nn4n::playground

#include "playground/platform/input.h"

#include <emscripten/em_js.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string_view>

#include "playground/platform/keys.h"

// This is JavaScript, which the formatter takes for C++ and breaks. (It obeys the next line only if
// nothing else stands in it.)
// clang-format off
EM_JS(void, nn4n_set_cursor, (const char* canvas, const char* cursor), {
  const element = document.querySelector(UTF8ToString(canvas));
  if (element) element.style.cursor = UTF8ToString(cursor);
});

EM_JS(void, nn4n_focus, (const char* canvas), {
  const element = document.querySelector(UTF8ToString(canvas));
  if (element && document.activeElement !== element) element.focus({preventScroll: true});
});
// clang-format on

namespace nn4n::playground {

namespace {

constexpr float kTapSlip = 10;        // css pixels that a finger may move in a tap
constexpr double kLongPressMs = 600;  // a finger that rests so long asks for a tooltip
constexpr float kWheelStep = 80;      // css pixels of a finger that scroll like one step of a wheel

/// Was the button pressed where no item takes the drag? ImGui then holds the window itself.
bool holds_nothing() {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (!ImGui::IsMouseDown(0)) return false;  // it has not seen the button yet
  return g.ActiveId == 0 || (g.ActiveIdWindow && g.ActiveId == g.ActiveIdWindow->MoveId);
}

Input& self(void* data) { return *static_cast<Input*>(data); }

/// The buttons of html5.h in ImGui's order: left, right, middle.
int button_of(int button) { return button == 1 ? 2 : button == 2 ? 1 : button; }

/// Steps of the wheel: 100 px, three lines, or an eightieth of a page are one.
float steps(double delta, unsigned mode) {
  const double unit = mode == DOM_DELTA_PIXEL ? 1.0 / 100 : mode == DOM_DELTA_LINE ? 1.0 / 3 : 80;
  return static_cast<float>(-delta * unit);
}

const char* cursor_name(int cursor) {
  switch (cursor) {
    case ImGuiMouseCursor_TextInput:
      return "text";
    case ImGuiMouseCursor_ResizeEW:
      return "ew-resize";
    case ImGuiMouseCursor_ResizeNS:
      return "ns-resize";
    case ImGuiMouseCursor_Hand:
      return "pointer";
    case ImGuiMouseCursor_NotAllowed:
      return "not-allowed";
    default:
      return "default";
  }
}

}  // namespace

Input::Input(std::string canvas, std::function<void()> wake)
    : canvas_(std::move(canvas)), wake_(std::move(wake)) {
  listen();
}

void Input::listen() {
  const char* canvas = canvas_.c_str();
  const char* window = EMSCRIPTEN_EVENT_TARGET_WINDOW;
  emscripten_set_mousemove_callback(canvas, this, false, [](int, const Mouse* e, void* d) -> bool {
    return self(d).moved(*e, true);
  });
  emscripten_set_mousedown_callback(canvas, this, false, [](int, const Mouse* e, void* d) -> bool {
    return self(d).pressed(*e);
  });
  emscripten_set_mouseleave_callback(canvas, this, false, [](int, const Mouse*, void* d) -> bool {
    self(d).gone();
    return false;
  });
  emscripten_set_mousemove_callback(window, this, true, [](int, const Mouse* e, void* d) -> bool {
    return self(d).held_ && self(d).moved(*e, false);
  });
  emscripten_set_mouseup_callback(window, this, true, [](int, const Mouse* e, void* d) -> bool {
    return self(d).released(*e);
  });
  emscripten_set_wheel_callback(
      canvas, this, false,
      [](int, const EmscriptenWheelEvent* e, void* d) -> bool { return self(d).wheel(*e); });
  const auto touched = [](int type, const EmscriptenTouchEvent* e, void* d) -> bool {
    return self(d).touch(type, *e);
  };
  emscripten_set_touchstart_callback(canvas, this, false, touched);
  emscripten_set_touchmove_callback(canvas, this, false, touched);
  emscripten_set_touchend_callback(canvas, this, false, touched);
  emscripten_set_touchcancel_callback(canvas, this, false, touched);
  emscripten_set_keydown_callback(
      canvas, this, false,
      [](int, const EmscriptenKeyboardEvent* e, void* d) -> bool { return self(d).key(*e, true); });
  emscripten_set_keyup_callback(canvas, this, false,
                                [](int, const EmscriptenKeyboardEvent* e, void* d) -> bool {
                                  return self(d).key(*e, false);
                                });
  const auto left = [](int, const EmscriptenFocusEvent*, void* d) -> bool {
    self(d).let_go();
    return false;
  };
  emscripten_set_blur_callback(canvas, this, false, left);
  emscripten_set_blur_callback(window, this, false, left);
  emscripten_set_visibilitychange_callback(
      this, false, [](int, const EmscriptenVisibilityChangeEvent*, void* d) -> bool {
        self(d).let_go();
        return false;
      });
}

bool Input::moved(const Mouse& event, bool on_canvas) {
  const ImVec2 client(static_cast<float>(event.clientX), static_cast<float>(event.clientY));
  if (on_canvas) {
    origin_ = {client.x - static_cast<float>(event.targetX),
               client.y - static_cast<float>(event.targetY)};
  }
  pointer_ = {client.x - origin_.x, client.y - origin_.y};
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_Mouse);
  ImGui::GetIO().AddMousePosEvent(pointer_.x, pointer_.y);
  wake_();
  return false;
}

bool Input::pressed(const Mouse& event) {
  nn4n_focus(canvas_.c_str());
  moved(event, true);
  held_ = true;
  tab_leaves_ = false;
  ImGui::GetIO().AddMouseButtonEvent(button_of(event.button), true);
  wake_();
  return false;
}

bool Input::released(const Mouse& event) {
  if (!held_) return false;
  held_ = event.buttons != 0;
  ImGui::GetIO().AddMouseButtonEvent(button_of(event.button), false);
  wake_();
  return false;
}

/// The wheel with Ctrl moves the value of the control under the pointer; elsewhere it is the
/// browser's zoom. Where the canvas has nothing to scroll, the page may scroll.
bool Input::wheel(const EmscriptenWheelEvent& event) {
  const bool over_control = ImGui::GetCurrentContext()->HoveredId != 0;
  if (event.mouse.ctrlKey && !over_control) return false;
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, event.mouse.ctrlKey);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Alt, event.mouse.altKey);
  ImGui::GetIO().AddMouseWheelEvent(steps(event.deltaX, event.deltaMode),
                                    steps(event.deltaY, event.deltaMode));
  wake_();
  return ImGui::GetIO().WantCaptureMouse;
}

/// One finger is the pointer; with a second one, what the first one did is taken back.
bool Input::touch(int type, const EmscriptenTouchEvent& event) {
  if (event.numTouches > 1) {
    finger_lifted(event.timestamp, true);
    wake_();
    return false;
  }
  const auto& point = event.touches[0];
  const ImVec2 now(static_cast<float>(point.targetX), static_cast<float>(point.targetY));
  ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  if (type == EMSCRIPTEN_EVENT_TOUCHSTART) {
    nn4n_focus(canvas_.c_str());
    finger_ = Finger::resting;
    finger_start_ = pointer_ = now;
    finger_since_ = event.timestamp;
    ImGui::GetIO().AddMousePosEvent(now.x, now.y);
  } else if (type == EMSCRIPTEN_EVENT_TOUCHMOVE) {
    finger_moved(now);
  } else {
    finger_lifted(event.timestamp, type == EMSCRIPTEN_EVENT_TOUCHCANCEL);
  }
  wake_();
  return true;
}

void Input::finger_moved(ImVec2 now) {
  ImGuiIO& io = ImGui::GetIO();
  const float across = std::abs(now.x - finger_start_.x);
  const float along = std::abs(now.y - finger_start_.y);
  if (finger_ == Finger::resting && std::max(across, along) >= kTapSlip) {
    finger_ = across > along ? Finger::dragging : Finger::scrolling;
    if (finger_ == Finger::dragging) io.AddMouseButtonEvent(0, true);  // where it came down
  }
  if (finger_ == Finger::scrolling) io.AddMouseWheelEvent(0, (now.y - pointer_.y) / kWheelStep);
  if (finger_ == Finger::dragging) {
    if (holds_nothing()) io.AddMouseWheelEvent((now.x - pointer_.x) / kWheelStep, 0);
    io.AddMousePosEvent(now.x, now.y);
  }
  if (finger_ != Finger::resting) pointer_ = now;
}

/// The end of a tap is a click; what the canvas was doing otherwise ends, or is taken back.
void Input::finger_lifted(double now_ms, bool cancelled) {
  ImGuiIO& io = ImGui::GetIO();
  const bool tap =
      finger_ == Finger::resting && !cancelled && now_ms - finger_since_ < kLongPressMs;
  if (cancelled && finger_ == Finger::dragging) {
    io.AddKeyEvent(ImGuiKey_Escape, true);
    io.AddKeyEvent(ImGuiKey_Escape, false);
  }
  if (tap) io.AddMouseButtonEvent(0, true);
  if (tap || finger_ == Finger::dragging) io.AddMouseButtonEvent(0, false);
  if (finger_ != Finger::away) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  finger_ = Finger::away;
}

/// Is this the Tab after an Escape that closed nothing? It moves the focus to the page's next
/// element.
bool Input::leaves(const EmscriptenKeyboardEvent& event, bool down) {
  const bool tab = std::strcmp(event.key, "Tab") == 0;
  if (tab && tab_leaves_) return true;
  const bool escape = std::strcmp(event.key, "Escape") == 0;
  const bool shift = std::strcmp(event.key, "Shift") == 0;  // it may become Shift+Tab
  if (down && !shift) tab_leaves_ = escape && !ImGui::IsAnyItemActive();
  return false;
}

bool Input::key(const EmscriptenKeyboardEvent& event, bool down) {
  ImGuiIO& io = ImGui::GetIO();
  if (leaves(event, down)) return false;
  io.AddKeyEvent(ImGuiMod_Ctrl, event.ctrlKey);
  io.AddKeyEvent(ImGuiMod_Shift, event.shiftKey);
  io.AddKeyEvent(ImGuiMod_Alt, event.altKey);
  io.AddKeyEvent(ImGuiMod_Super, event.metaKey);
  const ImGuiKey key = key_of(event.code, event.key);
  const bool command = event.ctrlKey || event.metaKey;
  const bool v = command && key == ImGuiKey_V;  // it comes as a paste event
  if (key != ImGuiKey_None && !v) io.AddKeyEvent(key, down);
  if (!down && std::strcmp(event.key, "Meta") == 0)
    io.ClearInputKeys();  // macOS sends no key-up of other keys
  const bool types = down && !command && is_character(event.key);
  if (types) io.AddInputCharactersUTF8(event.key);
  wake_();
  if (command)
    return io.WantTextInput && (key == ImGuiKey_A || key == ImGuiKey_Z || key == ImGuiKey_Y);
  return is_ours(key) || (io.WantTextInput && types);
}

void Input::gone() {
  if (held_) return;
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  wake_();
}

void Input::let_go() {
  ImGuiIO& io = ImGui::GetIO();
  io.ClearInputKeys();
  for (int button = 0; button < 3; ++button) io.AddMouseButtonEvent(button, false);
  finger_ = Finger::away;
  held_ = false;
  tab_leaves_ = false;
  wake_();
}

void Input::paste(const std::string& text) {
  ImGui::SetClipboardText(text.c_str());
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, true);
  io.AddKeyEvent(ImGuiKey_V, true);
  io.AddKeyEvent(ImGuiKey_V, false);
  io.AddKeyEvent(ImGuiMod_Ctrl, false);
  wake_();
}

void Input::show_cursor() {
  const int cursor = ImGui::GetMouseCursor();
  if (cursor == cursor_) return;
  cursor_ = cursor;
  nn4n_set_cursor(canvas_.c_str(), cursor_name(cursor));
}

}  // namespace nn4n::playground

// Mouse, touch, wheel and keys of one canvas, from html5.h events into ImGui.
//
// Keys belong to the canvas only while it has the focus, and to the browser when they are none of
// ours: combinations with Ctrl or Cmd (but A, Z, Y in a text box), function keys, and after Escape
// the Tab that leaves the canvas. Copy, cut and paste stay with the browser, whose events the page
// forwards. A pointer that went down on the canvas is followed until it goes up, wherever that is.
#pragma once

#include <emscripten/html5.h>
#include <imgui.h>

#include <functional>
#include <string>

namespace nn4n::playground {

class Input {
 public:
  /// Listens on the canvas that the CSS selector names; `wake` is called after every event.
  Input(std::string canvas, std::function<void()> wake);
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// Text from the browser's paste event, typed where the caret is at the next frame.
  void paste(const std::string& text);

  /// Shows the pointer that the last frame asked for.
  void show_cursor();

 private:
  using Mouse = EmscriptenMouseEvent;
  bool moved(const Mouse& event, bool on_canvas);
  bool pressed(const Mouse& event);
  bool released(const Mouse& event);
  bool wheel(const EmscriptenWheelEvent& event);
  bool touch(int type, const EmscriptenTouchEvent& event);
  bool key(const EmscriptenKeyboardEvent& event, bool down);
  bool leaves(const EmscriptenKeyboardEvent& event, bool down);
  void gone();
  void let_go();
  void listen();

  std::string canvas_;
  std::function<void()> wake_;
  ImVec2 pointer_{};         ///< on the canvas [css px]
  ImVec2 origin_{};          ///< of the canvas in the viewport
  bool held_ = false;        ///< a button is down that went down on the canvas
  bool tab_leaves_ = false;  ///< Escape was the last key
  int cursor_ = -1;
};

}  // namespace nn4n::playground

// Mouse, touch, wheel and keys of one canvas, from html5.h events into ImGui.
//
// The canvas takes keys only while it has the focus. The browser keeps combinations with Ctrl or
// Cmd (except A, Z and Y in a text box), function keys, and the Tab after an Escape, which leaves
// the canvas. It also keeps copy, cut and paste; the page forwards their events. A pointer that was
// pressed on the canvas is followed until it is released, wherever that is.
//
// A finger presses nothing until it is known what it does. Up or down it scrolls; sideways it drags
// what lies where it began, or scrolls where nothing is dragged; a tap is a click, once it ends. A
// finger that rests shows a tooltip, and is no tap any more.
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

  /// Takes text from the browser's paste event; the next frame types it where the caret is.
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
  void finger_moved(ImVec2 now);
  void finger_lifted(double now_ms, bool cancelled);
  bool key(const EmscriptenKeyboardEvent& event, bool down);
  bool leaves(const EmscriptenKeyboardEvent& event, bool down);
  void gone();
  void let_go();
  void listen();

  std::string canvas_;
  std::function<void()> wake_;
  ImVec2 pointer_{};  ///< on the canvas [css px]
  ImVec2 origin_{};   ///< of the canvas in the viewport
  enum class Finger { away, resting, scrolling, dragging } finger_ = Finger::away;
  ImVec2 finger_start_{};    ///< where it came down [css px]
  double finger_since_ = 0;  ///< and when [ms]
  bool held_ = false;        ///< a button is down that was pressed on the canvas
  bool tab_leaves_ = false;  ///< the last key was Escape, so a Tab leaves the canvas
  int cursor_ = -1;
};

}  // namespace nn4n::playground

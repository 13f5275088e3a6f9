// class Page of the playground module, for JavaScript. Strings are JSON unless they are links.
//
//   const view = new Page("#canvas");
//   view.addFont(400, bytes); view.setTheme("dark");
//   view.command("open", JSON.stringify(location.hash));
//   for (const message of view.takeMessages()) worker.postMessage(message);
//   requestAnimationFrame((now) => view.frame(now, width, height, devicePixelRatio));
#include <emscripten/bind.h>
#include <emscripten/em_js.h>
#include <emscripten/val.h>

#include <memory>

#include "codec/experiment_file.h"
#include "editing/preset_cards.h"
#include "editing/sweepable.h"
#include "playground/commands.h"
#include "playground/page.h"
#include "playground/platform/canvas.h"
#include "playground/platform/input.h"

// This is JavaScript, which the formatter takes for C++ and breaks. (It obeys the next line only if
// nothing else stands in it.)
// clang-format off
EM_JS(bool, nn4n_is_mac, (), { return /Mac|iPhone|iPad/.test(navigator.platform); });
EM_JS(bool, nn4n_has_fingers_only, (), { return matchMedia("(pointer: coarse)").matches; });
// clang-format on

namespace nn4n::playground {

namespace {

using emscripten::val;

/// The bytes of a Uint8Array, copied: views of the heap do not survive its growth.
std::vector<std::uint8_t> bytes_of(const val& array) {
  return emscripten::convertJSArrayToNumberVector<std::uint8_t>(array);
}

class WebPage {
 public:
  explicit WebPage(const std::string& selector)
      : canvas_(selector), input_(selector, [this] { woken(); }) {
    page_.paint = [this](ImDrawData* data) { canvas_.paint(data, page_.pictures()); };
    ImGui::GetIO().ConfigMacOSXBehaviors = nn4n_is_mac();
    // Rows are as high as a finger needs before the first touch, not only after it.
    if (nn4n_has_fingers_only()) {
      ImGui::GetIO().AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
      ImGui::GetIO().MouseSource = ImGuiMouseSource_TouchScreen;
    }
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ClipboardUserData = this;
    platform.Platform_SetClipboardTextFn = [](ImGuiContext* context, const char* text) {
      static_cast<WebPage*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->copied(text);
      static_cast<void>(context);
    };
    platform.Platform_GetClipboardTextFn = [](ImGuiContext*) {
      return static_cast<WebPage*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)
          ->clipboard_.c_str();
    };
  }

  void add_font(int weight, const val& bytes) { page_.add_font(weight, bytes_of(bytes)); }
  void set_theme(const std::string& name) { page_.set_theme(name); }
  /// `translate` is a function from English to the language of the page, or null.
  void set_language(const val& translate) {
    if (translate.isNull()) return page_.set_language({});
    page_.set_language(
        [translate](const std::string& english) { return translate(english).as<std::string>(); });
  }
  std::string command(const std::string& name, const std::string& argument) {
    return page_.command(name, argument);
  }
  std::string refusal(const std::string& name, const std::string& argument) const {
    return refusal_of(name, argument);
  }
  std::string commands() const { return print_json(command_table(), Layout::compact); }
  val take_messages() {
    const std::string list = print_json(page_.take_messages(), Layout::compact);
    return val::global("JSON").call<val>("parse", list);
  }
  void receive(const std::string& message, const val& bytes) {
    const std::vector<std::uint8_t> copy = bytes_of(bytes);
    page_.receive(message, copy);
  }
  std::string state() const { return page_.state(); }
  std::string summary() const { return page_.summary(); }
  std::string experiment() const { return page_.experiment(); }
  std::string experiment_file(const std::string& build) const {
    return to_file(page_.app().experiment, build);
  }
  std::string program() const { return program_name(); }
  std::string link() const { return page_.link(); }
  std::string left_out() const { return page_.left_out(); }
  bool is_for_worker(const std::string& text) const { return Page::is_for_worker(text); }
  std::string long_parts() const { return page_.long_parts(); }
  bool masks_have_rule() const { return page_.masks_have_rule(); }
  std::string search(const std::string& text) const { return page_.search(text); }
  std::string history() const { return page_.history(); }
  void take_history(const std::string& text) { page_.take_history(text); }
  std::string figures() { return page_.figures(); }
  std::string figure(const std::string& key, const std::string& format) {
    return page_.figure(key, format);
  }
  std::string view_state() const { return page_.view_state(); }
  std::string view_for_link() const { return page_.view_for_link(); }
  void take_view_state(const std::string& text) { page_.take_view_state(text); }
  std::string preset_cards() const { return print_json(nn4n::preset_cards(), Layout::compact); }
  std::string sweepable() const {
    return print_json(sweepable_settings(page_.app().experiment), Layout::compact);
  }
  std::string task_story() { return page_.task_story(); }
  double iteration_work() const { return nn4n::iteration_work(page_.app().experiment); }
  std::string locate(const std::string& path) const { return page_.locate(path); }
  std::string places() const { return page_.places(); }

  bool frame(double now_ms, double width, double height, double ratio) {
    if (!canvas_.usable()) return false;
    canvas_.resize(width, height, ratio);
    const bool more = page_.frame(now_ms, width, height, ratio);
    input_.show_cursor();
    return more;
  }

  void play_once() {
    page_.play_once();
    woken();
  }
  bool playing() const { return page_.playing(); }
  void on_wake(const val& listener) { wake_listener_ = listener; }
  void on_copy(const val& listener) { copy_listener_ = listener; }
  void paste(const std::string& text) {
    pasting_ = true;
    input_.paste(text);
    pasting_ = false;
  }
  void context_lost() { canvas_.lost(); }
  void context_restored() {
    canvas_.restored();
    woken();
  }

 private:
  void woken() {
    page_.wake();
    if (!wake_listener_.isNull()) wake_listener_();
  }
  void copied(const char* text) {
    clipboard_ = text;
    if (!pasting_ && !copy_listener_.isNull()) copy_listener_(clipboard_);
  }

  Page page_;  // makes ImGui's context, which the others need
  Canvas canvas_;
  Input input_;
  std::string clipboard_;
  bool pasting_ = false;
  val wake_listener_ = val::null();
  val copy_listener_ = val::null();
};

}  // namespace

EMSCRIPTEN_BINDINGS(playground) {
  emscripten::class_<WebPage>("Page")
      .constructor<std::string>()
      .function("addFont", &WebPage::add_font)
      .function("setTheme", &WebPage::set_theme)
      .function("setLanguage", &WebPage::set_language)
      .function("command", &WebPage::command)
      .function("refusal", &WebPage::refusal)
      .function("commands", &WebPage::commands)
      .function("takeMessages", &WebPage::take_messages)
      .function("receive", &WebPage::receive)
      .function("state", &WebPage::state)
      .function("summary", &WebPage::summary)
      .function("experiment", &WebPage::experiment)
      .function("experimentFile", &WebPage::experiment_file)
      .function("program", &WebPage::program)
      .function("link", &WebPage::link)
      .function("leftOut", &WebPage::left_out)
      .function("isForWorker", &WebPage::is_for_worker)
      .function("longParts", &WebPage::long_parts)
      .function("masksHaveRule", &WebPage::masks_have_rule)
      .function("search", &WebPage::search)
      .function("history", &WebPage::history)
      .function("takeHistory", &WebPage::take_history)
      .function("figures", &WebPage::figures)
      .function("figure", &WebPage::figure)
      .function("viewState", &WebPage::view_state)
      .function("viewForLink", &WebPage::view_for_link)
      .function("takeViewState", &WebPage::take_view_state)
      .function("presetCards", &WebPage::preset_cards)
      .function("sweepable", &WebPage::sweepable)
      .function("taskStory", &WebPage::task_story)
      .function("iterationWork", &WebPage::iteration_work)
      .function("locate", &WebPage::locate)
      .function("places", &WebPage::places)
      .function("frame", &WebPage::frame)
      .function("playOnce", &WebPage::play_once)
      .function("playing", &WebPage::playing)
      .function("onWake", &WebPage::on_wake)
      .function("onCopy", &WebPage::on_copy)
      .function("paste", &WebPage::paste)
      .function("contextLost", &WebPage::context_lost)
      .function("contextRestored", &WebPage::context_restored);
}

}  // namespace nn4n::playground

// The page without the browser: what JavaScript calls, with JSON and bytes in and out.
//
// It owns the application and ImGui's context. platform/exports.cpp offers it to JavaScript, and
// platform/ gives it input and paints what it drew; tests drive it without either.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <set>
#include <string>
#include <string_view>

#include "codec/json_value.h"
#include "editing/app.h"
#include "editing/view_state.h"
#include "playground/panels/circuit/scene.h"
#include "playground/panels/weights/scene.h"
#include "playground/plots/figure.h"
#include "playground/ui.h"

namespace nn4n::playground {

class Page {
 public:
  Page();
  ~Page();
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  /// Takes an OpenType font for weight 400, 500 or 600; to be called before the first frame.
  void add_font(int weight, std::span<const std::uint8_t> bytes);
  void set_theme(std::string_view name);
  /// The canvas says everything in another language from now on; an empty function is English.
  void set_language(Language::Translate translate);

  /// Opens a link, its fragment, JSON or "preset:NAME". Nothing starts to train.
  void open(std::string_view text);

  /// Does what a button does (commands.h). Answers {"ok": true, "issues": []}, or false and why:
  /// [{path, message}].
  std::string command(std::string_view name, std::string_view argument_json);

  /// What the worker must hear, as a list of objects; they are handed out once.
  JsonValue take_messages();

  /// Takes in what the worker sends: a snapshot (`bytes`), recorded changes, or a failure.
  void receive(std::string_view message_json, std::span<const std::uint8_t> bytes);

  /// {status, iteration, loss, accuracy, fingerprint, link, experiment, issues, problems, undo,
  /// redo, speed, messages (a list of {key, text}), film (the iterations of its
  /// moments, the one that is shown or null, its accuracy and fingerprint), diagnoses
  /// (analysis/diagnosis.h), task ({label, help}), view}; view.network says which weights the
  /// Network tab shows, and of which iteration and spectral radius; dynamics is what the tab
  /// Dynamics shows (dynamics_view.h)
  std::string state() const;
  /// The same without the experiment and the points of the dynamics, which may hold megabytes; this
  /// is asked for at every frame.
  std::string summary() const;
  /// The experiment alone, as JSON text.
  std::string experiment() const;
  const std::string& link() const;
  /// Does a file or a link hold a run or weights, which the worker reads? All else is for this
  /// page. `text` is the file's own or a data URL of its bytes.
  static bool is_for_worker(std::string_view text);
  /// What the link leaves out, in sentences for the person who shares it; empty = nothing.
  std::string left_out() const;
  /// The settings that make the link long, as they are called; empty = none stands out.
  std::string long_parts() const;
  /// Whether the command draw_mask can replace a painted mask.
  bool masks_have_rule() const;

  /// The story of the task (editing/task_story.h), as JSON text.
  std::string task_story();

  /// What search finds, a list of {path, label, value, help}, the best first.
  std::string search(std::string_view text) const;

  /// The edits that can be undone and redone, to be kept while the page is reloaded. Taking them up
  /// again does nothing when the page holds another document by then.
  std::string history() const;
  void take_history(std::string_view text);

  /// What the person chose to look at, to be kept with the run, and taken up again
  /// (editing/view_state.h).
  std::string view_state() const { return nn4n::view_state(app_); }
  std::string view_for_link() const { return nn4n::view_for_link(app_); }
  void take_view_state(std::string_view text);

  /// {x, y, width, height} in css pixels of the canvas, or "null" when it was not drawn.
  std::string locate(std::string_view path) const;

  /// All names that `locate` knows now, with their boxes: {"seed": {x, y, width, height}, …}
  std::string places() const;

  /// The plots that are on the screen: a list of {key, title}. Each lies at the place "figure.KEY".
  std::string figures();
  /// One of them as "svg" or "csv"; empty when it is not on the screen.
  std::string figure(std::string_view key, std::string_view format);

  /// Has the next three frames drawn.
  void wake();

  /// Plays the sample trial once, as soon as there is one.
  void play_once();
  /// Whether a trial is played where it can be seen; then every frame shows another moment.
  bool playing() const;

  /// Builds one frame when something may have changed. Returns whether another one is wanted.
  bool frame(double now_ms, double css_width, double css_height, double pixel_ratio);

  /// Paints a frame; without it nothing is painted, as in tests.
  std::function<void(ImDrawData*)> paint;

  const App& app() const { return app_; }
  /// To be asked for after the first frame.
  const Derived& derived() const { return *derived_; }
  const Pictures& pictures() const { return *pictures_; }
  /// Frames drawn since the start.
  int frames() const { return frames_; }

 private:
  /// The document's link, which is written when the document changes: masks in it take long.
  struct Link {
    std::optional<Experiment> of;
    std::string text;
  };
  struct Size {
    double width = 0, height = 0, ratio = 0;
    bool operator==(const Size&) const = default;
  };
  JsonValue summary_value(bool whole) const;
  JsonValue network_value() const;
  void prepare(double now_ms, const Size& size);
  bool build(const Size& size);
  std::vector<Figure> recorded();
  void draw(const Size& size);
  void derive(const Experiment& now, const Theme& theme);
  Ui ui_with(const Experiment& now, const View& view, const Theme& theme, Places& places);
  bool restless();

  App app_;
  ImGuiContext* context_ = nullptr;
  std::unique_ptr<Pictures> pictures_;
  Examples examples_;
  Fonts fonts_;
  mutable Language language_;  // remembers what it was told
  std::set<std::string, std::less<>> hidden_series_;
  Places places_;
  mutable Link link_;
  std::optional<Derived> derived_;
  Initials initials_;
  FollowedWeights weights_now_;
  CircuitScene circuit_;
  MatrixScene matrix_;
  std::vector<PageMessage> messages_;
  std::vector<Diagnosis> diagnoses_;
  Size size_;
  std::vector<Figure>* recording_ = nullptr;  // while figures are asked for
  int frames_wanted_ = 3;
  int frames_ = 0;
  double last_ms_ = 0;
  bool was_playing_ = false;
  double moved_at_ = 0;  ///< when the pointer last moved, in ImGui's seconds
  ImVec2 pointer_{};
};

}  // namespace nn4n::playground

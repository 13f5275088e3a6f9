#include "editing/view_edits.h"

#include <algorithm>
#include <utility>

#include "editing/all_settings.h"
#include "editing/setting.h"
#include "editing/view_state.h"

namespace nn4n {

namespace {

using What = Message::What;

struct ViewEdits {
  App& app;

  Issues operator()(const Preview& e) {
    app.view.preview_path = e.path;
    app.view.preview_value = e.value;
    return {};
  }
  Issues operator()(const EndPreview&) { return app.view.preview_path.clear(), Issues{}; }
  Issues operator()(const Typing& e) {
    app.view.typing_path = e.path;
    app.view.typing_text = e.text;
    return {};
  }
  Issues operator()(const EndTyping&) { return app.view.typing_path.clear(), Issues{}; }
  Issues operator()(const ToggleSection& e) {
    if (app.view.folded.erase(e.key) == 0) app.view.folded.insert(e.key);
    return {};
  }
  Issues operator()(const SelectTab& e) { return app.view.tab = e.key, Issues{}; }
  Issues operator()(const ShowPlot& e) { return app.view.behaviour_plot = e.key, Issues{}; }
  Issues operator()(const SetTheme& e) { return app.view.theme = e.name, Issues{}; }
  Issues operator()(const GoTo& e) {
    app.view.goal = deciding_setting(shown(app), e.path);
    app.view.found.clear();
    return {};
  }
  Issues operator()(const Arrived&) {
    app.view.found = std::exchange(app.view.goal, "");
    return {};
  }
  Issues operator()(const ShowNetwork& e) { return app.view.network = e.view, Issues{}; }
  Issues operator()(const Select& e) {
    app.view.selected = selected_in(e.selected, app.run.snapshot);
    const bool there = app.view.selected == e.selected;
    return there ? Issues{} : Issues{{"", "The network has no such unit, area or projection."}};
  }
  Issues operator()(const Play& e) {
    Playback& playback = app.view.playback;
    const SampleTrial& trial = app.run.snapshot.trial;
    const bool at_end = moment_of(playback, trial) >= double{trial.dt_ms} * trial.steps;
    if (e.playing && (e.once || !playback.chosen || at_end)) playback.at_ms = 0;
    playback.chosen = playback.chosen || e.playing;
    playback.playing = e.playing;
    playback.once = e.playing && e.once;
    return {};
  }
  Issues operator()(const ShowMoment& e) {
    Playback& playback = app.view.playback;
    playback.playing = playback.once = false;
    playback.chosen = true;
    playback.at_ms = std::max(e.ms, 0.0);
    return {};
  }
  Issues operator()(const SetPlaybackSpeed& e) {
    return app.view.playback.speed = e.speed, Issues{};
  }
  Issues operator()(const TakeApart&) {
    app.outbox.push_back({.what = Message::What::take_apart});
    return {};
  }
  Issues operator()(const ChooseActWindow& e) { return app.view.act_window = e.epoch, Issues{}; }
  Issues operator()(const OrderUnits& e) { return app.view.unit_order = e.order, Issues{}; }
  Issues operator()(const ShowDynamics& e) {
    const DynamicsChoice& before = app.view.dynamics;
    const bool asks = before.input != e.choice.input || before.to != e.choice.to ||
                      before.at != e.choice.at || before.point != e.choice.point ||
                      before.task_axes != e.choice.task_axes;
    if (asks) app.dynamics.problem.clear();
    return app.view.dynamics = e.choice, Issues{};
  }
  Issues operator()(const AskDynamics& e) {
    const JsonValue value = parse_json(e.json, {.bytes = kLongestViewState}).value;
    const std::string wrong = read_choice(value, app.view.dynamics);
    if (!wrong.empty()) return {{"", wrong}};
    app.dynamics.problem.clear();
    return app.view.tab = "dynamics", Issues{};
  }
  Issues operator()(const KeepToLesson& e) {
    std::optional<LessonView> lesson = read_lesson_view(e.json);
    if (!lesson) return refuse(app, {{"", "What a lesson shows and locks cannot be read"}});
    app.view.lesson = std::move(*lesson);
    app.view.notice = {};  // the lesson has opened what it is about
    return {};
  }
  Issues operator()(const SearchDynamics&) {
    app.dynamics.problem.clear();
    return app.dynamics.again = true, Issues{};
  }
  Issues operator()(const SelectInTable& e) { return app.view.table = e.path, Issues{}; }
  Issues operator()(const ChooseMaskFile& e) {
    app.outbox.push_back({.what = What::choose_mask, .path = std::string(key_of(e.layer))});
    return {};
  }
  Issues operator()(const ChooseTrialsFile&) {
    app.outbox.push_back({.what = What::choose_trials});
    return {};
  }
  Issues operator()(const SaveFigure& e) {
    app.outbox.push_back({.what = What::save_figure, .path = e.key, .format = e.format});
    return {};
  }
  Issues operator()(const RefuseFile& e) { return refuse(app, {{"", e.why}}); }
  Issues operator()(const DismissIssues&) { return app.issues.clear(), Issues{}; }
  Issues operator()(const DismissNotice&) { return app.view.notice = {}, Issues{}; }
  Issues operator()(const DismissMessage& e) {
    return app.view.dismissed[e.key] = e.words, Issues{};
  }
};

}  // namespace

Issues apply_to_view(App& app, const ViewEdit& edit) { return std::visit(ViewEdits{app}, edit); }

}  // namespace nn4n

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

  /// Something else is wanted of the analysis, so that it may be asked again after a failure.
  Issues retry_looks() {
    app.looks.problem.clear();
    wear_activity(app);
    return {};
  }

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
    const SampleTrial& trial = seen(app.run).trial;
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
  Issues operator()(const OrderUnits& e) {
    app.view.unit_order = e.order;
    app.view.order_variable = e.variable;
    return retry_looks();
  }
  Issues operator()(const AskOrder& e) {
    const auto known = std::find(kUnitOrders.begin(), kUnitOrders.end(), e.name);
    const bool variable = known == kUnitOrders.end();
    const auto order =
        variable ? UnitOrder::selectivity : static_cast<UnitOrder>(known - kUnitOrders.begin());
    return operator()(OrderUnits{order, variable ? e.name : ""});
  }
  Issues operator()(const ShowMatrix& e) {
    app.view.matrix = e.choice;
    app.view.matrix.zoom = allowed_zoom(e.choice.zoom);
    return retry_looks();
  }
  Issues operator()(const AskMatrix& e) {
    const JsonValue value = parse_json(e.json, {.bytes = kLongestViewState}).value;
    const std::string wrong = read_matrix_choice(value, app.view.matrix);
    return wrong.empty() ? retry_looks() : Issues{{"", wrong}};
  }
  Issues operator()(const ShowActivity& e) {
    const bool sample = app.view.activity.by_condition && !e.choice.by_condition;
    app.view.activity = e.choice;
    if (sample) {  // the worker sends the sample trial again
      const int index = seen(app.run).trial.index;
      app.outbox.push_back({.what = What::trial, .value = static_cast<double>(index)});
    }
    return retry_looks();
  }
  Issues operator()(const AskActivity& e) {
    const JsonValue value = parse_json(e.json, {.bytes = kLongestViewState}).value;
    ActivityChoice choice = app.view.activity;
    const std::string wrong = read_activity_choice(value, choice);
    return wrong.empty() ? operator()(ShowActivity{choice}) : Issues{{"", wrong}};
  }
  Issues operator()(const AskCurves& e) {
    const JsonValue value = parse_json(e.json, {.bytes = kLongestViewState}).value;
    const std::string wrong = read_curves_choice(value, app.view.curves);
    return wrong.empty() ? Issues{} : Issues{{"", wrong}};
  }
  Issues operator()(const ShowCurves& e) {
    app.view.curves = e.choice;
    app.view.curves.zoom = allowed_zoom(e.choice.zoom);
    return {};
  }
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

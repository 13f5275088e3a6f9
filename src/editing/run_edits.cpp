#include "editing/run_edits.h"

#include <algorithm>

#include "editing/curve_marks.h"
#include "editing/film_view.h"
#include "editing/interventions.h"
#include "editing/live_values.h"
#include "editing/setting.h"
#include "editing/words.h"
#include "experiment/changes.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

using What = Message::What;

/// Brings a run back that the worker keeps, paused, with the document that belongs to it.
void take_back(App& app, const Version& target) {
  begin_another(app.run);
  app.run.serial = target.run.serial;
  app.run.snapshot.iteration = target.run.iteration;
  app.run.status = target.run.iteration > 0 ? Status::paused : Status::idle;
  app.run.until.reset();
  note_return(app.run, "This run came back with its weights.");
  app.opened = app.experiment;
  send_instead(app, {.what = What::restore, .run = target.run.serial});
}

/// Goes to a version that can run, and whose run is another one than the present one.
void change_runs(App& app, const Version& target) {
  app.view.notice = {};
  app.experiment = target.document;
  app.problems.clear();
  if (is_worth_keeping(target.run)) {
    take_back(app, target);
  } else {
    reopen(app);
    app.run.serial = target.run.serial;
  }
}

/// Goes to a version. When a run is under way that need not start again for it, the version's live
/// values are set as a person would set them: they hold from now on, and they are recorded.
Issues go_to(App& app, const Version& target) {
  const bool other = target.run.serial != app.run.serial && can_return(target.run);
  if (other && validate(target.document).empty()) return change_runs(app, target), Issues{};
  if (app.problems.empty() && started(app) && same_network(target.document, app.experiment)) {
    const std::vector<Intervention> acted = app.experiment.interventions;
    copy_asides(app.experiment, target.document);
    app.experiment.interventions =
        with_what_was_trained(acted, app.experiment.interventions, app.run.snapshot.iteration);
    const auto moved = live_differences(in_force(app), in_force(target));
    for (const Change& change : moved) set_live(app, change.path, change.value);
    Experiment wanted = target.document;
    wanted.interventions = app.experiment.interventions;
    if (!moved.empty() || wanted == app.experiment) return {};
  }
  const Issues issues = restart_with(app, target.document, "");
  if (issues.empty() && !app.view.notice.text.empty())
    app.view.notice.text = "Training starts again from iteration 0.";
  return issues;
}

/// Goes to a version and has the worker keep the run that ends with it; `back` is the command that
/// leads here again.
Issues travel(App& app, const Version& target, std::string_view back) {
  app.view.typing_path.clear();
  app.view.preview_path.clear();
  app.view.offer = {};
  const Version before = version_of(app);
  const Issues issues = go_to(app, target);
  if (!ended_run(before, version_of(app))) return issues;
  keep_run(app, before.run.serial);
  app.view.offer = {kept_sentence(before.run), std::string(back)};
  return issues;
}

/// Answers why the experiment cannot run ("Cannot run yet. dt is 500; allowed 1 to 100."), and
/// shows the control of the first setting that stands in the way, and the message about it.
Issues explain(App& app) {
  const Issue& first = app.problems.front();
  app.view.goal = first.path;
  app.view.dismissed.erase("problems");
  return {{first.path, "Cannot run yet. " + sentence(app.experiment, first)}};
}

/// Another run begins where this one was at an iteration, paused, with the marks up to there and
/// without what was changed from then on.
void begin_at(App& app, int iteration) {
  app.view.notice = {};
  std::vector<CurveMark> events = app.run.events[app.run.serial];
  std::erase_if(events, [&](const CurveMark& mark) { return mark.iteration > iteration; });
  begin_another(app.run);
  app.run.events[app.run.serial] = std::move(events);
  app.run.snapshot.iteration = iteration;
  app.run.status = iteration > 0 ? Status::paused : Status::idle;
  app.run.until.reset();
  forget_changes_from(app.experiment, iteration);
  app.opened = app.experiment;
}

struct RunEdits {
  App& app;

  Issues operator()(const Undo&) {
    const auto version = step_back(app.history, version_of(app));
    return version ? travel(app, *version, "redo") : Issues{};
  }
  Issues operator()(const Redo&) {
    const auto version = step_forward(app.history, version_of(app));
    return version ? travel(app, *version, "undo") : Issues{};
  }
  Issues operator()(const RunFor& e) {
    if (!app.problems.empty()) return explain(app);
    app.run.until.reset();
    if (e.iterations) app.run.until = app.run.snapshot.iteration + std::max(*e.iterations, 0);
    if (!e.iterations && app.run.goal.value_or(0) > app.run.snapshot.iteration)
      app.run.until = app.run.goal;
    app.run.status = Status::training;
    app.view.notice = {};
    app.outbox.push_back({.what = What::run, .until = app.run.until});
    return {};
  }
  Issues operator()(const Pause&) {
    app.outbox.push_back({.what = What::pause});
    if (app.run.status == Status::training) app.run.status = Status::paused;
    return {};
  }
  Issues operator()(const StepOnce&) { return (*this)(RunFor{1}); }
  Issues operator()(const Reset&) {
    if (!app.problems.empty()) return explain(app);
    app.run.status = Status::idle;
    app.run.until.reset();
    app.view.notice = {};
    const bool long_run = app.run.snapshot.iteration > kShortRun;
    long_run ? begin_another(app.run) : forget(app.run);
    app.outbox.push_back({.what = What::reset});
    return {};
  }
  Issues operator()(const ReturnToBest&) {
    if (!app.problems.empty()) return explain(app);
    const int best = app.run.snapshot.progress.best_iteration;
    const int now = app.run.snapshot.iteration;
    if (best == 0)
      return refuse(app, {{"", "There are no best weights before the third validation"}});
    if (best == now) return refuse(app, {{"", "The network has its best weights now"}});
    begin_at(app, best);
    note_return(app.run, "The run came back here from iteration " + grouped(now) + ".");
    app.outbox.push_back({.what = What::best});
    return {};
  }
  Issues operator()(const ShowFilm& e) {
    show_moment(app, e.iteration ? moment_near(app.run, *e.iteration) : std::nullopt);
    return {};
  }
  Issues operator()(const ContinueFromHere&) {
    if (!app.problems.empty()) return explain(app);
    if (!app.run.film.shown)
      return refuse(app, {{"", "The end of the run is shown; Run goes on from there"}});
    const int from = app.run.film.shown->iteration;
    begin_at(app, from);
    note_branch(app.run, branch_sentence(from));
    app.outbox.push_back({.what = What::branch});
    return {};
  }
  Issues operator()(const SetSpeed& e) {
    app.run.speed_limit = std::max(e.iterations_per_second, 0.0);
    app.outbox.push_back({.what = What::speed, .value = app.run.speed_limit});
    return {};
  }
  Issues operator()(const ShowBest& e) {
    if (e.best && app.run.snapshot.progress.best_iteration == 0)
      return refuse(app, {{"", "There are no best weights before the third validation"}});
    app.outbox.push_back({.what = What::show_best, .value = e.best ? 1.0 : 0.0});
    return {};
  }
  Issues operator()(const ShowTrial& e) {
    app.outbox.push_back({.what = What::trial, .value = static_cast<double>(e.index)});
    return {};
  }
};

}  // namespace

Issues apply_to_run(App& app, const RunEdit& edit) { return std::visit(RunEdits{app}, edit); }

}  // namespace nn4n

#include "editing/setting.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "editing/interventions.h"
#include "editing/live_values.h"
#include "editing/words.h"
#include "experiment/changes.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

using What = Message::What;

double value_in_force(const App& app, const std::string& path) {
  Experiment now = shown(app);
  const Target target = resolve(target_of(now), path);
  return target.type->number(target.object);
}

/// The value pulled into the field's range and, for whole numbers, rounded. `wrong` says what was
/// wrong with it.
double settle(const Target& target, double value, std::string& wrong) {
  const About& about = target.field->about;
  if (target.type->kind == Kind::choice || target.type->kind == Kind::boolean) return value;
  double settled = std::clamp(value, about.min, about.max);
  if (target.type->kind == Kind::integer) settled = std::round(settled);
  if (settled != value) {
    wrong =
        "is " + shortest(value) + "; allowed " + allowed(target) + ". Using " + shortest(settled);
  }
  return settled;
}

/// Does the worker have this very document? It is told of names and interventions on its own
/// (tell_interventions).
bool is_open(const App& app) {
  if (!app.opened) return false;
  Experiment held = *app.opened;
  copy_asides(held, app.experiment);
  return held == app.experiment;
}

/// Pauses a run that is under way.
void wait(App& app) {
  if (app.run.status != Status::training) return;
  app.run.status = Status::paused;
  app.outbox.push_back({.what = What::pause});
}

Issues set_list(App& app, const std::string& path, const std::string& text) {
  Experiment next = app.experiment;
  const EditTarget list = resolve(target_of(next), path);
  const auto numbers = numbers_in(text);
  if (!numbers)
    return refuse(app, {{path, path + " is " + in_quotes(text) +
                                   "; allowed are numbers with commas between them"}});
  list.type->resize(list.object, numbers->size());
  for (std::size_t i = 0; i < numbers->size(); ++i) {
    const EditTarget element = element_of(list, i);
    element.type->set_number(element.object, (*numbers)[i]);
  }
  return restart_with(app, std::move(next), path);
}

}  // namespace

bool started(const App& app) {
  return app.run.snapshot.iteration > 0 || app.run.status == Status::training;
}

Issues refuse(App& app, Issues issues) {
  app.view.notice = {Notice::Kind::warning, issues.front().path,
                     sentence(app.experiment, issues.front())};
  return issues;
}

void send_instead(App& app, Message message) {
  for (const Message& waiting : app.outbox) {
    if (waiting.keep) message.keep = waiting.keep;  // of the run that the worker still has
  }
  std::erase_if(app.outbox, [](const Message& waiting) {
    return waiting.what != What::speed && waiting.what != What::trial;
  });
  app.outbox.push_back(std::move(message));
}

void keep_run(App& app, int serial) {
  for (Message& message : app.outbox) {
    const bool ends_it = message.what == What::open || message.what == What::restore ||
                         message.what == What::take || message.what == What::reset ||
                         message.what == What::best || message.what == What::branch;
    if (ends_it && !message.keep) message.keep = serial;
  }
}

void reopen(App& app) {
  const bool training = app.run.status == Status::training;
  const std::optional<int> until = app.run.until;
  begin_another(app.run);
  app.opened = app.experiment;
  send_instead(app, {.what = What::open});
  if (training) app.outbox.push_back({.what = What::run, .until = until});
}

Issues restart_with(App& app, Experiment next, const std::string& path) {
  conform(next);
  if (next == app.experiment) return {};
  app.view.notice = {};
  app.experiment = std::move(next);
  app.problems = validate(app.experiment);
  if (!app.problems.empty()) {
    wait(app);
    return app.problems;  // a message of their own explains them
  }
  if (is_open(app)) return {};
  const bool began = app.run.snapshot.iteration > 0;
  if (began || has_given_weights(app.run)) {
    app.view.notice = {
        Notice::Kind::information, path,
        began ? restarted_sentence(app.experiment, path) : redrawn_sentence(app.experiment, path)};
  }
  reopen(app);
  return {};
}

Issues set_live(App& app, const std::string& path, double value, bool settles) {
  if (value_in_force(app, path) == value) return {};
  Experiment trial = app.experiment;
  const int at = started(app) ? std::max(app.run.snapshot.iteration, 1) : 0;
  if (const auto issue = record_change(trial, at, path, value)) return refuse(app, {*issue});
  if (at == 0) {
    app.experiment = std::move(trial);
    app.opened = app.experiment;
  } else {
    std::erase_if(app.run.pending, [&](const Change& change) { return change.path == path; });
    app.run.pending.push_back({-1, path, value});
  }
  app.view.notice = {};
  app.outbox.push_back({.what = What::change, .path = path, .settles = settles, .value = value});
  return {};
}

Issues set_number(App& app, const std::string& path, double value, bool settles) {
  Experiment next = app.experiment;
  const EditTarget target = resolve(target_of(next), path);
  if (!target.type || !target.field || !target.type->set_number) {
    return refuse(app, {explain_missing(target_of(next), path)});
  }
  std::string wrong;
  const double settled = settle(target, value, wrong);
  Issues issues;
  if (is_live(next, path) && app.problems.empty()) {
    issues = set_live(app, path, settled, settles);
  } else {
    target.type->set_number(target.object, settled);
    if (path == "task") follow_task(next, app.experiment.task.name());
    issues = restart_with(app, std::move(next), path);
  }
  if (issues.empty() && !wrong.empty()) return refuse(app, {{path, path + " " + wrong}});
  return issues;
}

Issues set_text(App& app, const std::string& path, const std::string& text) {
  Experiment next = app.experiment;
  const EditTarget target = resolve(target_of(next), path);
  if (!target.type || !target.field) return refuse(app, {explain_missing(target_of(next), path)});
  if (target.type->kind == Kind::list) return set_list(app, path, text);
  const bool number = target.type->kind == Kind::number || target.type->kind == Kind::integer;
  if (const auto value = parse_number(text); number && value) return set_number(app, path, *value);
  if (const std::string words = from_text(target, text); !words.empty()) {
    return refuse(app, {{path, path + " " + words}});
  }
  if (path == "task") follow_task(next, app.experiment.task.name());
  if (target.field->about.effect != Effect::none) return restart_with(app, std::move(next), path);
  follow_areas(app.experiment.network, next);
  app.experiment = std::move(next);
  app.view.notice = {};
  return {};
}

}  // namespace nn4n

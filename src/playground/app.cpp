#include "playground/app.h"

#include <algorithm>
#include <cmath>

#include "codec/open.h"
#include "experiment/changes.h"
#include "experiment/validate.h"
#include "playground/defaults.h"
#include "playground/words.h"

namespace nn4n::playground {

namespace {

using What = Message::What;

void send(App& app, Message message) { app.outbox.push_back(std::move(message)); }

bool started(const App& app) {
  return app.run.snapshot.iteration > 0 || app.run.status == Status::training;
}

Issues refuse(App& app, Issues issues) {
  app.view.notice = {Notice::Kind::warning, issues.front().path,
                     sentence(app.experiment, issues.front())};
  return issues;
}

/// Opens the document anew in the worker; a run that was under way starts over and goes on.
void reopen(App& app) {
  const bool training = app.run.status == Status::training;
  const std::optional<int> until = app.run.until;
  forget(app.run);
  std::erase_if(app.outbox, [](const Message& message) {  // overtaken before they were sent
    return message.what != What::speed && message.what != What::trial;
  });
  send(app, {.what = What::open});
  if (training) send(app, {.what = What::run, .until = until});
}

/// Makes `next` the document and restarts, unless it could not run.
Issues restart_with(App& app, Experiment next, const std::string& path) {
  conform(next);
  if (Issues issues = validate(next); !issues.empty()) return refuse(app, std::move(issues));
  if (next == app.experiment) return {};
  app.view.notice = {};
  if (app.run.snapshot.iteration > 0) {
    app.view.notice = {Notice::Kind::information, path, restarted_sentence(next, path)};
  }
  app.experiment = std::move(next);
  reopen(app);
  return {};
}

double value_in_force(const App& app, const std::string& path) {
  Experiment now = shown(app);
  const Target target = resolve(target_of(now), path);
  return target.type->number(target.object);
}

Issues set_live(App& app, const std::string& path, double value) {
  if (value_in_force(app, path) == value) return {};
  Experiment trial = app.experiment;
  const int at = started(app) ? std::max(app.run.snapshot.iteration, 1) : 0;
  if (const auto issue = record_change(trial, at, path, value)) return refuse(app, {*issue});
  if (at == 0) {
    app.experiment = std::move(trial);
  } else {
    std::erase_if(app.run.pending, [&](const Change& change) { return change.path == path; });
    app.run.pending.push_back({-1, path, value});
  }
  app.view.notice = {};
  send(app, {.what = What::change, .path = path, .value = value});
  return {};
}

/// The value pulled into the field's range and onto whole numbers; what was wrong goes to `wrong`.
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

Issues set_number(App& app, const std::string& path, double value) {
  Experiment next = app.experiment;
  const Target target = resolve(target_of(next), path);
  if (!target.type || !target.field || !target.type->set_number) {
    return refuse(app, {explain_missing(target_of(next), path)});
  }
  std::string wrong;
  const double settled = settle(target, value, wrong);
  Issues issues;
  if (is_live(next, path)) {
    issues = set_live(app, path, settled);
  } else {
    target.type->set_number(target.object, settled);
    issues = restart_with(app, std::move(next), path);
  }
  if (issues.empty() && !wrong.empty()) return refuse(app, {{path, path + " " + wrong}});
  return issues;
}

Issues set_list(App& app, const std::string& path, const std::string& text) {
  Experiment next = app.experiment;
  const Target list = resolve(target_of(next), path);
  const auto numbers = numbers_in(text);
  if (!numbers)
    return refuse(
        app, {{path, path + " is " + in_quotes(text) + "; allowed numbers, with commas between"}});
  if (const std::string words = size_complaint(list, static_cast<double>(numbers->size()));
      !words.empty()) {
    return refuse(app, {{path, path + " " + words}});
  }
  list.type->resize(list.object, numbers->size());
  for (std::size_t i = 0; i < numbers->size(); ++i) {
    list.type->element->set_number(list.type->at(list.object, i), (*numbers)[i]);
  }
  return restart_with(app, std::move(next), path);
}

Issues set_text(App& app, const std::string& path, const std::string& text) {
  Experiment next = app.experiment;
  const Target target = resolve(target_of(next), path);
  if (!target.type || !target.field) return refuse(app, {explain_missing(target_of(next), path)});
  if (target.type->kind == Kind::list) return set_list(app, path, text);
  const bool number = target.type->kind == Kind::number || target.type->kind == Kind::integer;
  if (const auto value = parse_number(text); number && value) return set_number(app, path, *value);
  if (const std::string words = from_text(target, text); !words.empty()) {
    return refuse(app, {{path, path + " " + words}});
  }
  if (target.field->about.effect != Effect::none) return restart_with(app, std::move(next), path);
  app.experiment = std::move(next);
  app.view.notice = {};
  return {};
}

/// Copies every live value, and nothing else, of `from` to `to`; both have the same shape.
void copy_live(const Target& to, const Target& from) {
  if (to.field && to.field->about.effect == Effect::live && to.type->kind == Kind::number) {
    to.type->set_number(to.object, from.type->number(from.object));
  }
  std::vector<Target> parts;
  for_each_part(from, [&](const Target& part, const std::string&) { parts.push_back(part); });
  std::size_t k = 0;
  for_each_part(to, [&](const Target& part, const std::string&) { copy_live(part, parts[k++]); });
}

/// Sets the texts that have no effect (names of areas) to those of `like`.
void copy_names(Experiment& to, const Experiment& like) {
  const std::size_t n = std::min(to.network.areas.size(), like.network.areas.size());
  for (std::size_t i = 0; i < n; ++i) to.network.areas[i].name = like.network.areas[i].name;
}

/// `from` with the live values, changes and names of `like`: equal to `like` when nothing that
/// needs a restart differs. The shapes differ only when it does.
bool same_network(const Experiment& from, const Experiment& like) {
  Experiment a = from;
  a.changes = like.changes;
  if (a.network.areas.size() != like.network.areas.size() || a.loss.size() != like.loss.size() ||
      a.task.name() != like.task.name()) {
    return false;
  }
  for (std::size_t i = 0; i < a.loss.size(); ++i) {
    if (a.loss[i].term.name() != like.loss[i].term.name()) return false;
  }
  copy_names(a, like);
  Experiment& other = const_cast<Experiment&>(like);  // read only
  copy_live(target_of(a), target_of(other));
  return a == like;
}

// One function per edit ----------------------------------------------------------------------

struct Apply {
  App& app;

  Issues operator()(const SetValue& e) {
    app.view.preview_path.clear();
    return set_number(app, e.path, e.value);
  }
  Issues operator()(const SetText& e) {
    app.view.typing_path.clear();
    return set_text(app, e.path, e.text);
  }
  Issues operator()(const RestoreDefault& e) {
    const std::optional<double> value = default_of(shown(app), e.path);
    if (!value) return {};
    return set_number(app, e.path, *value);
  }
  Issues operator()(const AddArea&) {
    Experiment next = app.experiment;
    if (next.network.areas.size() >= kMaxAreas) return {};
    next.network.areas.push_back({.name = "Area " + std::to_string(next.network.areas.size() + 1)});
    return restart_with(app, std::move(next), "network.areas");
  }
  Issues operator()(const RemoveArea& e);
  Issues operator()(const AddTerm& e) {
    Experiment next = app.experiment;
    LossTerm term;
    if (!term.term.select(e.name)) return {};
    term.weight = e.weight;
    next.loss.push_back(term);
    return restart_with(app, std::move(next), "loss");
  }
  Issues operator()(const Replace& e) {
    app.experiment = e.experiment;
    app.issues = e.issues;
    app.view.notice = {};
    app.run.status = Status::idle;
    app.run.until.reset();
    reopen(app);
    return {};
  }
  Issues operator()(const SetPaths& e);
  Issues operator()(const ForgetChanges&) {
    Experiment next = app.experiment;
    forget_changes(next, app.run.snapshot.iteration);
    return restart_with(app, std::move(next), "changes");
  }

  Issues operator()(const RunFor& e) {
    app.run.until.reset();
    if (e.iterations) app.run.until = app.run.snapshot.iteration + std::max(*e.iterations, 0);
    app.run.status = Status::training;
    app.view.notice = {};
    send(app, {.what = What::run, .until = app.run.until});
    return {};
  }
  Issues operator()(const Pause&) {
    send(app, {.what = What::pause});
    if (app.run.status == Status::training) app.run.status = Status::paused;
    return {};
  }
  Issues operator()(const StepOnce&) { return (*this)(RunFor{1}); }
  Issues operator()(const Reset&) {
    app.run.status = Status::idle;
    app.run.until.reset();
    app.view.notice = {};
    forget(app.run);
    send(app, {.what = What::reset});
    return {};
  }
  Issues operator()(const NewSeed&) {
    // Knuth's multiplier walks through all seeds, so that pressing again always brings a new one.
    const std::uint32_t next = app.experiment.seed * 2654435769u + 1013904223u;
    const Issues issues = set_number(app, "seed", static_cast<double>(next % 1000000u));
    app.view.notice = {};  // the button says what it does
    return issues;
  }
  Issues operator()(const SetSpeed& e) {
    app.run.speed_limit = std::max(e.iterations_per_second, 0.0);
    send(app, {.what = What::speed, .value = app.run.speed_limit});
    return {};
  }
  Issues operator()(const ShowTrial& e) {
    send(app, {.what = What::trial, .value = static_cast<double>(e.index)});
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
    if (app.view.folded.erase(e.name) == 0) app.view.folded.insert(e.name);
    return {};
  }
  Issues operator()(const SelectTab& e) { return app.view.tab = e.name, Issues{}; }
  Issues operator()(const SetTheme& e) { return app.view.theme = e.name, Issues{}; }
  Issues operator()(const DismissIssues&) { return app.issues.clear(), Issues{}; }
  Issues operator()(const DismissNotice&) { return app.view.notice = {}, Issues{}; }
};

Issues Apply::operator()(const RemoveArea& e) {
  Experiment next = app.experiment;
  auto& areas = next.network.areas;
  auto& density = next.network.connectivity.density;
  if (areas.size() < 2 || e.index >= areas.size()) return {};
  const auto at = static_cast<std::ptrdiff_t>(e.index);
  areas.erase(areas.begin() + at);
  if (e.index < density.size()) density.erase(density.begin() + at);
  for (auto& row : density) {
    if (e.index < row.size()) row.erase(row.begin() + at);
  }
  // A network needs an input and a readout: they go to the first and the last area.
  const auto none = [&](bool Area::*part) {
    return std::none_of(areas.begin(), areas.end(), [&](const Area& a) { return a.*part; });
  };
  if (none(&Area::input)) areas.front().input = true;
  if (none(&Area::readout)) areas.back().readout = true;
  return restart_with(app, std::move(next), "network.areas");
}

/// The live fields in which `wanted` differs from `now`; both have the same shape.
void live_differences(Experiment& now, Experiment& wanted, const std::string& path,
                      std::vector<Change>& differences) {
  const Target a = resolve(target_of(now), path);
  const Target b = resolve(target_of(wanted), path);
  if (is_live(now, path) && a.type->number(a.object) != b.type->number(b.object)) {
    differences.push_back({0, path, b.type->number(b.object)});
  }
  for_each_part(a, [&](const Target&, const std::string& step) {
    const bool top = path.empty() && step[0] == '.';
    live_differences(now, wanted, top ? step.substr(1) : path + step, differences);
  });
}

/// Live values that a script sets while training are changes; anything else restarts.
Issues Apply::operator()(const SetPaths& e) {
  Experiment next = app.experiment;
  const Issues issues = set_paths(next, e.json);
  if (!started(app) || next.changes != app.experiment.changes ||
      !same_network(next, app.experiment)) {
    Issues refused = restart_with(app, std::move(next), "");
    refused.insert(refused.begin(), issues.begin(), issues.end());
    return refused;
  }
  copy_names(app.experiment, next);
  Experiment now = shown(app);
  Experiment wanted = now;
  set_paths(wanted, e.json);
  std::vector<Change> differences;
  live_differences(now, wanted, "", differences);
  for (const Change& change : differences) set_live(app, change.path, change.value);
  return issues;
}

}  // namespace

Issues apply(App& app, const Edit& edit) { return std::visit(Apply{app}, edit); }

Experiment shown(const App& app) {
  Experiment now = at_iteration(app.experiment, app.run.snapshot.iteration);
  const auto put = [&](const std::string& path, double value) {
    const Target target = resolve(target_of(now), path);
    if (target.type && target.type->set_number) target.type->set_number(target.object, value);
  };
  for (const Change& change : app.run.pending) put(change.path, change.value);
  if (!app.view.preview_path.empty()) put(app.view.preview_path, app.view.preview_value);
  return now;
}

void adopt_changes(App& app, const Experiment& answer) {
  if (!same_network(answer, app.experiment)) return;
  Experiment from = answer;
  copy_live(target_of(app.experiment), target_of(from));
  app.experiment.changes = std::move(from.changes);
  for (Change& waiting : app.run.pending) {
    for (const Change& change : app.experiment.changes) {
      if (change.path == waiting.path && change.value == waiting.value) {
        waiting.iteration = change.iteration;
      }
    }
  }
  std::erase_if(app.run.pending, [&](const Change& waiting) {
    return waiting.iteration >= 0 && waiting.iteration <= app.run.snapshot.iteration;
  });
}

}  // namespace nn4n::playground

#include "editing/app.h"

#include <algorithm>
#include <utility>

#include "codec/open.h"
#include "editing/defaults.h"
#include "editing/live_values.h"
#include "editing/network_edits.h"
#include "editing/setting.h"
#include "editing/task_edits.h"
#include "editing/words.h"
#include "experiment/changes.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

using What = Message::What;

/// Recorded changes of what is there no more go with it.
void forget_missing(Experiment& experiment) {
  std::erase_if(experiment.changes, [&](const Change& change) {
    return !resolve(target_of(experiment), change.path).type;
  });
}

/// Recorded changes of a term that is removed go with it; those of later terms follow their term.
void forget_term(std::vector<Change>& changes, std::size_t index, std::size_t terms) {
  const auto prefix = [](std::size_t k) { return "loss[" + std::to_string(k) + "]."; };
  std::erase_if(changes,
                [&](const Change& change) { return change.path.starts_with(prefix(index)); });
  for (std::size_t k = index + 1; k < terms; ++k) {
    for (Change& change : changes) {
      if (!change.path.starts_with(prefix(k))) continue;
      change.path.replace(0, prefix(k).size(), prefix(k - 1));
    }
  }
}

// One function per edit ----------------------------------------------------------------------

/// Does this edit change the document? Everything does that is not listed here.
bool edits_document(const Edit& edit) {
  const auto is = [&]<class... Kinds>(std::variant<Kinds...>*) {
    return (std::holds_alternative<Kinds>(edit) || ...);
  };
  using OfRunAndView =
      std::variant<Undo, Redo, RunFor, Pause, StepOnce, Reset, SetSpeed, ShowTrial, Preview,
                   EndPreview, Typing, EndTyping, ToggleSection, SelectTab, SetTheme, GoTo, Arrived,
                   DismissIssues, DismissNotice, ShowNetwork, ChooseMaskFile, SelectInTable,
                   ChooseTrialsFile>;
  return !is(static_cast<OfRunAndView*>(nullptr));
}

/// What this edit goes on with, or empty.
std::string gesture_of(const Edit& edit) {
  const SetValue* set = std::get_if<SetValue>(&edit);
  return set && set->gesture ? set->path : "";
}

/// The document with the live values in force, without what is only being dragged.
Experiment in_force(const App& app) {
  Experiment now = at_iteration(app.experiment, app.run.snapshot.iteration);
  for (const Change& change : app.run.pending) {
    const Target target = resolve(target_of(now), change.path);
    if (target.type && target.type->set_number) {
      target.type->set_number(target.object, change.value);
    }
  }
  return now;
}

/// What was in force in a version.
Experiment in_force(const Version& version) {
  Experiment now = version.document;
  for (const Change& change : version.in_force) {
    const Target target = resolve(target_of(now), change.path);
    if (target.type && target.type->set_number) {
      target.type->set_number(target.object, change.value);
    }
  }
  return now;
}

/// Goes to a version. Under a run that it would not restart, live values are changes like any
/// others: they hold from now on, and are recorded.
Issues travel(App& app, const Version& target) {
  app.view.typing_path.clear();
  app.view.preview_path.clear();
  if (app.problems.empty() && started(app) && same_network(target.document, app.experiment)) {
    copy_names(app.experiment, target.document);
    const auto moved = live_differences(in_force(app), in_force(target));
    for (const Change& change : moved) set_live(app, change.path, change.value);
    if (!moved.empty() || target.document == app.experiment) return {};
  }
  const Issues issues = restart_with(app, target.document, "");
  if (issues.empty() && !app.view.notice.text.empty())
    app.view.notice.text = "Training starts again from iteration 0.";
  return issues;
}

/// "Cannot run: dt is 500; allowed 1 to 100." The control that is to blame is shown.
Issues explain(App& app) {
  const Issue& first = app.problems.front();
  app.view.goal = first.path;
  app.view.notice = {Notice::Kind::warning, first.path,
                     "Cannot run yet. " + sentence(app.experiment, first)};
  return {{first.path, app.view.notice.text}};
}

struct Apply {
  App& app;

  Issues operator()(const SetValue& e) {
    app.view.preview_path.clear();
    if (const auto key = block_key(e.path)) return set_block_number(app, *key, e.value);
    return set_number(app, std::string(plain_path(e.path)), e.value);
  }
  Issues operator()(const SetText& e) {
    app.view.typing_path.clear();
    if (const auto key = block_key(e.path)) return set_block_text(app, *key, e.text);
    return set_text(app, std::string(plain_path(e.path)), e.text);
  }
  Issues operator()(const RestoreDefault& e) {
    if (const auto key = block_key(e.path)) return restore_block_field(app, *key);
    const std::string path(plain_path(e.path));
    if (const std::optional<double> value = default_of(shown(app), path))
      return set_number(app, path, *value);
    Experiment next = app.experiment;
    if (!restore(next, path)) return refuse(app, {explain_missing(target_of(next), path)});
    forget_missing(next);
    fit_table(next, app.experiment);
    return take_over(std::move(next), path);
  }
  /// A document with other names only needs no restart.
  Issues take_over(Experiment next, const std::string& path) {
    Experiment renamed = app.experiment;
    copy_names(renamed, next);
    if (!(renamed == next)) return restart_with(app, std::move(next), path);
    app.experiment = std::move(next);
    return {};
  }
  Issues operator()(const AddArea&) { return add_area(app); }
  Issues operator()(const RemoveArea& e) { return remove_area(app, e); }
  Issues operator()(const AddTerm& e) {
    Experiment next = app.experiment;
    LossTerm term;
    if (!term.term.select(e.name)) return {};
    term.weight = e.weight;
    next.loss.push_back(term);
    return restart_with(app, std::move(next), "loss");
  }
  Issues operator()(const RemoveTerm& e);
  Issues operator()(const AddElement& e) { return resize(e.list, 1); }
  Issues operator()(const RemoveElement& e);
  Issues resize(const std::string& path, int by);
  Issues operator()(const Undo&) {
    const auto version = step_back(app.history, version_of(app));
    return version ? travel(app, *version) : Issues{};
  }
  Issues operator()(const Redo&) {
    const auto version = step_forward(app.history, version_of(app));
    return version ? travel(app, *version) : Issues{};
  }
  Issues operator()(const Replace& e) {
    app.experiment = e.experiment;
    app.issues = e.issues;
    app.problems = validate(app.experiment);
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
    if (!app.problems.empty()) return explain(app);
    app.run.until.reset();
    if (e.iterations) app.run.until = app.run.snapshot.iteration + std::max(*e.iterations, 0);
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
    forget(app.run);
    app.outbox.push_back({.what = What::reset});
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
    app.outbox.push_back({.what = What::speed, .value = app.run.speed_limit});
    return {};
  }
  Issues operator()(const ShowTrial& e) {
    app.outbox.push_back({.what = What::trial, .value = static_cast<double>(e.index)});
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
  Issues operator()(const ShowPlot& e) { return app.view.behaviour_plot = e.title, Issues{}; }
  Issues operator()(const SetTheme& e) { return app.view.theme = e.name, Issues{}; }
  Issues operator()(const GoTo& e) {
    app.view.goal = e.path;
    app.view.found.clear();
    return {};
  }
  Issues operator()(const Arrived&) {
    app.view.found = std::exchange(app.view.goal, "");
    return {};
  }
  Issues operator()(const StartFrom& e) { return start_from(app, e); }
  Issues operator()(const RestoreBlocks& e) { return restore_blocks(app, e); }
  Issues operator()(const PaintMask& e) { return paint_mask(app, e); }
  Issues operator()(const ForgetMask& e) { return forget_mask(app, e); }
  Issues operator()(const ReadMask& e) { return read_mask_file(app, e); }
  Issues operator()(const ShowNetwork& e) { return app.view.network = e.view, Issues{}; }
  Issues operator()(const ChooseMaskFile& e) {
    app.outbox.push_back({.what = What::choose_mask, .path = std::string(key_of(e.layer))});
    return {};
  }
  Issues operator()(const ReadTrials& e) { return read_trials(app, e); }
  Issues operator()(const ReadUnknownFile&) { return refuse_file(app); }
  Issues operator()(const AddToTable& e) { return add_to_table(app, e); }
  Issues operator()(const RemoveFromTable& e) { return remove_from_table(app, e); }
  Issues operator()(const MoveInTable& e) { return move_in_table(app, e); }
  Issues operator()(const SelectInTable& e) { return app.view.table = e.path, Issues{}; }
  Issues operator()(const ChooseTrialsFile&) {
    app.outbox.push_back({.what = What::choose_trials});
    return {};
  }
  Issues operator()(const DismissIssues&) { return app.issues.clear(), Issues{}; }
  Issues operator()(const DismissNotice&) { return app.view.notice = {}, Issues{}; }
};

Issues Apply::operator()(const RemoveTerm& e) {
  Experiment next = app.experiment;
  if (e.index >= next.loss.size()) return {};
  if (next.loss.size() == 1) {
    return refuse(app, {{"", "The last loss term cannot be removed; add another one first"}});
  }
  forget_term(next.changes, e.index, next.loss.size());
  next.loss.erase(next.loss.begin() + static_cast<std::ptrdiff_t>(e.index));
  app.view.typing_path.clear();
  app.view.preview_path.clear();
  return restart_with(app, std::move(next), "loss");
}

Issues Apply::resize(const std::string& path, int by) {
  Experiment next = app.experiment;
  const Target list = resolve(target_of(next), path);
  if (!list.type || list.type->kind != Kind::list) return {};
  const std::size_t size = list.type->size(list.object) + static_cast<std::size_t>(by);
  if (const std::string words = size_complaint(list, static_cast<double>(size)); !words.empty())
    return refuse(app, {{path, path + " " + words}});
  list.type->resize(list.object, size);
  return restart_with(app, std::move(next), path);
}

/// The others move up.
Issues Apply::operator()(const RemoveElement& e) {
  Experiment next = app.experiment;
  const Target list = resolve(target_of(next), e.list);
  if (!list.type || list.type->kind != Kind::list) return {};
  const std::size_t size = list.type->size(list.object);
  if (e.index >= size) return {};
  for (std::size_t i = e.index; i + 1 < size; ++i) {
    assign({list.type->element, list.type->at(list.object, i), list.field},
           {list.type->element, list.type->at(list.object, i + 1), list.field});
  }
  list.type->resize(list.object, size - 1);
  return restart_with(app, std::move(next), e.list);
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
  const Experiment now = shown(app);
  Experiment wanted = now;
  set_paths(wanted, e.json);
  for (const Change& change : live_differences(now, wanted)) {
    set_live(app, change.path, change.value);
  }
  return issues;
}

}  // namespace

Version version_of(const App& app) {
  return {app.experiment, live_differences(app.experiment, in_force(app))};
}

Issues apply(App& app, const Edit& edit) {
  if (!edits_document(edit)) return std::visit(Apply{app}, edit);
  const bool begun = app.opened.has_value();  // what a page opens with cannot be undone
  Version before = version_of(app);
  Issues issues = std::visit(Apply{app}, edit);
  if (begun && !(before == version_of(app)))
    remember(app.history, std::move(before), gesture_of(edit));
  return issues;
}

void apply_all(App& app, const Edits& edits) {
  const bool together = std::count_if(edits.begin(), edits.end(), edits_document) > 1;
  if (!together) {
    for (const Edit& edit : edits) apply(app, edit);
    return;
  }
  Version before = version_of(app);
  for (const Edit& edit : edits) std::visit(Apply{app}, edit);
  if (!(before == version_of(app))) remember(app.history, std::move(before));
}

Experiment shown(const App& app) {
  Experiment now = in_force(app);
  if (!app.view.preview_path.empty()) {
    const Target target = resolve(target_of(now), std::string(plain_path(app.view.preview_path)));
    if (target.type && target.type->set_number)
      target.type->set_number(target.object, app.view.preview_value);
  }
  preview_network(now, app.view);
  return now;
}

void adopt_changes(App& app, const Experiment& answer) {
  if (app.opened && same_network(answer, *app.opened)) {
    copy_live(*app.opened, answer);
    app.opened->changes = answer.changes;
  }
  if (!same_network(answer, app.experiment)) return;
  copy_live(app.experiment, answer);
  app.experiment.changes = answer.changes;
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

}  // namespace nn4n

#include "playground/app.h"

#include <algorithm>

#include "codec/open.h"
#include "experiment/changes.h"
#include "playground/defaults.h"
#include "playground/live_values.h"
#include "playground/setting.h"

namespace nn4n::playground {

namespace {

using What = Message::What;

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
  Issues operator()(const RemoveTerm& e);
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

}  // namespace nn4n::playground

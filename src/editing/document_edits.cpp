#include "editing/document_edits.h"

#include <algorithm>
#include <utility>

#include "codec/open.h"
#include "editing/defaults.h"
#include "editing/interventions.h"
#include "editing/live_values.h"
#include "editing/network_edits.h"
#include "editing/next_seed.h"
#include "editing/setting.h"
#include "editing/task_edits.h"
#include "editing/words.h"
#include "experiment/changes.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

/// Removes the recorded changes of fields that the experiment has no longer.
void forget_missing(Experiment& experiment) {
  std::erase_if(experiment.changes, [&](const Change& change) {
    return !resolve(target_of(experiment), change.path).type;
  });
}

/// Removes the recorded changes of a loss term that is being removed. The terms after it move up
/// in the list, and so do the paths of their changes.
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

struct DocumentEdits {
  App& app;

  Issues operator()(const SetValue& e) {
    app.view.preview_path.clear();
    if (const auto key = block_key(e.path)) return set_block_number(app, *key, e.value);
    return set_number(app, std::string(plain_path(e.path)), e.value, true);
  }
  Issues operator()(const SetText& e) {
    app.view.typing_path.clear();
    if (e.path.starts_with("interventions[")) return set_act(e);
    if (const auto key = block_key(e.path)) return set_block_text(app, *key, e.text);
    return set_text(app, std::string(plain_path(e.path)), e.text);
  }
  Issues operator()(const StartWith& e) {
    Experiment next = app.experiment;
    std::erase_if(next.changes, [&](const Change& change) { return change.path == e.path; });
    if (!put_number(next, e.path, e.value))
      return refuse(app, {explain_missing(target_of(next), e.path)});
    return restart_with(app, std::move(next), e.path);
  }
  Issues operator()(const RestoreDefault& e) {
    if (const auto key = block_key(e.path)) return restore_block_field(app, *key);
    const std::string path(plain_path(e.path));
    if (const std::optional<double> value = default_of(shown(app), path))
      return set_number(app, path, *value);
    Experiment next = app.experiment;
    if (!restore(next, path)) return refuse(app, {explain_missing(target_of(next), path)});
    if (path == "task") follow_task(next, app.experiment.task.name());
    forget_missing(next);
    fit_table(next, app.experiment);
    return take_over(std::move(next), path);
  }
  /// Makes `next` the document. If it differs in asides only, nothing starts again.
  Issues take_over(Experiment next, const std::string& path) {
    follow_areas(app.experiment.network, next);
    Experiment renamed = app.experiment;
    copy_asides(renamed, next);
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
  Issues operator()(const Replace& e) {
    app.experiment = e.experiment;
    app.issues = e.issues;
    app.problems = validate(app.experiment);
    app.view.notice = {};
    app.run.status = Status::idle;
    app.run.until.reset();
    reopen(app);
    app.run.goal = e.goal;
    if (e.goal) app.view.notice = {Notice::Kind::information, "", goal_sentence(*e.goal)};
    return {};
  }
  Issues operator()(const TakeRun& e);
  Issues operator()(const SetPaths& e);
  Issues operator()(const ForgetChanges&) {
    Experiment next = app.experiment;
    forget_changes(next, app.run.snapshot.iteration);
    return restart_with(app, std::move(next), "changes");
  }
  Issues operator()(const NewSeed&) {
    const Issues issues = set_number(app, "seed", next_seed(app.experiment.seed));
    app.view.notice = {};  // no sentence about the restart: the button has announced it
    return issues;
  }
  Issues operator()(const StartFrom& e) { return start_from(app, e); }
  Issues operator()(const RestoreBlocks& e) { return restore_blocks(app, e); }
  Issues operator()(const PaintMask& e) { return paint_mask(app, e); }
  Issues operator()(const ForgetMask& e) { return forget_mask(app, e); }
  Issues operator()(const ReadMask& e) { return read_mask_file(app, e); }
  Issues operator()(const DrawMaskByRule&) { return draw_mask_by_rule(app); }
  Issues operator()(const SetInterventions& e);
  Issues operator()(const Intervene& e) {
    if (e.act.empty()) return (*this)(SetInterventions{});
    const auto read = read_act(e.act, app.experiment.network);
    if (const std::string* words = std::get_if<std::string>(&read))
      return refuse(app, {{"interventions", *words + "."}});
    std::vector<Intervention> list = app.experiment.interventions;
    list.push_back(intervention_of(*std::get_if<Act>(&read), app.experiment.network,
                                   app.run.snapshot.iteration));
    return (*this)(SetInterventions{std::move(list)});
  }
  /// The text of an intervention that is there, or its value alone.
  Issues set_act(const SetText& e) {
    Experiment next = app.experiment;
    for (std::size_t i = 0; i < next.interventions.size(); ++i) {
      if (e.path != act_value_path(i)) continue;
      auto text = with_value(next.interventions[i].act, e.text, next.network);
      if (const Issue* issue = std::get_if<Issue>(&text))
        return refuse(app, {{e.path, issue->message}});
      next.interventions[i].act = std::move(*std::get_if<std::string>(&text));
      return (*this)(SetInterventions{std::move(next.interventions)});
    }
    const EditTarget target = resolve(target_of(next), e.path);
    if (!target.type) return refuse(app, {explain_missing(target_of(next), e.path)});
    if (const std::string words = from_text(target, e.text); !words.empty())
      return refuse(app, {{e.path, e.path + " " + words}});
    return (*this)(SetInterventions{std::move(next.interventions)});
  }
  Issues operator()(const ReadTrials& e) { return read_trials(app, e); }
  Issues operator()(const AddToTable& e) { return add_to_table(app, e); }
  Issues operator()(const RemoveFromTable& e) { return remove_from_table(app, e); }
  Issues operator()(const MoveInTable& e) { return move_in_table(app, e); }
};

Issues DocumentEdits::operator()(const SetInterventions& e) {
  for (const Intervention& one : e.interventions) {
    const auto& before = app.experiment.interventions;
    const auto read = read_act(one.act, app.experiment.network);
    const std::string* words = std::get_if<std::string>(&read);
    const auto same = [&](const Intervention& was) { return was.act == one.act; };
    if (words && std::none_of(before.begin(), before.end(), same))
      return refuse(app, {{"interventions", *words}});
  }
  if (e.interventions.size() > kMaxInterventions)
    return refuse(app,
                  {{"interventions", "There may be at most " + std::to_string(kMaxInterventions) +
                                         " interventions; remove one first"}});
  app.experiment.interventions = with_what_was_trained(app.experiment.interventions,
                                                       e.interventions, app.run.snapshot.iteration);
  app.view.notice = {};
  return {};
}

Issues DocumentEdits::operator()(const TakeRun& e) {
  if (Issues problems = validate(e.experiment); !problems.empty()) return refuse(app, problems);
  app.experiment = e.experiment;
  app.issues.clear();
  app.problems.clear();
  begin_another(app.run);
  app.run.snapshot.iteration = e.iteration;
  app.run.status = e.iteration > 0 ? Status::paused : Status::idle;
  app.run.until.reset();
  app.opened = app.experiment;
  send_instead(app, {.what = Message::What::take, .weights_only = e.weights_only});
  app.view.notice = {Notice::Kind::information, "", taken_sentence(e.iteration)};
  return {};
}

Issues DocumentEdits::operator()(const RemoveTerm& e) {
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

Issues DocumentEdits::resize(const std::string& path, int by) {
  Experiment next = app.experiment;
  const EditTarget list = resolve(target_of(next), path);
  if (!list.type || list.type->kind != Kind::list) return {};
  const std::size_t size = list.type->size(list.object) + static_cast<std::size_t>(by);
  if (const std::string words = size_complaint(list, static_cast<double>(size)); !words.empty())
    return refuse(app, {{path, path + " " + words}});
  list.type->resize(list.object, size);
  return restart_with(app, std::move(next), path);
}

/// The elements after the removed one move up.
Issues DocumentEdits::operator()(const RemoveElement& e) {
  Experiment next = app.experiment;
  const EditTarget list = resolve(target_of(next), e.list);
  if (!list.type || list.type->kind != Kind::list) return {};
  const std::size_t size = list.type->size(list.object);
  if (e.index >= size) return {};
  for (std::size_t i = e.index; i + 1 < size; ++i) {
    assign(element_of(list, i), element_of(list, i + 1));
  }
  list.type->resize(list.object, size - 1);
  return restart_with(app, std::move(next), e.list);
}

/// Live values that a script sets keep the network, and become recorded changes once it trains;
/// setting anything else starts again.
Issues DocumentEdits::operator()(const SetPaths& e) {
  Experiment next = app.experiment;
  const Issues issues = set_paths(next, e.json);
  if (!app.problems.empty() || next.changes != app.experiment.changes ||
      !same_network(next, app.experiment)) {
    Issues refused = restart_with(app, std::move(next), "");
    refused.insert(refused.begin(), issues.begin(), issues.end());
    return refused;
  }
  copy_asides(app.experiment, next);
  const Experiment now = shown(app);
  Experiment wanted = now;
  set_paths(wanted, e.json);
  for (const Change& change : live_differences(now, wanted)) {
    set_live(app, change.path, change.value);
  }
  return issues;
}

}  // namespace

Issues apply_to_document(App& app, const DocumentEdit& edit) {
  return std::visit(DocumentEdits{app}, edit);
}

}  // namespace nn4n

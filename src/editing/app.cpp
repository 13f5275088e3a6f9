#include "editing/app.h"

#include <algorithm>
#include <string>
#include <utility>

#include "codec/json_value.h"
#include "editing/curve_marks.h"
#include "editing/document_edits.h"
#include "editing/film_view.h"
#include "editing/interventions.h"
#include "editing/live_values.h"
#include "editing/network_edits.h"
#include "editing/run_edits.h"
#include "editing/setting.h"
#include "editing/view_edits.h"
#include "editing/words.h"
#include "experiment/changes.h"

namespace nn4n {

namespace {

/// An edit of the document, or one that ends a long run.
bool can_be_undone(const App& app, const Edit& edit) {
  if (std::holds_alternative<DocumentEdit>(edit)) return true;
  const RunEdit* of_run = std::get_if<RunEdit>(&edit);
  const bool ends_it = of_run && (std::holds_alternative<Reset>(*of_run) ||
                                  std::holds_alternative<ReturnToBest>(*of_run) ||
                                  std::holds_alternative<ContinueFromHere>(*of_run));
  return ends_it && app.run.snapshot.iteration > kShortRun;
}

/// The settings that an edit changes by hand. What opens another document is none of them.
struct PathsOfEdit {
  using Paths = std::vector<std::string>;
  Paths operator()(const SetValue& e) const { return {std::string(plain_path(e.path))}; }
  Paths operator()(const SetText& e) const { return {std::string(plain_path(e.path))}; }
  Paths operator()(const StartWith& e) const { return {e.path}; }
  Paths operator()(const RestoreDefault& e) const { return {std::string(plain_path(e.path))}; }
  Paths operator()(const AddArea&) const { return {"network.areas"}; }
  Paths operator()(const RemoveArea&) const { return {"network.areas"}; }
  Paths operator()(const AddTerm&) const { return {"loss"}; }
  Paths operator()(const RemoveTerm&) const { return {"loss"}; }
  Paths operator()(const NewSeed&) const { return {"seed"}; }
  Paths operator()(const AddElement& e) const { return {e.list}; }
  Paths operator()(const RemoveElement& e) const { return {e.list}; }
  Paths operator()(const StartFrom&) const { return {"network.connectivity"}; }
  Paths operator()(const RestoreBlocks&) const { return {"network.connectivity"}; }
  Paths operator()(const PaintMask&) const { return {"network.connectivity"}; }
  Paths operator()(const ForgetMask&) const { return {"network.connectivity"}; }
  Paths operator()(const ReadMask&) const { return {"network.connectivity"}; }
  Paths operator()(const DrawMaskByRule&) const { return {"network.connectivity"}; }
  Paths operator()(const Intervene&) const { return {"interventions"}; }
  Paths operator()(const SetInterventions&) const { return {"interventions"}; }
  Paths operator()(const ReadTrials&) const { return {"task"}; }
  Paths operator()(const AddToTable&) const { return {"task"}; }
  Paths operator()(const RemoveFromTable&) const { return {"task"}; }
  Paths operator()(const MoveInTable&) const { return {"task"}; }
  Paths operator()(const SetPaths& e) const { return parse_json(e.json).value.keys; }
  Paths operator()(const Replace&) const { return {}; }
  Paths operator()(const TakeRun&) const { return {}; }
  Paths operator()(const ForgetChanges&) const { return {}; }
};

/// A setting that the lesson keeps as it is and that this edit would change; or empty.
std::string locked_setting(const App& app, const Edit& edit) {
  const DocumentEdit* of_document = std::get_if<DocumentEdit>(&edit);
  if (app.view.lesson.locked.empty() || !of_document) return {};
  for (const std::string& path : std::visit(PathsOfEdit{}, *of_document)) {
    if (!app.view.lesson.lock_of(path).empty()) return path;
  }
  return {};
}

Issues refuse_locked(App& app, const std::string& path) {
  app.view.preview_path.clear();
  app.view.typing_path.clear();
  return refuse(app, {{path, "The lesson keeps this setting as it is"}});
}

template <class E>
const E* get_document_edit(const Edit& edit) {
  const DocumentEdit* of_document = std::get_if<DocumentEdit>(&edit);
  return of_document ? std::get_if<E>(of_document) : nullptr;
}

/// The gesture that this edit is a part of, or empty.
std::string gesture_of(const Edit& edit) {
  const SetValue* set = get_document_edit<SetValue>(edit);
  return set && set->gesture ? set->path : "";
}

/// What the status line says of an edit that took something away.
struct Loss {
  std::string sentence;
  bool always = false;  ///< however short the run was
};

Loss loss_by(const App& app, const Edit& edit) {
  const RemoveArea* area = get_document_edit<RemoveArea>(edit);
  if (area && app.experiment.network.areas.size() > 1)
    return {area_name(app.experiment, static_cast<int>(area->index)) + " was removed.", true};
  const RunEdit* of_run = std::get_if<RunEdit>(&edit);
  if (of_run && std::holds_alternative<ReturnToBest>(*of_run))
    return {"The run has its best weights again, those of iteration " +
            grouped(app.run.snapshot.progress.best_iteration) + "."};
  if (of_run && std::holds_alternative<ContinueFromHere>(*of_run) && app.run.film.shown)
    return {branch_sentence(app.run.film.shown->iteration)};
  if (get_document_edit<Replace>(edit)) return {"Another experiment is open."};
  if (get_document_edit<DrawMaskByRule>(edit))
    return {"The mask is drawn at random now, with the densities that it had.", true};
  return {};
}

struct Apply {
  App& app;

  Issues operator()(const DocumentEdit& edit) { return apply_to_document(app, edit); }
  Issues operator()(const RunEdit& edit) { return apply_to_run(app, edit); }
  Issues operator()(const ViewEdit& edit) { return apply_to_view(app, edit); }
};

/// Offers back what a step took away. The sentence takes the place of the notice of a restart.
void offer_back(App& app, const Version& before, const Loss& loss) {
  app.view.offer = {};
  const bool ended = ended_run(before, version_of(app));
  if (ended) keep_run(app, before.run.serial);
  if (!ended && !loss.always) return;
  Notice& notice = app.view.notice;
  const bool restarted = notice.kind == Notice::Kind::information && !notice.text.empty();
  std::string text = loss.sentence;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : " ") + more; };
  if (text.empty() && restarted) text = notice.text;
  if (text.empty() || (restarted && text != notice.text))
    add("Training starts again from iteration 0.");
  if (ended) add(kept_sentence(before.run));
  if (restarted) notice = {};
  app.view.offer = {std::move(text), "undo"};
}

/// Carries out edits that are undone together.
template <class CarryOut>
void as_one_step(App& app, const std::string& gesture, const Loss& loss, CarryOut&& carry_out) {
  const bool begun = app.opened.has_value();  // the experiment that a page opens with stays
  const Version before = version_of(app);
  carry_out();
  if (begun && is_step(before, version_of(app)) && remember(app.history, before, gesture))
    offer_back(app, before, loss);
}

}  // namespace

Experiment in_force(const App& app) {
  Experiment now = at_iteration(app.experiment, app.run.snapshot.iteration);
  put_values(now, app.run.pending);
  return now;
}

Experiment in_force(const Version& version) {
  Experiment now = version.document;
  put_values(now, version.in_force);
  return now;
}

Version version_of(const App& app) {
  Version version{app.experiment, live_differences(app.experiment, in_force(app))};
  if (app.run.failure.empty())
    version.run = {app.run.serial, app.run.snapshot.iteration, has_given_weights(app.run)};
  return version;
}

Issues apply(App& app, const Edit& edit) {
  if (const std::string path = locked_setting(app, edit); !path.empty())
    return refuse_locked(app, path);
  Issues issues;
  const auto carry_out = [&] { issues = std::visit(Apply{app}, edit); };
  if (can_be_undone(app, edit)) {
    as_one_step(app, gesture_of(edit), loss_by(app, edit), carry_out);
  } else {
    carry_out();
  }
  tell_interventions(app);
  return issues;
}

void apply_all(App& app, const Edits& edits) {
  const auto is_one = [&](const Edit& edit) { return can_be_undone(app, edit); };
  if (std::count_if(edits.begin(), edits.end(), is_one) <= 1) {
    for (const Edit& edit : edits) apply(app, edit);
    return;
  }
  as_one_step(app, "", {}, [&] {
    for (const Edit& edit : edits) {
      const std::string path = locked_setting(app, edit);
      if (path.empty()) {
        std::visit(Apply{app}, edit);
      } else {
        refuse_locked(app, path);
      }
    }
  });
  tell_interventions(app);
}

Experiment shown(const App& app) {
  Experiment now = in_force(app);
  put_number(now, plain_path(app.view.preview_path), app.view.preview_value);
  preview_network(now, app.view);
  return now;
}

namespace {

void diagnose_again(App& app) {
  const std::vector<Diagnosis> before =
      std::exchange(app.diagnoses, diagnose(in_force(app), app.run.snapshot));
  for (const Diagnosis& now : app.diagnoses) {
    if (std::find(before.begin(), before.end(), now) == before.end()) note_event(app.run, now);
  }
}

}  // namespace

void take_in(App& app, Snapshot snapshot) {
  take(app.run, std::move(snapshot));
  if (app.problems.empty()) diagnose_again(app);
  wear_activity(app);  // diagnoses are of the sample trial
}

std::vector<Diagnosis> diagnoses_of(const App& app) {
  return app.problems.empty() ? app.diagnoses : std::vector<Diagnosis>{};
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

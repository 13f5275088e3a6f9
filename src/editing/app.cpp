#include "editing/app.h"

#include <algorithm>
#include <utility>

#include "editing/document_edits.h"
#include "editing/live_values.h"
#include "editing/network_edits.h"
#include "editing/run_edits.h"
#include "editing/view_edits.h"
#include "editing/words.h"
#include "experiment/changes.h"

namespace nn4n {

namespace {

bool edits_document(const Edit& edit) { return std::holds_alternative<DocumentEdit>(edit); }

/// The gesture that this edit is a part of, or empty.
std::string gesture_of(const DocumentEdit& edit) {
  const SetValue* set = std::get_if<SetValue>(&edit);
  return set && set->gesture ? set->path : "";
}

struct Apply {
  App& app;

  Issues operator()(const DocumentEdit& edit) { return apply_to_document(app, edit); }
  Issues operator()(const RunEdit& edit) { return apply_to_run(app, edit); }
  Issues operator()(const ViewEdit& edit) { return apply_to_view(app, edit); }
};

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
  return {app.experiment, live_differences(app.experiment, in_force(app))};
}

Issues apply(App& app, const Edit& edit) {
  const DocumentEdit* of_document = std::get_if<DocumentEdit>(&edit);
  if (!of_document) return std::visit(Apply{app}, edit);
  const bool begun = app.opened.has_value();  // the experiment that a page opens with stays
  Version before = version_of(app);
  Issues issues = apply_to_document(app, *of_document);
  if (begun && !(before == version_of(app)))
    remember(app.history, std::move(before), gesture_of(*of_document));
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
  put_number(now, plain_path(app.view.preview_path), app.view.preview_value);
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

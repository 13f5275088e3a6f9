// The application: the document, the run, the view, and the one function that changes them.
//
// Panels read `shown(app)`, app.run and app.view and answer with edits, and commands of the page
// are edits, too. `apply` is the only place where any of them takes effect (each kind in a file of
// its own: document_edits.h, run_edits.h, view_edits.h), and the only place that tells the worker:
// what it must hear is put into `outbox`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/diagnosis.h"
#include "editing/dynamics.h"
#include "editing/edit.h"
#include "editing/history.h"
#include "editing/run.h"
#include "editing/view.h"

namespace nn4n {

/// Something for the worker; which members count depends on `what`.
struct Message {
  enum class What {
    open,
    restore,
    take,
    run,
    pause,
    reset,
    best,
    moment,
    branch,
    change,
    intervene,
    speed,
    trial,
    show_best,
    choose_mask,
    choose_trials,
    save_figure,
    take_apart,
    analyse
  } what;
  std::optional<int> until = {};  ///< run: where to stop; nothing means to go on; moment: the
                                  ///< iteration, nothing means the end; analyse: the moment
  std::optional<int> keep = {};  ///< open, restore, take, reset, best, branch: keep the run before,
                                 ///< under this serial
  bool weights_only = false;     ///< take: the bytes that the browser adds are weights, not a run
  int run = 0;                   ///< restore: the serial of the run that is to come back
  std::string path = {};         ///< change; choose_mask: the layer's key; save_figure: the plot's;
                                 ///< analyse: what (analysis/network_report.h)
  std::string format = {};       ///< save_figure
  bool settles = false;  ///< change: by hand, so that others of this path may follow at once;
                         ///< analyse: a person waits for it
  double value = 0;      ///< change; speed [iterations/s]; trial: index; show_best: 1 or 0;
                         ///< analyse: the number of the question
};

struct App {
  Experiment experiment;
  Issues issues;  ///< what was not taken over from the last link or file
  /// Why the experiment cannot run as it is. The worker keeps the last one that could.
  Issues problems;
  std::optional<Experiment> opened;  ///< what the worker has open
  EditHistory history;
  Run run;
  std::vector<Diagnosis> diagnoses;  ///< as of the last snapshot; to be shown: diagnoses_of()
  View view;
  DynamicsView dynamics;  ///< dynamics_view.h
  Looks looks;            ///< looks.h
  std::vector<Message> outbox;
};

/// Applies one edit. The answer is empty when it took effect, otherwise it says why not, or why the
/// experiment cannot run now.
Issues apply(App& app, const Edit& edit);

/// Applies what one frame brought; what it changed of the document is undone together.
void apply_all(App& app, const Edits& edits);

/// The document and the live values in force, which together undo brings back.
Version version_of(const App& app);

/// The document with the live values in force, without what is only being dragged.
Experiment in_force(const App& app);
/// What was in force in a version.
Experiment in_force(const Version& version);

/// The experiment with the values in force now: changes up to the present iteration, those on
/// their way to the worker, and the slider that is being dragged.
Experiment shown(const App& app);

/// Takes a snapshot in, and finds out what it says of the run.
void take_in(App& app, Snapshot snapshot);

/// What is wrong with the run, at most two; none while the experiment cannot run.
std::vector<Diagnosis> diagnoses_of(const App& app);

/// Takes over what the worker recorded (changes and live values) when it speaks of the same
/// network; an answer that a later edit has overtaken is ignored.
void adopt_changes(App& app, const Experiment& answer);

}  // namespace nn4n

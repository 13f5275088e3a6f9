#include "editing/task_edits.h"

#include <algorithm>

#include "codec/own_data.h"
#include "editing/setting.h"
#include "editing/task_table.h"
#include "editing/words.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

std::string list_path(TablePart part) { return "task." + std::string(key_of(part)); }

/// The table of a copy of the document; null when there is none.
CustomParameters* table_in(Experiment& next) {
  return table_of(next) ? &next.task.as<CustomParameters>() : nullptr;
}

/// Ends typing and dragging: what is typed or dragged may no longer be where it was.
void leave_controls(App& app) {
  app.view.typing_path.clear();
  app.view.preview_path.clear();
}

/// Keeps the rule by which trials are judged. A link holds that rule but not the trials, so that
/// reading the file again brings the whole experiment back. A rule that needs more outputs than the
/// file has is not kept.
void keep_judge(Experiment& next, Experiment before) {
  if (before.task.name() != next.task.name()) return;
  Experiment kept = next;
  assign(resolve(target_of(kept), "task.judge"), resolve(target_of(before), "task.judge"));
  const Issues problems = validate(kept);
  const bool suits = std::none_of(problems.begin(), problems.end(), [](const Issue& problem) {
    return problem.path.starts_with("task.judge");
  });
  if (suits) next = std::move(kept);
}

std::string counted(std::size_t count, const std::string& noun) {
  return grouped(static_cast<double>(count)) + " " + noun + (count == 1 ? "" : "s");
}

/// "Read 4 trials of 25 steps, with 3 inputs and 2 outputs."
std::string read_words(Experiment experiment) {
  const OwnData sizes = sizes_of_content(to_text(resolve(target_of(experiment), "task.content")));
  return "Read " + counted(sizes.trials, "trial") + " of " + counted(sizes.steps, "step") +
         ", with " + counted(sizes.inputs, "input") + " and " + counted(sizes.outputs, "output") +
         ".";
}

}  // namespace

Issues add_to_table(App& app, const AddToTable& edit) {
  Experiment next = app.experiment;
  CustomParameters* table = table_in(next);
  if (!table || !can_add(*table, edit.part)) return {};
  const std::size_t at = std::min(edit.at, count_of(*table, edit.part));
  insert_part(*table, edit.part, at);
  leave_controls(app);
  app.view.table = path_of({edit.part, at});
  return restart_with(app, std::move(next), list_path(edit.part));
}

Issues remove_from_table(App& app, const RemoveFromTable& edit) {
  Experiment next = app.experiment;
  CustomParameters* table = table_in(next);
  if (!table || !can_remove(*table, edit.part) || edit.index >= count_of(*table, edit.part))
    return {};
  remove_part(*table, edit.part, edit.index);
  leave_controls(app);
  const std::size_t left = count_of(*table, edit.part);
  app.view.table = left == 0 ? std::string() : path_of({edit.part, std::min(edit.index, left - 1)});
  return restart_with(app, std::move(next), list_path(edit.part));
}

Issues move_in_table(App& app, const MoveInTable& edit) {
  Experiment next = app.experiment;
  CustomParameters* table = table_in(next);
  if (!table || std::max(edit.from, edit.to) >= count_of(*table, edit.part)) return {};
  move_part(*table, edit.part, edit.from, edit.to);
  leave_controls(app);
  app.view.table = path_of({edit.part, edit.to});
  return restart_with(app, std::move(next), list_path(edit.part));
}

Issues read_trials(App& app, const ReadTrials& edit) {
  nn4n::Reading reading = read_own_data(edit.bytes);
  if (!reading.readable) {
    for (Issue& issue : reading.issues) issue.message = complaint_alone(issue.message);
    return refuse(app, std::move(reading.issues));
  }
  Experiment next = app.experiment;
  next.task = reading.experiment.task;
  keep_judge(next, app.experiment);
  leave_controls(app);
  app.issues = std::move(reading.issues);
  Issues issues = restart_with(app, std::move(next), "task");
  if (issues.empty())
    app.view.notice = {Notice::Kind::information, "task", read_words(app.experiment)};
  return issues;
}

void fit_table(Experiment& next, const Experiment& before) {
  CustomParameters* table = table_in(next);
  const CustomParameters* was = table_of(before);
  if (table && was) fit_cells(*table, was->conditions.size());
}

}  // namespace nn4n

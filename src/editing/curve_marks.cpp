#include "editing/curve_marks.h"

#include <algorithm>
#include <utility>

#include "editing/all_settings.h"
#include "editing/words.h"
#include "experiment/changes.h"

namespace nn4n {

namespace {

void add_course(const Run& run, std::vector<CurveMark>& marks) {
  const std::vector<Validation>& all = run.snapshot.validations;
  const Progress& now = run.snapshot.progress;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const bool last = k + 1 == all.size();
    const int stage = last ? now.stage : all[k + 1].stage;
    const int draw = last ? now.draw : all[k + 1].draw;
    const std::string at = std::to_string(draw != all[k].draw ? draw : stage + 1);
    if (draw != all[k].draw) {
      marks.push_back({all[k].iteration, "draw", "draw " + at,
                       "The weights were drawn again: draw " + at + "."});
    } else if (stage != all[k].stage) {
      marks.push_back(
          {all[k].iteration, "stage", "stage " + at, "Stage " + at + " of the curriculum began."});
    }
  }
  if (now.passed_at > 0)
    marks.push_back({now.passed_at, "learnt", "learnt", "The task was learnt."});
}

/// Of a setting that moved many times in a row, such as a slider that was dragged, each change is a
/// mark of its own: the run went on in between.
void add_changes(const Experiment& experiment, const Run& run, std::vector<CurveMark>& marks) {
  for (const Change& change : experiment.changes) {
    Experiment then = experiment;
    if (change.iteration > run.snapshot.iteration) continue;  // it is still to be repeated
    if (!put_number(then, change.path, change.value)) continue;
    const std::string value = value_words(resolve(target_of(std::as_const(then)), change.path));
    marks.push_back({change.iteration, "change", noun_of(experiment, change.path) + " " + value,
                     full_label(experiment, change.path) + " was set to " + value + "."});
  }
}

}  // namespace

std::vector<CurveMark> marks_of(const Experiment& experiment, const Run& run) {
  std::vector<CurveMark> marks;
  add_course(run, marks);
  add_changes(experiment, run, marks);
  if (const auto events = run.events.find(run.serial); events != run.events.end())
    marks.insert(marks.end(), events->second.begin(), events->second.end());
  std::stable_sort(marks.begin(), marks.end(), [](const CurveMark& a, const CurveMark& b) {
    return a.iteration < b.iteration;
  });
  return marks;
}

void note_event(Run& run, const Diagnosis& diagnosis) {
  if (diagnosis.since <= 0) return;
  const std::string title(title_of(diagnosis));
  run.events[run.serial].push_back(
      {diagnosis.since, diagnosis.key, title, "First seen here: " + title + "."});
}

void note_return(Run& run, std::string words) {
  run.events[run.serial].push_back(
      {run.snapshot.iteration, "return", "came back", std::move(words)});
}

void note_branch(Run& run, std::string words) {
  run.events[run.serial].push_back({run.snapshot.iteration, "branch", "branch", std::move(words)});
}

}  // namespace nn4n

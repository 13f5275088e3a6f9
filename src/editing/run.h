// The run as the page knows it: the last snapshot, and the history that snapshots brought in parts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "experiment/experiment.h"
#include "training/snapshot.h"

namespace nn4n {

enum class Status { idle, training, paused };
std::string_view name_of(Status status);
std::optional<Status> status_named(std::string_view name);

/// Something that happened to a run, to be marked on its curves.
struct CurveMark {
  int iteration = 0;
  std::string key;    ///< names its place on the screen
  std::string label;  ///< a word or two beside the line
  std::string words;  ///< a sentence
  bool operator==(const CurveMark&) const = default;
};

/// The learning film of a run (training/film.h), and which of its moments the views show.
struct FilmView {
  std::vector<int> iterations;    ///< of the moments that are kept, ascending
  std::optional<int> wanted;      ///< the moment that a person asked for; nothing = the end
  std::optional<int> asked;       ///< of the worker, which has not answered yet
  std::optional<Snapshot> shown;  ///< nothing = the end, the run as it is now
  std::optional<int> remembered;  ///< to be shown as soon as the film has it (view_state.h)
};

struct Run {
  Status status = Status::idle;
  double iterations_per_second = 0;  ///< measured by the worker
  double speed_limit = 0;            ///< wanted, iterations per second; 0 = full
  std::optional<int> until;          ///< where the run stops by itself
  std::optional<int> goal;           ///< where a link wants the run to stop first
  bool known = false;                ///< a snapshot of the present network has come
  int serial = 0;                    ///< which run this is; undo may bring an earlier one back
  int newest_serial = 0;             ///< the highest one given so far
  Snapshot snapshot;                 ///< the last one; its histories of losses and norms are empty
  FilmView film;
  std::vector<float> losses;         ///< losses[k] belongs to iteration k + 1; NaN = not sent
  std::vector<float> smooth_losses;  ///< analysis/smoothing.h
  std::vector<StepNorms> norms;      ///< of the same iterations; NaN = not known
  std::vector<float> terms;          ///< the same, one row for each, of term_count columns
  std::size_t term_count = 0;        ///< terms of the loss
  std::vector<Change> pending;       ///< live changes on their way; iteration −1 = not confirmed
  std::string failure;               ///< the worker's last sentence, or empty
  /// What the snapshots do not tell of the runs: when something went wrong, and when one came back.
  std::map<int, std::vector<CurveMark>> events;  // by serial
};

/// What the views show: the run now, or a moment of its film.
inline const Snapshot& seen(const Run& run) {
  return run.film.shown ? *run.film.shown : run.snapshot;
}

/// Did the present network begin with weights that the document does not tell, as those of a link?
inline bool has_given_weights(const Run& run) { return run.snapshot.progress.draw == 0; }

/// Takes a snapshot in. Its part of the loss history replaces what was known from there on.
void take(Run& run, Snapshot snapshot);

/// Forgets how far the run has come. Its last weights stay in view until a snapshot comes.
void forget(Run& run);

/// The same, and what comes is another run.
void begin_another(Run& run);

}  // namespace nn4n

// Undo and redo: the documents before and after each edit, as values. What an undo does to a run
// that is under way: run_edits.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

/// A run that began with drawn weights is worth to be kept when it had more iterations than this.
inline constexpr int kShortRun = 50;

/// The run that was under way with a version.
struct RunMark {
  int serial = -1;     ///< which one (run.h); −1 = one that nobody has any more
  int iteration = 0;   ///< how far it had come
  bool given = false;  ///< it began with weights that were given, as those of a link
  bool operator==(const RunMark&) const = default;
};

/// Is this run worth to be kept, and to be offered back? The document does not tell what given
/// weights were, so a run that began with them always is.
inline bool is_worth_keeping(const RunMark& run) {
  return run.serial >= 0 && (run.iteration > kShortRun || run.given);
}

/// Can this run be had again? One at iteration 0 can, because the document determines it. The
/// worker keeps the last few of those that are worth it.
inline bool can_return(const RunMark& run) {
  return is_worth_keeping(run) || (run.serial >= 0 && run.iteration == 0);
}

/// The document at one moment, the live values that were in force then and differ from it, because
/// a person had changed them while the network trained, and the run.
struct Version {
  Experiment document;
  std::vector<Change> in_force = {};  ///< paths and values; the iterations are not used
  RunMark run = {};
  bool operator==(const Version&) const = default;
};

/// Does an edit that led from one version to the other deserve a step? It does when it changed the
/// document or a value in force, and when it ended a run that is worth to be kept.
bool is_step(const Version& before, const Version& after);

/// Did it end such a run?
bool ended_run(const Version& before, const Version& after);

/// Most steps that can be undone; the oldest are forgotten.
inline constexpr std::size_t kMostVersions = 100;

struct EditHistory {
  std::vector<Version> past;    ///< the last one is what undo brings back
  std::vector<Version> future;  ///< the last one is what redo brings back
  std::string gesture;          ///< what the last edit was a part of, or empty
};

/// Takes note of an edit: `before` can now be brought back, and what was undone no longer can.
/// Edits that name the same gesture one after the other are one step; an empty name is no gesture.
/// Answers whether this is a new step.
bool remember(EditHistory& history, Version before, const std::string& gesture = "");

/// The worker is lost, and with it all runs: only documents can be brought back.
void forget_runs(EditHistory& history);

/// The version to go to; nothing when there is none. `now` is kept for the way back.
std::optional<Version> step_back(EditHistory& history, Version now);
std::optional<Version> step_forward(EditHistory& history, Version now);

}  // namespace nn4n

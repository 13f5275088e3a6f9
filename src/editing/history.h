// Undo and redo: the documents before and after each edit, as values. What an undo does to a run
// that is under way: run_edits.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

/// The document at one moment, and the live values in which what was in force differed from it:
/// a run that was steered had moved them.
struct Version {
  Experiment document;
  std::vector<Change> in_force = {};  ///< iterations mean nothing here
  bool operator==(const Version&) const = default;
};

/// Most steps that can be undone; the oldest are forgotten.
inline constexpr std::size_t kMostVersions = 100;

struct EditHistory {
  std::vector<Version> past;    ///< the last one is what undo brings back
  std::vector<Version> future;  ///< the last one is what redo brings back
  std::string gesture;          ///< what the last edit was a part of, or empty
};

/// An edit was made: `before` can be brought back, and what was undone cannot any more. Edits of
/// the same gesture (a name, never empty) are one step.
void remember(EditHistory& history, Version before, const std::string& gesture = "");

/// The version to go to, and `now` is kept for the way back; nothing when there is none.
std::optional<Version> step_back(EditHistory& history, Version now);
std::optional<Version> step_forward(EditHistory& history, Version now);

}  // namespace nn4n

// Undo and redo: the documents before and after each edit, as values. What an undo does to a run
// that is under way: run_edits.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

/// The document at one moment, and the live values that were in force then and differ from it,
/// because a person had changed them while the network trained.
struct Version {
  Experiment document;
  std::vector<Change> in_force = {};  ///< paths and values; the iterations are not used
  bool operator==(const Version&) const = default;
};

/// Most steps that can be undone; the oldest are forgotten.
inline constexpr std::size_t kMostVersions = 100;

struct EditHistory {
  std::vector<Version> past;    ///< the last one is what undo brings back
  std::vector<Version> future;  ///< the last one is what redo brings back
  std::string gesture;          ///< what the last edit was a part of, or empty
};

/// Takes note of an edit: `before` can now be brought back, and what was undone no longer can.
/// Edits that name the same gesture one after the other are one step; an empty name is no gesture.
void remember(EditHistory& history, Version before, const std::string& gesture = "");

/// The version to go to; nothing when there is none. `now` is kept for the way back.
std::optional<Version> step_back(EditHistory& history, Version now);
std::optional<Version> step_forward(EditHistory& history, Version now);

}  // namespace nn4n

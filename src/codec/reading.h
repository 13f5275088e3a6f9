// What comes out of reading a stranger's text: always an experiment that can run, and an issue for
// whatever was not taken over.
#pragma once

#include <optional>

#include "experiment/experiment.h"

namespace nn4n {

/// What a link may carry beside the experiment.
struct Carried {
  std::string weights;  ///< as training/packed_weights.h packs them; empty = none
  int iterations = 0;   ///< that the sender's run had come, or that the reader's is to go; 0 = none
  std::string view;     ///< what the sender looked at (editing/view_state.h); empty = nothing said
  bool operator==(const Carried&) const = default;
};

struct Reading {
  Experiment experiment;  ///< it can run: validate() has nothing to say
  Issues issues;
  bool readable = true;  ///< false: nothing was understood, the experiment is the default one
  Carried carried = {};  ///< only of links
};

/// Returns the default experiment with a message that says why.
Reading unreadable(std::string message);

/// Drops the last sentence of a message, which says what is used instead, for readers who use
/// nothing instead.
std::string complaint_alone(const std::string& message);

/// Returns what there is to say about an experiment with this schema number, or nothing when it is
/// ours.
std::optional<Issue> schema_issue(double schema);

/// Takes the last step of every reader: it conforms and repairs the experiment, and keeps the list
/// of issues short.
void finish(Reading& reading);

}  // namespace nn4n

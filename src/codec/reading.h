// What comes out of reading a stranger's text: always a runnable experiment, and in words whatever
// was not taken.
#pragma once

#include <optional>

#include "experiment/experiment.h"

namespace nn4n {

struct Reading {
  Experiment experiment;  ///< runnable: validate() has nothing to say
  Issues issues;
  bool readable = true;  ///< false: nothing was understood, the experiment is the default one
};

/// The default experiment, and why.
Reading unreadable(std::string message);

/// A message without what is used instead, for readers who use nothing instead.
std::string complaint_alone(const std::string& message);

/// What to say about an experiment with this schema number; nothing when it is ours.
std::optional<Issue> schema_issue(double schema);

/// The last step of every reader: conform, repair, keep the list of issues short.
void finish(Reading& reading);

}  // namespace nn4n

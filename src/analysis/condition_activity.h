// What the network does in the trials of one condition, as one trial to look at: the mean over them
// or a single one, with the noise of the experiment or without any.
//
// Axes: N units, I inputs, O outputs, T steps.
#pragma once

#include <optional>
#include <variant>

#include "analysis/recording.h"
#include "base/issue.h"

namespace nn4n {

/// Which activity is wanted.
struct WantedActivity {
  /// The text of one of condition_sets(), "choice=Left;coherence=15"; "all" = of all trials that
  /// count; empty = of the first condition.
  std::string condition = {};
  std::optional<int> trial = {};  ///< of that condition, from 0; nothing = the mean of all of them
  bool noise = true;  ///< as the experiment has it; else there is neither recurrent noise nor noise
                      ///< on rates and inputs
};

struct ConditionActivity {
  ConditionSet set;      ///< of the recording
  int averaged = 0;      ///< trials
  SampleTrial activity;  ///< `inputs` are those that the network received
};

/// Runs the trials of a recording once more, of which only those of one condition are looked at.
/// Means are aligned at the start of the trials, and are at each step over those that last so long.
/// The issue lists the conditions there are, or how many trials the condition has.
std::variant<ConditionActivity, Issue> condition_activity(const Trainer& trainer,
                                                          const Recording& recording,
                                                          const WantedActivity& wanted);

/// Of which conditions activity can be wanted: condition_sets(), and all trials together if there
/// are several.
std::vector<ConditionSet> activity_conditions(const Recording& recording);

}  // namespace nn4n

// Why an experiment cannot work, or a run does not: what was found, with numbers, and what to
// change.
//
// A diagnosis is an opinion about measures that a snapshot carries (training/health.h). A healthy
// run has none, not even on its way: a run that is at the task's pass level is not complained
// about, and every threshold lies well beyond what the presets show (diagnose.h). To add a case:
// one more function in one of the files that diagnose.h names, its place in the order of
// diagnosis.cpp, its title and plot there, and its key in the list below.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_value.h"
#include "experiment/experiment.h"
#include "training/snapshot.h"

namespace nn4n {

/// A value that would remove the cause.
struct Cure {
  std::string path;
  double value = 0;
  bool again = false;  ///< training has to start again with it: what is lost does not come back
};

struct Diagnosis {
  std::string key;                ///< "no_path", "silent", …
  std::string path;               ///< of the setting concerned, or empty
  std::string message;            ///< what was found: one sentence
  std::string remedy;             ///< what to change: one sentence
  std::optional<Cure> cure = {};  ///< the same as a value, where one value does it
  int since = 0;                  ///< the iteration at which it was first seen; 0 = at the start
  bool operator==(const Diagnosis& other) const { return key == other.key && path == other.path; }
};

/// What is wrong, the most fundamental first, at most two. `experiment` as it is in force; the
/// snapshot must be one of it.
///
/// no_path         an output that no input reaches
/// unreached_area  an area that no input reaches
/// short_epoch     a time of the task that is shorter than a step
/// not_finite      the loss or its gradient was not finite
/// dropped         the accuracy was at the pass level and has fallen
/// silent          units of an area that are never active
/// saturated       units of an area that are always at the ceiling of their activation
/// activity_explodes, activity_vanishes, gradient_explodes, gradient_vanishes   along the trial
/// rate_too_large, rate_too_small   the learning rate, for the changes of the weights
/// noise           hides the input
/// at_chance       nothing was learnt in many iterations
std::vector<Diagnosis> diagnose(const Experiment& experiment, const Snapshot& snapshot);

/// Its name, without numbers: "Silent units".
std::string_view title_of(const Diagnosis& diagnosis);

/// The plot in which it shows: "loss", "accuracy", "rates" of the units over a trial, or "weights".
std::string_view plot_of(const Diagnosis& diagnosis);

/// [{key, path, message, remedy}], as scripts read it.
JsonValue to_value(const std::vector<Diagnosis>& diagnoses);

}  // namespace nn4n

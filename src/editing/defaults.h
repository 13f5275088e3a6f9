// What a field's value is by default: in the default experiment, or in a new element of its list;
// and what of an experiment differs from that.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

/// The default experiment with as many areas and blocks as this one, and with its task and loss
/// terms, so that the same paths exist.
Experiment defaults_for(const Experiment& experiment);

/// Nothing when the path does not name a number, tick or choice.
std::optional<double> default_of(const Experiment& experiment, const std::string& path);

/// Does the value at `path` differ from that of `defaults`, which is defaults_for(experiment)?
/// False for paths that do not exist.
bool differs(const Experiment& experiment, const Experiment& defaults, const std::string& path);

/// A value that is not what it is by default, in words.
struct Setting {
  std::string path;
  std::string label;     ///< "Sensory: Units"
  std::string value;     ///< "40"
  std::string fallback;  ///< "32"
  bool operator==(const Setting&) const = default;
};

/// All of them, in the order of the field lists. A list of areas, blocks or terms that has other
/// elements than by default is one setting, and so is a matrix.
std::vector<Setting> changed_settings(const Experiment& experiment);

/// Puts the default back at `path`. False when there is no such path.
bool restore(Experiment& experiment, const std::string& path);

}  // namespace nn4n

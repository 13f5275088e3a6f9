// Every value of an experiment that a person may set, found by walking the field lists: what
// search, the list of changes, and the editor of what no panel shows go through.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

/// The paths of all values, in the order of the field lists. A list of numbers or texts is one
/// value, and so is a matrix, unless it has a cell for every pair of areas: then each cell is one.
/// Not among them: the schema, the recorded changes, data in bulk, and which term a loss term is.
std::vector<std::string> all_settings(const Experiment& experiment);

/// Does the value at `path` have an effect, as things are? What has none is not listed.
bool has_effect(const Experiment& experiment, const std::string& path);

/// Where it has one: "It has an effect only where "Optimiser" is SGD or RMSprop."; empty when it
/// has one now.
std::string without_effect(const Experiment& experiment, const std::string& path);

/// The path of the setting that gives the value at `path` an effect; `path` itself when it has one.
std::string deciding_setting(const Experiment& experiment, const std::string& path);

/// Where a value belongs, to be read before its label: an area's name, a loss term, a layer of
/// weights; empty when the label says all.
std::string place_of(const Experiment& experiment, const std::string& path);

/// "Sensory: Time constant", "Density into Decision from Sensory".
std::string full_label(const Experiment& experiment, const std::string& path);

/// A value of any kind as it is read: "100 ms", "on", "ReLU", "3.2, 6.4", "none", "64 × 64".
std::string value_words(const Target& target);

}  // namespace nn4n

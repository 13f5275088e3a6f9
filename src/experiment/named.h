// Experiments with names, for the files that list some: presets.cpp has the playground's own,
// published_*.cpp the networks of papers and packages. `nn4n reproduce` trains the latter.
//
// From the first release on a preset never changes (tests/experiment/presets_test.cpp holds all of
// them): a better one gets another name.
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

/// A network that was published, with its task and training as near to the source as they can be.
struct Published {
  Choice name;
  std::string_view task;                  ///< the task it selects
  void (*adapt)(Experiment& experiment);  ///< what else differs from the default experiment
};

/// NN4N's examples.
std::span<const Published> package_presets();

/// Trained by cross-entropy: nn-brain's notebooks, and other networks on their trials.
std::span<const Published> class_presets();

/// The networks of Song, Yang & Wang 2016.
std::span<const Published> song_presets();

/// Sets a field by its path: a parameter of a task or of a pattern, whose struct is not known here.
void set_field(Experiment& experiment, std::string_view path, double value);

/// The same for a list of numbers.
void set_list(Experiment& experiment, std::string_view path, std::initializer_list<double> values);

/// All of the above.
std::vector<Published> published_networks();

/// One area that gets the input and is read.
Area whole_network(int units);

}  // namespace nn4n

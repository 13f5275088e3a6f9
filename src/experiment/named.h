// What the files that list experiments with names share. presets.cpp lists the playground's own;
// published_*.cpp list the networks of papers and packages, which `nn4n reproduce` trains.
//
// From the first release on a preset never changes (tests/experiment/presets_test.cpp holds all of
// them): a better one gets another name.
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

/// A network that was published, with its task and training as close to the source as possible.
struct Published {
  Choice name;
  std::string_view task;                  ///< the task it selects
  void (*adapt)(Experiment& experiment);  ///< what else differs from the default experiment
};

/// NN4N's examples.
std::span<const Published> package_presets();

/// Networks that are trained by cross-entropy on the trials of nn-brain's notebooks.
std::span<const Published> class_presets();

/// The networks of Song, Yang & Wang 2016.
std::span<const Published> song_presets();

/// Sets a field by its path. It serves for parameters of tasks and of patterns, whose structs are
/// not known here.
void set_field(Experiment& experiment, std::string_view path, double value);

/// Sets a list of numbers by its path.
void set_list(Experiment& experiment, std::string_view path, std::initializer_list<double> values);

/// The published networks of all three lists above.
std::vector<Published> published_networks();

/// Makes one area that gets the input and is read out.
Area whole_network(int units);

}  // namespace nn4n

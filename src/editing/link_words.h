// What a person is told about the length of a link.
#pragma once

#include <string>

#include "experiment/experiment.h"

namespace nn4n {

/// The settings that take most of the link, as they are called: "Recurrent weights: Mask". Empty
/// when no list takes a fifth of it.
std::string what_lengthens_link(const Experiment& experiment);

}  // namespace nn4n

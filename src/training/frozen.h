// Which parameters do not learn while interventions freeze them (experiment/intervention.h).
#pragma once

#include <vector>

#include "experiment/experiment.h"
#include "model/parameters.h"

namespace nn4n {

/// The indices in Parameters::values, ascending, of what the interventions of `experiment`, all of
/// which are taken to act, freeze. A freeze of units holds what they receive by: their rows of the
/// input and recurrent weights, their biases, initial potentials and, where it is learnt, alpha.
/// One of a projection holds its recurrent weights. A freeze that cannot be read holds nothing.
std::vector<std::size_t> frozen_parameters(const Experiment& experiment, const Sizes& sizes);

}  // namespace nn4n

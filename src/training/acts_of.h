// From the interventions of an experiment to what they do in a batch of trials (model/acts.h).
#pragma once

#include <span>

#include "experiment/experiment.h"
#include "model/acts.h"
#include "model/parameters.h"
#include "structure/masks.h"
#include "tasks/trial.h"

namespace nn4n {

/// What the experiment's interventions, all of which are taken to act, do in these trials. What
/// changes nothing (factor 1, current 0, an epoch that no trial has) is left out, and so is what
/// cannot be read, and what acts in training alone (training/frozen.h). `parameters` as the network
/// uses them; `alpha`: N, dt / tau of each unit. Penalties of weights see them as they are.
Acts acts_of(const Experiment& experiment, const Masks& masks, const Parameters<float>& parameters,
             std::span<const float> alpha, std::span<const Trial> trials);

/// What is wrong with the text of an intervention, in a sentence without its full stop: it cannot
/// be read, or no trial has its epoch. Empty when nothing is.
std::string intervention_problem(std::string_view text, const Experiment& experiment);

}  // namespace nn4n

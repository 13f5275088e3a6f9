// Several tasks need other settings than the default experiment to be learnt. These functions make
// such settings, and are values of the tasks' `needs` (base/selection.h). A setting that only one
// task needs is in the file of this task.
#pragma once

#include "experiment/experiment.h"

namespace nn4n {

/// Sets less recurrent noise than the default of 0.15. Only with less noise do networks reliably
/// learn to hold a state for a while.
void less_noise(Experiment& experiment);

/// Turns the curriculum on, with delays that grow while the network learns.
void curriculum(Experiment& experiment);

void less_noise_and_curriculum(Experiment& experiment);

/// Sets one area of 64 units, and as the loss the cross-entropy of classes plus a small cost of
/// rates.
void with_classes(Experiment& experiment);

/// Sets an echo state network: 100 tanh units with fixed random weights, of which only the readout
/// learns, by ridge regression.
void reservoir(Experiment& experiment);

}  // namespace nn4n

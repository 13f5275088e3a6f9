// Several tasks need other settings than the default experiment to be learnt. These functions make
// such settings, and are values of the tasks' `needs` (base/selection.h). A setting that only one
// task needs is in the file of this task.
#pragma once

#include "experiment/experiment.h"

namespace nn4n {

/// Sets less recurrent noise than the default of 0.15. Only with less noise do networks reliably
/// learn to hold a state for a while.
void less_noise(Experiment& experiment);

/// Sets the input noise with which weak evidence is often mistaken, and a learning rate that falls
/// to 0 along a cosine, so that the network neither wanders about the best weights nor keeps a bias
/// for one answer.
void textbook_curve(Experiment& experiment);

/// The same with twice the input noise. One sense alone is then unreliable, so that a second one
/// helps.
void noisier_curve(Experiment& experiment);

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

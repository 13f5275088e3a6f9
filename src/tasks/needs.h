// What several tasks need to be learnt: values of their entries' `needs` (base/selection.h). What
// only one task needs stands in its own file.
#pragma once

#include "experiment/experiment.h"

namespace nn4n {

/// Less recurrent noise than the default, 0.15: networks that hold a state for a while learn it
/// reliably only so.
void less_noise(Experiment& experiment);

/// Delays that grow while the network learns.
void curriculum(Experiment& experiment);

void less_noise_and_curriculum(Experiment& experiment);

/// One area of 64 units, and as the loss the cross-entropy of classes with a small cost on rates.
void with_classes(Experiment& experiment);

/// An echo state network: 100 tanh units with fixed random weights, of which only the readout
/// learns, by ridge regression.
void reservoir(Experiment& experiment);

}  // namespace nn4n

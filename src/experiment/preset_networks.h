// Networks of presets that differ from the default in more than a value or two: those of NeuroGym's
// and nn-brain's examples, and reservoirs. Each takes the default experiment with its task chosen.
// Used by presets.cpp alone.
#pragma once

#include "experiment/experiment.h"

namespace nn4n {

/// One area that gets the input and is read, and as the loss the cross-entropy of classes with a
/// small cost on rates.
void with_classes(Experiment& experiment);

/// nn-brain, EI_RNN: 50 units, Dale's law on what is trained, windows of 100 steps of trials with
/// varying durations, of the task ng_pdm.
void nn_brain_ei(Experiment& experiment);

/// nn-brain, RNN+DynamicalSystemAnalysis: 64 ReLU units without signs and with α = 1, of ng_pdm.
void nn_brain_dynamics(Experiment& experiment);

/// nn-brain, ParametricWorkingMemory: the same network on ng_delay_comparison.
void nn_brain_memory(Experiment& experiment);

/// An echo state network: 100 tanh units with fixed random weights; the readout is solved for.
void reservoir(Experiment& experiment);

/// The same with hubs: a few strongly connected units among many sparse ones.
void hub_reservoir(Experiment& experiment);

}  // namespace nn4n

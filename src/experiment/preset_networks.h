// Networks of presets that differ from the default in more than two values: those of nn-brain's
// notebooks, and a reservoir with hubs. Each takes an experiment whose task was set (set_task),
// with what the task needs. Only presets.cpp uses them.
#pragma once

#include "experiment/experiment.h"

namespace nn4n {

/// nn-brain, EI_RNN: 50 units that keep Dale's law. They are trained on the task ng_pdm, in windows
/// of 100 steps of trials with varying durations.
void nn_brain_ei(Experiment& experiment);

/// nn-brain, RNN+DynamicalSystemAnalysis: 64 ReLU units without signs and with α = 1, on ng_pdm.
void nn_brain_dynamics(Experiment& experiment);

/// nn-brain, ParametricWorkingMemory: the same network on ng_delay_comparison.
void nn_brain_memory(Experiment& experiment);

/// The reservoir of the task memory_capacity, with hubs: a few units have many synapses, and all
/// others have few.
void hub_reservoir(Experiment& experiment);

}  // namespace nn4n

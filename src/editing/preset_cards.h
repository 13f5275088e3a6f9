// What the menu of presets shows of each: name, one line, group, author, what it takes to learn,
// its areas and an example trial. The page draws the pictures.
#pragma once

#include "codec/json_value.h"
#include "experiment/experiment.h"

namespace nn4n {

/// A list in the order of the menu of {key, label, help, group, task, by, iterations, words, work,
/// areas, inputs, targets, epochs}:
///   task        the label of its task
///   iterations  until half of the seeds have learnt, or null: then `words` say what it takes
///   work        of one iteration, see iteration_work
///   areas       {units, excitatory (0 to 1), input, readout}
///   inputs, targets, epochs   of a trial that counts, without noise (trial_value.h)
JsonValue preset_cards();

/// The work of one iteration, in synapses: batch size x steps of the longest of some trials x
/// (synapses + 16 per unit, for its noise and activation). The experiment must be one that can run.
double iteration_work(const Experiment& experiment);

}  // namespace nn4n

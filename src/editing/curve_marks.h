// What is marked on the curves of a run, by iteration: where a stage of the curriculum or another
// draw of the weights began, where the task was learnt, what was changed while the network trained,
// where something went wrong, and where the run came back. To add a kind: here if it follows from
// the document or the snapshot, otherwise as an event of the run (run.h).
#pragma once

#include <string>
#include <vector>

#include "analysis/diagnosis.h"
#include "editing/run.h"

namespace nn4n {

/// All marks, in the order of their iterations. `experiment` holds the recorded changes.
std::vector<CurveMark> marks_of(const Experiment& experiment, const Run& run);

/// Notes that this was found in the present run, if it was found after the start.
void note_event(Run& run, const Diagnosis& diagnosis);

/// Notes that the present run came back, in a sentence.
void note_return(Run& run, std::string words);

/// Notes that the present run began here, as a branch of another one, in a sentence.
void note_branch(Run& run, std::string words);

}  // namespace nn4n

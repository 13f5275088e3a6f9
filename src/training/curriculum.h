// The stages of a curriculum (experiment/course.h): a function of the experiment and the stage.
#pragma once

#include "experiment/experiment.h"

namespace nn4n {

/// Stages of training, the last of which is the task as it is. Listed stages at the end that leave
/// the task as it is do not count, so that a task which no factor moves has 1.
int stages_of(const Experiment& experiment);

/// Gives the experiment's task the parameters of a stage, 0 .. stages − 1.
void ease(Experiment& experiment, int stage);

}  // namespace nn4n

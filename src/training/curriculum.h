// The stages of a curriculum (experiment/course.h): a function of the experiment and the stage.
#pragma once

#include "experiment/experiment.h"

namespace nn4n {

/// The number of stages of training, at least 1; the last one is the task as it is. Stages
/// at the end of the list that leave the task as it is do not count, so a task that no
/// factor changes has 1.
int stages_of(const Experiment& experiment);

/// Gives the experiment's task the parameters that it has in a stage, 0 .. stages_of() − 1.
void ease(Experiment& experiment, int stage);

}  // namespace nn4n

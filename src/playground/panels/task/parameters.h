// The rows of the chosen task's own parameters.
#pragma once

#include "playground/ui.h"

namespace nn4n::playground {

/// Draws them at the cursor of the present window, in two groups: how long the epochs take, and
/// what happens in them. A custom task has a way to its table instead, own trials have their file.
void task_parameters(Ui& ui);

}  // namespace nn4n::playground

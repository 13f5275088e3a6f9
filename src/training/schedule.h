// The learning rate as a function of the iteration, and of nothing else: a run that is taken up
// again, or followed by another Worker, is where it was.
#pragma once

#include "experiment/optimisation.h"

namespace nn4n {

/// What the learning rate is multiplied by at the iteration after `done` others: 0 to 1, exactly 1
/// under a constant schedule without warm-up.
///   warm-up  (done + 1) / warm_up at first
///   steps    factor ^ (done div every)
///   cosine   floor + (1 − floor) (1 + cos(π done / length)) / 2, from `length` on floor
/// Warm-up multiplies the others, which count from the start as well.
double schedule_factor(const Schedule& schedule, int done);

}  // namespace nn4n

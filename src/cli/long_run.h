// Does a long run become slower? WebAssembly computes with denormal numbers a hundred times more
// slowly, and they could arise: adjoints decay over a long delay whose steps have no target, and
// moments of the optimiser decay where units are silent.
#pragma once

#include <vector>

namespace nn4n {

/// Returns the milliseconds of a step in each of `parts` equal parts of a run of `iterations`
/// iterations. The task is delayed match to sample with delays of 2 to 3 s and without noise, and
/// half of the units are always silent. Each number is a median over slices of its part.
std::vector<double> milliseconds_along(int iterations, int parts);

}  // namespace nn4n

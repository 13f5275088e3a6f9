// Does a long run become slower? WebAssembly computes with denormal numbers at a hundredth of the
// speed, and they would come: adjoints decay over a long delay whose steps have no target, moments
// of the optimiser decay where units are silent.
#pragma once

#include <vector>

namespace nn4n {

/// Milliseconds a step, in each of so many parts of a run of `iterations`
/// iterations: delayed match to sample with delays of 2 to 3 s, without noise, and half of the
/// units always silent. Each is a median over the slices of its part.
std::vector<double> milliseconds_along(int iterations, int parts);

}  // namespace nn4n

// Runs a recorded network through the engine and compares everything that is recorded of it.
#pragma once

#include "parity/recorded_forward.h"

namespace nn4n {

/// Gives one comparison for each quantity. `Real` is the precision of the engine. In float it may
/// also be compared with what the package computed in double, with the tolerances of float.
template <class Real>
std::vector<Comparison> compare_forward(const RecordedForward& recorded);

}  // namespace nn4n

// Runs a recorded case through the engine and compares everything that was recorded.
#pragma once

#include "parity/recorded_forward.h"

namespace nn4n {

/// One comparison per quantity. `Real` is the engine's precision; float may also be compared with
/// what the package computed in double, with float's tolerances.
template <class Real>
std::vector<Comparison> compare_forward(const RecordedForward& recorded);

}  // namespace nn4n

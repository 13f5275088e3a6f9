// A recorded network said area by area (README: BlockedCTRNN): our areas with their own time
// constants, and blocks with gains, must be the same network.
#pragma once

#include "parity/recorded_forward.h"

namespace nn4n {

/// The network of `recorded.blocked`: its areas, one block into each with its gain, and the
/// recorded parameters as given ones, without that gain. Compatibility mode none.
Network blocked_network(const RecordedForward& recorded);

/// Makes that network as the trainer does, in float, and compares alpha, the parameters, rates,
/// output and loss with the recorded ones.
std::vector<Comparison> compare_blocked(const RecordedForward& recorded);

}  // namespace nn4n

// A file may describe its network a second time, area by area, as NN4N's BlockedCTRNN does: each
// area has a time constant, and a gain of what reaches it. Our areas and blocks must make the same
// network of that.
#pragma once

#include "parity/recorded_forward.h"

namespace nn4n {

/// The network that `recorded.blocked` describes. Every two areas have a block with the gain of the
/// target area, and the given weights are the recorded ones divided by that gain. The compatibility
/// mode is none.
Network blocked_network(const RecordedForward& recorded);

/// Makes that network as the trainer does, in float, and compares alpha, the parameters, rates,
/// output and loss with the recorded ones.
std::vector<Comparison> compare_blocked(const RecordedForward& recorded);

}  // namespace nn4n

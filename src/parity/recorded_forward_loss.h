// The loss of a recorded network: NN4N's RNNLoss, its CompositeLoss, or the plain squared error.
#pragma once

#include "parity/recorded_forward.h"
#include "parity/recorded_reader.h"

namespace nn4n {

/// Reads `loss_lambdas` or `composite_loss`, and the recorded values.
void read_forward_loss(RecordedReader& reader, RecordedForward& recorded);

}  // namespace nn4n

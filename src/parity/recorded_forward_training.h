// The gradients and training steps of a recorded network.
#pragma once

#include "parity/recorded_forward.h"
#include "parity/recorded_reader.h"

namespace nn4n {

RecordedStatistics read_statistics(RecordedReader& reader, const JsonValue& value);

/// May updates reach this parameter?
bool is_trainable(RecordedReader& reader, Tensor tensor);

/// Reads `grads`, `grads_after_plasticity` and `optim`.
void read_forward_training(RecordedReader& reader, RecordedForward& recorded);

}  // namespace nn4n

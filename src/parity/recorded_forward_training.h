// The gradients and training steps of a recorded case.
#pragma once

#include "parity/recorded_forward.h"
#include "parity/recorded_reader.h"

namespace nn4n {

Statistics read_statistics(GoldenReader& reader, const JsonValue& value);

/// May updates reach this parameter?
bool is_trainable(GoldenReader& reader, Tensor tensor);

/// Reads `grads`, `grads_after_plasticity` and `optim`.
void read_golden_training(GoldenReader& reader, GoldenCase& golden);

}  // namespace nn4n

// Reads the configuration of NN4N 1.2's CompositeLoss, {name: {type, params, lambda}}, as loss
// terms.
#pragma once

#include "codec/json_value.h"
#include "parity/recorded_network.h"

namespace nn4n {

/// Adds the parts to `parts` in the order of the configuration. Returns an empty string, or what is
/// not understood. The package's state_pred slices trials where it means time, and so does its
/// part.
std::string read_composite_loss(const JsonValue& configuration, std::vector<RecordedTerm>& parts);

}  // namespace nn4n

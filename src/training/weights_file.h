// What `train --out` writes: an experiment with what came out of it, as one JSON object.
//
//   "experiment"    the experiment with its changes; the file opens as this experiment again
//   "iterations", "loss", "accuracy" (0 to 1), "fingerprint" (8 hex digits)
//   "unit_area"     N, index of each unit's area
//   "unit_sign"     N, 1 excitatory, -1 inhibitory, 0 without sign
//   "weights"       W_in N x I, b_in N, W_hid N x N, b_hid N, W_out O x N, b_out O, and h0 N (v at
//                   t = 0); row = target, column = source, absent synapses are 0
// Weights are written so that reading them as float gives the same bits.
#pragma once

#include <string>
#include <string_view>

#include "codec/safetensors.h"
#include "training/trainer.h"

namespace nn4n {

/// NN4N's name of a parameter: "W_in".
std::string_view tensor_name(Tensor tensor);

/// The double whose shortest form is the float's shortest form: 0.1f becomes 0.1.
double as_typed(float value);

/// The text of the file.
std::string weights_file(const Trainer& trainer);

/// The weights of such a text under the names that safetensors files have (training/weights.h),
/// with the experiment as metadata. The text may be anything up to 16 MB.
ParsedTensors parse_weights_json(std::string_view text);

}  // namespace nn4n

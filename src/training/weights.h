// Weights in a file that NN4N loads: safetensors under the names of its state_dict.
//
//   from safetensors.torch import load_file
//   model.load_state_dict(load_file("weights.safetensors"), strict=False)
//
// Axes: N units, I inputs, O outputs; row = target, column = source, as in NN4N. Beside the tensors
// of `kTensorNames` a file holds
//   alpha, recurrent_layer.alpha   N, dt / tau of each unit, also when it is not learnt
//   mask.input N x I, mask.hidden N x N, mask.readout O x N: 0 = no synapse, else the sign that
//                  the weight keeps, 1 also when it may take either. NN4N's constructor takes
//                  masks as (source, target): transpose.
//   metadata       format, format_version, program (with its version), experiment (JSON with its
//                  changes), iteration, fingerprint (8 hex digits)
// strict=False makes load_state_dict skip names that a model does not have, so the names of all
// versions of NN4N stand side by side: v1.2.0 takes recurrent_layer.alpha only when it learns alpha
// (otherwise compare it with the model's), v1.0.3 takes recurrent_layer.hidden_state.
//
// To add a parameter: a line in `kTensorNames`, in the order of `Tensor`.
#pragma once

#include <array>

#include "codec/safetensors.h"
#include "training/trainer.h"

namespace nn4n {

/// What the metadata "format" says of the two kinds of files, and their "format_version".
inline constexpr std::string_view kWeightsFormat = "nn4n-weights";
inline constexpr std::string_view kCheckpointFormat = "nn4n-checkpoint";
inline constexpr std::string_view kFormatVersion = "1";

/// What a parameter is when a file does not have it.
enum class IfMissing {
  refuse,  ///< the file is not taken
  zero,    ///< as in a network of NN4N that has none
  keep     ///< what the experiment says
};

struct TensorName {
  Tensor tensor;
  std::string_view name;
  std::string_view also;  ///< written and, when `name` is missing, read as well; "" = no other name
  int axes;               ///< 2 = rows x columns, 1 = a list
  IfMissing if_missing;
};

inline constexpr std::array kTensorNames{
    TensorName{Tensor::input_weight, "recurrent_layer.input_layer.weight", "", 2,
               IfMissing::refuse},
    TensorName{Tensor::input_bias, "recurrent_layer.input_layer.bias", "", 1, IfMissing::zero},
    TensorName{Tensor::recurrent_weight, "recurrent_layer.hidden_layer.weight", "", 2,
               IfMissing::refuse},
    TensorName{Tensor::recurrent_bias, "recurrent_layer.hidden_layer.bias", "", 1, IfMissing::zero},
    TensorName{Tensor::readout_weight, "readout_layer.weight", "", 2, IfMissing::refuse},
    TensorName{Tensor::readout_bias, "readout_layer.bias", "", 1, IfMissing::zero},
    TensorName{Tensor::initial_potential, "init_state", "recurrent_layer.hidden_state", 1,
               IfMissing::zero},
    TensorName{Tensor::alpha, "alpha", "recurrent_layer.alpha", 1, IfMissing::keep}};
static_assert(kTensorNames.size() == kTensors, "every parameter has a name in files");

/// The shape that a parameter has in a file.
std::vector<std::size_t> file_shape(const TensorName& name, const Sizes& sizes);

/// What is wrong with the shape of a tensor: "readout_layer.weight is 64 x 2; allowed 2 x 64 (is it
/// transposed?)". Empty when the shape is right.
std::string shape_complaint(const NamedTensor& tensor, const std::vector<std::size_t>& allowed);

/// The file of a run's weights, as the network uses them (Trainer::parameters()).
TensorFile weights_of(const Trainer& trainer);

/// The same tensors for numpy.load, under the same names and with the same shapes. In place of the
/// metadata there is the array `config_json`, the experiment's JSON as bytes (UTF-8):
///   json.loads(bytes(file["config_json"].astype("uint8")))
std::vector<NamedTensor> npz_arrays_of(const Trainer& trainer);
inline constexpr std::string_view kConfigArray = "config_json";

/// Reads a safetensors or npz file, or what `nn4n train --out FILE.json` writes. Of the latter two
/// the experiment becomes the metadata "experiment".
ParsedTensors parse_weights_file(std::span<const std::uint8_t> bytes,
                                 const TensorLimits& limits = {});

struct WeightsReading {
  bool readable = true;          ///< false: nothing was taken, the issues say why
  Parameters<float> parameters;  ///< for Trainer::start_from; within the constraints
  Issues issues;                 ///< of a readable file: what was left out or moved
};

/// Reads weights for the network of `trainer`, from a file that may be anything: one of
/// `weights_of` or `npz_arrays_of`, a checkpoint, or a state_dict of NN4N, also as npz. Shapes must
/// be right and values finite. Values that the masks or Dale's law do not allow move to the nearest
/// that they do.
WeightsReading read_weights(std::span<const std::uint8_t> bytes, const Trainer& trainer);
WeightsReading read_weights(const TensorFile& file, const Trainer& trainer);

}  // namespace nn4n

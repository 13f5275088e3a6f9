// The names of NN4N 1.2's stand-alone losses in recorded files: "fr_dist_sd",
// "population_kl_sym0_sum", "cross_entropy_softmax_3d".
#pragma once

#include "parity/recorded_losses.h"

namespace nn4n {

/// Fills the term, axes and arguments of `loss`. For losses of predictions it fills `inputs` with
/// the ending of the keys of the prediction and its target: "3d" for pred_3d and target_3d. Returns
/// an empty string, or what is not understood.
std::string read_loss_name(std::string_view name, RecordedLoss& loss, std::string& inputs);

/// Sets a field of the term's parameters from its text. Returns an empty string, or what is wrong.
std::string set_choice(LossTerm& term, std::string_view field, std::string_view text);

}  // namespace nn4n

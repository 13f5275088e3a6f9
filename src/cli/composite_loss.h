// The configuration of NN4N 1.2's CompositeLoss, {name: {type, params, lambda}}, as loss terms.
#pragma once

#include "codec/json_value.h"
#include "experiment/experiment.h"

namespace nn4n {

/// A part of the loss under the name that the configuration gives it.
struct CompositePart {
  std::string name;
  LossTerm term;
};

/// Fills `parts` in the order of the configuration. Returns an empty string, or what is not
/// understood; state_pred is not, because the package slices trials where it means time.
std::string read_composite_loss(const JsonValue& configuration, std::vector<CompositePart>& parts);

}  // namespace nn4n

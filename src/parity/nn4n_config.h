// The keyword arguments of NN4N's CTRNN as a network of ours, in the compatibility mode of its
// version.
//
// What the package documents but fails at (a single flag for three layers, weights as matrices) is
// read as documented. What the package ignores is refused. Masks, weights and plasticity have the
// axes of the package: (source, target) in version 1.2 and (target, source) in 1.0.3.
#pragma once

#include "parity/nn4n_structure.h"

namespace nn4n {

/// Fills `made`. The layers get the masks of `structure` (as layer_masks; in 1.2 as sparsity_masks,
/// and as ei_masks if it has signs), or only those among the keywords if it is null. Returns an
/// empty string, or what is wrong: "activation is \"softmax\"; allowed relu, tanh, sigmoid,
/// retanh".
std::string read_ctrnn(const JsonValue& keywords, PackageVersion version,
                       const PackageNetwork* structure, PackageNetwork& made);

}  // namespace nn4n

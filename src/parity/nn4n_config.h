// The keyword arguments of NN4N's CTRNN as a network of ours, in the compatibility mode of its
// version.
//
// What the package documents and fails at is taken as documented (a single flag for three layers,
// weights as matrices); what it ignores is refused. Masks, weights and plasticity of version 1.2
// are (source, target) as there, those of 1.0.3 (target, source).
#pragma once

#include "parity/nn4n_structure.h"

namespace nn4n {

/// Fills `made`. `structure`: whose masks the layers get (layer_masks; in 1.2 sparsity_masks, and
/// ei_masks if it has signs); null = only those among the keywords. Returns an empty string, or
/// what is wrong: "activation is \"softmax\"; allowed relu, tanh, sigmoid, retanh".
std::string read_ctrnn(const JsonValue& keywords, PackageVersion version,
                       const PackageNetwork* structure, PackageNetwork& made);

}  // namespace nn4n

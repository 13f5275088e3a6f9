// The masks that a network of NN4N 1.0.3 was given, and what the package makes of them.
#pragma once

#include "parity/recorded_reader.h"

namespace nn4n {

/// Checks the masks that a file says were given (`mask_given`: numbers -1, 0 and 1 for each of the
/// layers in, hid and out, row = target) against the constraints that it says were in force for one
/// of them: present (0 or 1) and sign (-1, 0 or 1), both as the weights. Which constraints are on
/// is in `config`:
///   sparsity_constraints   a synapse is present where the mask is not 0
///   positivity_constraints the sign is that of the mask; 0 is free between units, else +1
/// Without self_connections no unit has a synapse onto itself. A file without `mask_given` says
/// nothing about them.
void check_given_mask(RecordedReader& reader, std::string_view layer, Tensor tensor,
                      const std::vector<double>& present, const std::vector<double>& sign);

}  // namespace nn4n

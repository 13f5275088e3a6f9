// A start from which several areas learn.
//
// A signal must survive several hops, forwards as activity and backwards as gradient; the package's
// own start loses a factor of about 100 per hop. The rule, for unit i of area a(i), ξ ~ N(0, 1):
//   1. W_ij = M_ij s_j |ξ| c_j / p(a(i), a(j)), c_j = 1 for E and n_E / n_I of the source's area
//   for
//      I, p the block's density: every block drives as strongly as if it were dense. Without signs
//      W_ij = M_ij ξ / p.
//   2. Each row's inhibitory sum is scaled to its excitatory sum (Song, Yang & Wang 2016 do the
//   same
//      with their masks).
//   3. Each area's rows are scaled so that the areas' own blocks have equal spectral radius, then
//   all
//      of W to the wanted one.
//   4. Input weights are 0 with probability ½, else uniform in 0 to gain / √I: units that see
//      different things. Readout weights are uniform in 0 to gain / (units read). Biases are 0,
//      v_0 is `potential`.
#pragma once

#include "model/parameters.h"
#include "structure/masks.h"

namespace nn4n {

/// The initial parameters of a valid network; the same bits on every machine. `redraw` is 0 for the
/// first draw, up to 255 for independent others in the same masks.
Parameters<float> initialise(const Network& network, const Masks& masks, std::uint32_t seed,
                             int redraw = 0);

}  // namespace nn4n

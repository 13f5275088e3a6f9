// Initial parameters from which networks of several areas learn.
//
// A signal must survive several hops from area to area, forwards as activity and backwards as
// gradient. The initial weights of the Python package lose a factor of about 100 with each hop. The
// rule here, for a synapse from unit j of area a(j) to unit i of area a(i), with ξ ~ N(0, 1):
//   1. W_ij = M_ij s_j |ξ| c_j / p(a(i), a(j)). M is the mask, s_j the sign of unit j, and p the
//      density of the block, so that every block drives as strongly as if it were dense. c_j is 1
//      for an excitatory unit and n_E / n_I of its area for an inhibitory one. Without signs,
//      W_ij = M_ij ξ / p.
//   2. The inhibitory sum of each row is scaled to its excitatory sum (Song, Yang & Wang 2016
//      do the same with their masks).
//   3. The rows of each area are scaled so that the areas' own blocks have equal spectral radius;
//      then all of W is scaled to the spectral radius that is asked for.
//   4. An input weight is 0 with probability ½, else uniform in 0 to gain / √I, so that the
//      units see different things. Readout weights are uniform in 0 to gain / (number of units
//      read). Biases are 0, and v_0 is `potential`.
#pragma once

#include "model/parameters.h"
#include "structure/masks.h"

namespace nn4n {

/// The initial parameters of a valid network, with the same bits on every machine. `redraw` is 0
/// for the first draw; 1 to 255 give independent other draws for the same masks.
Parameters<float> initialise(const Network& network, const Masks& masks, std::uint32_t seed,
                             int redraw = 0);

}  // namespace nn4n

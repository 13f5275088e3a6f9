// Who may connect to whom, with which sign: the masks of MultiArea and MultiAreaEI.
//
// Lives here: everything that follows from areas and connectivity alone, without a weight.
// To add a structure: add it to `Structure` in experiment/experiment.h and to `make_masks`.
// Axes: N units, I inputs, O outputs. All matrices are row-major, row = target, column = source.
#pragma once

#include <cstdint>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

struct Masks {
  int units = 0;                        // N
  int inputs = 0;                       // I
  int outputs = 0;                      // O
  std::vector<std::uint8_t> unit_area;  // N, index of the unit's area
  std::vector<std::int8_t> unit_sign;   // N, +1 excitatory, −1 inhibitory, 0 without sign
  std::vector<std::uint8_t> input;      // N x I, 1 = synapse present
  std::vector<std::uint8_t> recurrent;  // N x N
  std::vector<std::uint8_t> readout;    // O x N
};

/// Excitatory units among `units`: floor(units * fraction), robust against rounding of the product
/// (100 * 0.29 gives 29), never rounding up (7 * 0.7 gives 4).
int excitatory_units(int units, double fraction);

/// Draws the masks. Every synapse of a block is present with the block's density, independently of
/// all others and of the other blocks, so changing one block's density leaves the others as they
/// are. Input reaches every unit of the input areas; outputs read every unit of the readout areas
/// (only the excitatory ones unless inhibitory readout is on). `network` must be valid.
Masks make_masks(const Network& network, int inputs, int outputs, std::uint32_t seed);

}  // namespace nn4n

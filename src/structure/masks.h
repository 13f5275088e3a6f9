// Who may connect to whom, with which sign: what follows from areas, connectivity and the layers'
// masks alone, without a weight. NN4N's MultiArea, MultiAreaEI, RandomInput and MultiIO are all
// settings of it, Hub is a pattern of a block (pattern.h).
//
// Axes: N units, I inputs, O outputs. All matrices are row-major, row = target, column = source.
#pragma once

#include <cstdint>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

struct Masks {
  int units = 0;                              // N
  int inputs = 0;                             // I
  int outputs = 0;                            // O
  std::vector<std::uint8_t> unit_area;        // N, index of the unit's area
  std::vector<std::int8_t> unit_sign;         // N, +1 excitatory, −1 inhibitory, 0 without sign
  std::vector<int> layer_begin;               // first unit of every layer, ascending from 0
  std::vector<std::uint8_t> input;            // N x I, 1 = synapse present
  std::vector<std::uint8_t> recurrent;        // N x N
  std::vector<std::uint8_t> readout;          // O x N
  std::vector<std::int8_t> input_sign;        // N x I, the sign the weight keeps, 0 = either
  std::vector<std::int8_t> recurrent_sign;    // N x N
  std::vector<std::int8_t> readout_sign;      // O x N
  std::vector<std::int16_t> recurrent_block;  // N x N, index in Connectivity::blocks, −1 = none
  std::vector<double> recurrent_density;      // N x N, mean probability in the synapse's block
};

/// Excitatory units among `units`: floor(units * fraction), robust against rounding of the product
/// (100 * 0.29 gives 29), never rounding up (7 * 0.7 gives 4). NN4N counts every fraction so.
int excitatory_units(int units, double fraction);

/// Draws the masks. Every synapse of a block is present with the block's density, independently of
/// all others and of the other blocks, so changing one block's density leaves the others as they
/// are. Input reaches every unit of the input areas (or the fraction that is asked for, drawn
/// without replacement); outputs read every unit of the readout areas (only the excitatory ones
/// unless inhibitory readout is on). A layer's given mask wins over all of that. `network` must be
/// valid.
Masks make_masks(const Network& network, int inputs, int outputs, std::uint32_t seed);

}  // namespace nn4n

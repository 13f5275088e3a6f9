// The masks say which unit may connect to which, and with which sign. They follow from the areas,
// the connectivity and the masks of the layers, and they exist before the weights are drawn. The
// classes MultiArea, MultiAreaEI, RandomInput and MultiIO of NN4N can be made with these settings;
// Hub is a pattern of a block (pattern.h).
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
  std::vector<std::int8_t> input_sign;        // N x I, the sign that a weight keeps, 0 = any
  std::vector<std::int8_t> recurrent_sign;    // N x N
  std::vector<std::int8_t> readout_sign;      // O x N
  std::vector<std::int16_t> recurrent_block;  // N x N, index in Connectivity::blocks, −1 = none
  std::vector<double> recurrent_density;      // N x N, mean probability in the synapse's block
};

/// Draws the masks. Every synapse of a block is present with the block's density, independently of
/// all other synapses, so a change of one block's density leaves the other blocks as they are.
/// Input reaches every unit of the input areas, or the fraction of them that is asked for, drawn
/// without replacement. Outputs read every unit of the readout areas, but inhibitory ones only when
/// inhibitory readout is on. A mask that is given for a layer takes precedence over all of this.
/// `network` must be valid (experiment/validate.h).
Masks make_masks(const Network& network, int inputs, int outputs, std::uint32_t seed);

}  // namespace nn4n

// Who may connect to whom: densities between areas, and blocks that differ from them.
//
// A block is a group of synapses from one area into another: all of them, or only those of E or of
// I units.
#pragma once

#include <string>
#include <vector>

#include "base/selection.h"
#include "experiment/area.h"

namespace nn4n {

/// All ways to draw the synapses of a block. The files of structure/ fill it.
struct PatternCatalogue {
  static Registry& registry();
  static constexpr std::string_view fallback = "structure";
};

/// A block says what is different in the synapses from one area into another. Where blocks overlap,
/// the later one counts.
struct Block {
  int into = 0;
  int from = 0;
  UnitKind into_kind = UnitKind::all;
  UnitKind from_kind = UnitKind::all;
  Selection<PatternCatalogue> pattern;
  SignRule sign = SignRule::by_source;
  bool own_distribution = false;
  WeightDistribution distribution = WeightDistribution::normal;
  double gain = 1;
  bool trained = true;
  double plasticity = 1;
  bool operator==(const Block&) const = default;
};
template <>
struct Fields<Block> {
  static constexpr std::string_view name = "block";
  static constexpr std::array list{
      field<&Block::into>("into", {.label = "Into area",
                                   .min = 0,
                                   .max = kMaxAreas - 1,
                                   .step = 1,
                                   .help = "The receiving area, from 0."}),
      field<&Block::from>("from", {.label = "From area",
                                   .min = 0,
                                   .max = kMaxAreas - 1,
                                   .step = 1,
                                   .help = "The sending area, from 0."}),
      field<&Block::into_kind>("into_kind", {.label = "Receiving units",
                                             .help = "Which units of the receiving area belong "
                                                     "to the block."}),
      field<&Block::from_kind>("from_kind", {.label = "Sending units",
                                             .help = "Which units of the sending area belong to "
                                                     "the block."}),
      field<&Block::pattern>(
          "pattern", {.label = "Synapses", .help = "Which synapses of the block are present."}),
      field<&Block::sign>(
          "sign", {.label = "Sign of weights", .help = "The sign that the block's weights keep."}),
      field<&Block::own_distribution>(
          "own_distribution", {.label = "Own initial weights",
                               .help = "On: the block's weights start from a distribution of their "
                                       "own, not from the recurrent layer's."}),
      field<&Block::distribution>("distribution", {.label = "Initial weights"}),
      field<&Block::gain>("gain",
                          {.label = "Initial gain",
                           .min = 0,
                           .max = 10,
                           .step = 0.1,
                           .help = "The block's initial weights are multiplied by this, after "
                                   "everything else."}),
      field<&Block::trained>("trained", {.label = "Trained",
                                         .help = "Off: the block's weights stay as they started."}),
      field<&Block::plasticity>(
          "plasticity",
          {.label = "Plasticity",
           .min = 0,
           .max = 10,
           .step = 0.1,
           .help = "Each training step of the block's weights is multiplied by this. It scales the "
                   "step, not the gradient, so that it works with Adam as well.",
           .source = "NN4N plasticity_masks, announced BlockedCTRNN"})};
};

/// Who may connect to whom. `density[i][j]` is the probability of a synapse into area i from area
/// j. The four switches say which projections cross from one area to another, named source to
/// target as in NN4N's `inter_area_connections`; they do not touch connections within an area.
struct Connectivity {
  UnitSigns unit_signs = UnitSigns::ei;
  std::vector<std::vector<double>> density{{0.8, 0.15}, {0.35, 0.8}};
  bool e_to_e = true;
  bool e_to_i = true;
  bool i_to_e = false;
  bool i_to_i = false;
  bool self_connections = false;
  bool inhibitory_readout = false;
  bool overlap = true;
  SignConstraint sign_constraint = SignConstraint::clamp;
  std::vector<Block> blocks = {};
  bool operator==(const Connectivity&) const = default;
};
template <>
struct Fields<Connectivity> {
  static constexpr std::string_view name = "connectivity";
  static constexpr std::array list{
      field<&Connectivity::unit_signs>(
          "unit_signs",
          {.label = "Signs of units", .help = "Whether each unit is excitatory or inhibitory."}),
      field<&Connectivity::density>(
          "density", {.label = "Density",
                      .min = 0,
                      .max = 1,
                      .step = 0.01,
                      .min_size = 1,
                      .max_size = kMaxAreas,
                      .help = "Probability of a synapse into the row's area from the column's "
                              "area; each synapse is drawn independently."}),
      field<&Connectivity::e_to_e>("e_to_e", {.label = "E→E",
                                              .help = "Excitatory units reach excitatory units of "
                                                      "other areas."}),
      field<&Connectivity::e_to_i>("e_to_i", {.label = "E→I",
                                              .help = "Excitatory units reach inhibitory units of "
                                                      "other areas."}),
      field<&Connectivity::i_to_e>("i_to_e", {.label = "I→E",
                                              .help = "Inhibitory units reach excitatory units of "
                                                      "other areas."}),
      field<&Connectivity::i_to_i>("i_to_i", {.label = "I→I",
                                              .help = "Inhibitory units reach inhibitory units of "
                                                      "other areas."}),
      field<&Connectivity::self_connections>(
          "self_connections",
          {.label = "Self-connections", .help = "A unit may have a synapse onto itself."}),
      field<&Connectivity::inhibitory_readout>(
          "inhibitory_readout",
          {.label = "Inhibitory readout", .help = "Outputs also read from inhibitory units."}),
      field<&Connectivity::overlap>(
          "overlap", {.label = "Input units may be read",
                      .help = "Off: where only a fraction of an area's units is read, they are "
                              "drawn among those without input.",
                      .source = "NN4N RandomInput overlap"}),
      field<&Connectivity::sign_constraint>(
          "sign_constraint", {.label = "How Dale's law is kept",
                              .help = "What happens where a weight would take the wrong sign."}),
      field<&Connectivity::blocks>(
          "blocks",
          {.label = "Blocks",
           .max_size = 4 * kMaxAreas * kMaxAreas,
           .help = "Groups of synapses that differ from what the other fields of the "
                   "connectivity say. A block holds the synapses from one area into another."})};
};

}  // namespace nn4n

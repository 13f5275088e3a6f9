// An area of the network: a population of units, and what reaches and leaves it.
#pragma once

#include <string>
#include <vector>

#include "experiment/choices.h"

namespace nn4n {

/// Largest network that the page and links accept.
inline constexpr int kMaxUnits = 512;
inline constexpr int kMaxAreas = 8;
inline constexpr int kMaxChannels = 64;

/// A population of units that share a time constant. Its first floor(units * excitatory) units are
/// excitatory, and the rest are inhibitory (UnitSigns::none ignores this).
struct Area {
  std::string name = "Area";
  int units = 32;
  double excitatory = 0.8;
  double tau_ms = 100;
  bool own_activation = false;
  ActivationKind activation = ActivationKind::relu;
  int layer = 0;
  bool input = false;
  double input_fraction = 1;
  std::vector<int> input_channels = {};
  bool readout = false;
  double readout_fraction = 1;
  std::vector<int> readout_channels = {};
  bool operator==(const Area&) const = default;
};
template <>
struct Fields<Area> {
  static constexpr std::string_view name = "area";
  static constexpr std::array list{
      field<&Area::name>("name", {.label = "Name",
                                  .min_size = 1,
                                  .max_size = 24,
                                  .effect = Effect::none,
                                  .help = "What plots and matrices call this area."}),
      field<&Area::units>("units", {.label = "Units",
                                    .min = 1,
                                    .max = kMaxUnits,
                                    .step = 1,
                                    .help = "Number of units (neurons) in this area."}),
      field<&Area::excitatory>(
          "excitatory", {.label = "Excitatory",
                         .unit = "fraction",
                         .min = 0,
                         .max = 1,
                         .step = 0.05,
                         .help = "Fraction of the units that are excitatory, rounded down; the "
                                 "rest are inhibitory. In cortex it is about 0.8."}),
      field<&Area::tau_ms>("tau_ms", {.label = "Time constant",
                                      .unit = "ms",
                                      .min = 1,
                                      .max = 1000,
                                      .step = 5,
                                      .help = "How slowly the membrane potential follows its "
                                              "input: alpha = dt / tau."}),
      field<&Area::own_activation>(
          "own_activation",
          {.label = "Own activation", .help = "On: this area has an activation of its own."}),
      field<&Area::activation>("activation", {.label = "Activation",
                                              .help = "How this area's firing rates follow the "
                                                      "membrane potential, if its own activation "
                                                      "is on."}),
      field<&Area::layer>("layer",
                          {.label = "Layer of the area",
                           .min = 0,
                           .max = kMaxAreas - 1,
                           .step = 1,
                           .help = "Areas of a higher layer receive the rates of lower layers in "
                                   "the same step, without delay. The layer is never lower than "
                                   "that of the area before.",
                           .source = "NN4N 1.2 RNNLayer"}),
      field<&Area::input>("input",
                          {.label = "Input", .help = "The task's input channels reach this area."}),
      field<&Area::input_fraction>(
          "input_fraction", {.label = "Units with input",
                             .unit = "fraction",
                             .min = 0,
                             .max = 1,
                             .step = 0.05,
                             .help = "Fraction of the area's units that the input reaches, rounded "
                                     "down, drawn at random.",
                             .source = "NN4N RandomInput input_spar"}),
      field<&Area::input_channels>(
          "input_channels", {.label = "Input channels",
                             .min = 0,
                             .max = kMaxChannels - 1,
                             .step = 1,
                             .max_size = kMaxChannels,
                             .help = "Numbers of the input channels that reach this area, from 0. "
                                     "Empty: all of them.",
                             .source = "NN4N 1.2 MultiIO input_table"}),
      field<&Area::readout>(
          "readout", {.label = "Readout",
                      .help = "The outputs read this area's units: only its excitatory ones, "
                              "unless inhibitory readout is on."}),
      field<&Area::readout_fraction>(
          "readout_fraction",
          {.label = "Units read",
           .unit = "fraction",
           .min = 0,
           .max = 1,
           .step = 0.05,
           .help = "Fraction of the area's units that the outputs read, rounded "
                   "down, drawn at random.",
           .source = "NN4N RandomInput readout_spar"}),
      field<&Area::readout_channels>(
          "readout_channels",
          {.label = "Output channels",
           .min = 0,
           .max = kMaxChannels - 1,
           .step = 1,
           .max_size = kMaxChannels,
           .help = "Numbers of the outputs that read this area, from 0. Empty: all "
                   "of them.",
           .source = "NN4N 1.2 MultiIO readout_table"})};
};

}  // namespace nn4n

// The network of an experiment: areas, who may connect to whom, how weights start, the dynamics.
//
// One continuous-time RNN made of blocks (a block: the synapses from one area into another). The
// simple network has one area and one block; a stack of recurrent layers is areas in ascending
// layers; a multilayer perceptron is a stack without recurrent synapses and with dt = tau.
#pragma once

#include <vector>

#include "experiment/connectivity.h"
#include "experiment/weights.h"

namespace nn4n {

/// v_t = (1−α) v_{t−1} + α (W r_{t−1} + b + W_in u_t + b_in) + s ξ_t,  r_t = f(v_t) + σ_r ζ_t,
/// y_t = W_out r_t + b_out.
struct Network {
  std::vector<Area> areas{{.name = "Sensory", .input = true},
                          {.name = "Decision", .readout = true}};
  Connectivity connectivity;
  ActivationKind activation = ActivationKind::relu;
  double dt_ms = 20;
  std::vector<double> unit_tau_ms = {};
  bool learn_alpha = false;
  InitialState initial_state = InitialState::learnt;
  double recurrent_noise = 0.15;
  NoiseScaling noise_scaling = NoiseScaling::song;
  double rate_noise = 0;
  double input_noise = 0.01;
  Weights input_weights{.bias = BiasLaw::none};
  Weights recurrent_weights{.signs = true};
  Weights readout_weights;
  Initialisation initialisation;
  Compatibility compatibility = Compatibility::none;
  bool operator==(const Network&) const = default;
};
template <>
struct Fields<Network> {
  static constexpr std::string_view name = "network";
  static constexpr std::array list{
      field<&Network::areas>("areas",
                             {.label = "Areas",
                              .min_size = 1,
                              .max_size = kMaxAreas,
                              .help = "Populations of units, in the order of processing."}),
      field<&Network::connectivity>("connectivity", {.label = "Connectivity"}),
      field<&Network::activation>(
          "activation", {.label = "Activation",
                         .help = "How the firing rate follows the membrane potential: r = f(v)."}),
      field<&Network::dt_ms>("dt_ms", {.label = "Time step",
                                       .unit = "ms",
                                       .min = 1,
                                       .max = 100,
                                       .step = 1,
                                       .help = "Step of the simulation; at most the smallest time "
                                               "constant (but see compatibility)."}),
      field<&Network::unit_tau_ms>("unit_tau_ms",
                                   {.label = "Time constants of units",
                                    .unit = "ms",
                                    .min = 1,
                                    .max = 10000,
                                    .max_size = kMaxUnits,
                                    .help = "One per unit. Empty: each unit has its area's."}),
      field<&Network::learn_alpha>(
          "learn_alpha", {.label = "Learn time constants",
                          .help = "Alpha = dt / tau of each unit is trained, between 0.001 and 1.",
                          .source = "NN4N 1.2 learn_alpha"}),
      field<&Network::initial_state>(
          "initial_state",
          {.label = "Initial state", .help = "Where a trial starts.", .source = "NN4N init_state"}),
      field<&Network::recurrent_noise>("recurrent_noise",
                                       {.label = "Recurrent noise σ",
                                        .min = 0,
                                        .max = 1,
                                        .step = 0.01,
                                        .effect = Effect::live,
                                        .help = "Added to v at every step: α √(2/α) σ N(0, 1).",
                                        .source = "Song et al. 2016, eq. 3"}),
      field<&Network::noise_scaling>("noise_scaling",
                                     {.label = "Scale of that noise",
                                      .help = "Factor of N(0, 1) that a step adds to v.",
                                      .source = "Song et al. 2016, eq. 3; NN4N preact_noise"}),
      field<&Network::rate_noise>("rate_noise", {.label = "Rate noise σ",
                                                 .min = 0,
                                                 .max = 1,
                                                 .step = 0.01,
                                                 .effect = Effect::live,
                                                 .help = "Added to r at every step: σ N(0, 1). It "
                                                         "reaches other units and the outputs.",
                                                 .source = "NN4N postact_noise"}),
      field<&Network::input_noise>("input_noise",
                                   {.label = "Input noise σ",
                                    .min = 0,
                                    .max = 1,
                                    .step = 0.005,
                                    .effect = Effect::live,
                                    .help = "Added to every input at every step: √(2/α) σ N(0, 1).",
                                    .source = "Song et al. 2016, eq. 4"}),
      field<&Network::input_weights>("input_weights", {.label = "Input weights"}),
      field<&Network::recurrent_weights>("recurrent_weights", {.label = "Recurrent weights"}),
      field<&Network::readout_weights>("readout_weights", {.label = "Readout weights"}),
      field<&Network::initialisation>("initialisation", {.label = "Initialisation"}),
      field<&Network::compatibility>(
          "compatibility",
          {.label = "Compatibility", .help = "Whose rules hold where NN4N's differ from ours."})};
};

/// Units of all areas together.
int total_units(const Network& network);

/// The activation of an area: its own or the network's.
inline ActivationKind activation_of(const Network& network, const Area& area) {
  return area.own_activation ? area.activation : network.activation;
}

}  // namespace nn4n

// The network of an experiment: areas, who may connect to whom, how weights start, the dynamics.
//
// The network is one continuous-time RNN made of blocks. A block holds the synapses from one area
// into another. The simple network has one area and one block; a stack of recurrent layers is areas
// in ascending layers; a multilayer perceptron is a stack without recurrent synapses and with
// dt = tau.
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
  NoiseScale noise_scale = NoiseScale::song;
  double rate_noise = 0;
  double input_noise = 0.1;
  Weights input_weights{.bias = BiasDistribution::none};
  Weights recurrent_weights{.dales_law = true};
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
                              .help = "Populations of units, listed in the order of processing."}),
      field<&Network::connectivity>("connectivity", {.label = "Connectivity"}),
      field<&Network::activation>(
          "activation", {.label = "Activation",
                         .help = "How the firing rate follows the membrane potential: r = f(v)."}),
      field<&Network::dt_ms>("dt_ms",
                             {.label = "Time step",
                              .unit = "ms",
                              .min = 1,
                              .max = 100,
                              .step = 1,
                              .help = "Step of the simulation. It is at most the smallest time "
                                      "constant, unless NN4N compatibility is on."}),
      field<&Network::unit_tau_ms>(
          "unit_tau_ms", {.label = "Time constants of units",
                          .unit = "ms",
                          .min = 1,
                          .max = 10000,
                          .max_size = kMaxUnits,
                          .help = "One number per unit. Empty: each unit has the time constant "
                                  "of its area."}),
      field<&Network::learn_alpha>(
          "learn_alpha", {.label = "Learn time constants",
                          .help = "On: alpha = dt / tau of each unit is trained, between 0.001 "
                                  "and 1.",
                          .source = "NN4N 1.2 learn_alpha"}),
      field<&Network::initial_state>(
          "initial_state", {.label = "Initial state",
                            .help = "The membrane potentials v(0) with which a trial starts.",
                            .source = "NN4N init_state"}),
      field<&Network::recurrent_noise>(
          "recurrent_noise", {.label = "Recurrent noise σ",
                              .min = 0,
                              .max = 1,
                              .step = 0.01,
                              .effect = Effect::live,
                              .help = "Every step adds noise to v: α √(2/α) σ N(0, 1), unless the "
                                      "recurrent noise scale says otherwise.",
                              .source = "Song et al. 2016, eq. 3"}),
      field<&Network::noise_scale>(
          "noise_scale", {.label = "Recurrent noise scale",
                          .help = "By what N(0, 1) is multiplied before a step adds it to v.",
                          .source = "Song et al. 2016, eq. 3; NN4N preact_noise"}),
      field<&Network::rate_noise>("rate_noise",
                                  {.label = "Rate noise σ",
                                   .min = 0,
                                   .max = 1,
                                   .step = 0.01,
                                   .effect = Effect::live,
                                   .help = "Every step adds noise to r: σ N(0, 1). It "
                                           "reaches other units and the outputs.",
                                   .source = "NN4N postact_noise"}),
      field<&Network::input_noise>(
          "input_noise", {.label = "Input noise σ",
                          .min = 0,
                          .max = 1,
                          .step = 0.005,
                          .effect = Effect::live,
                          .help = "Every step adds noise to every input: √(2/α) σ N(0, 1).",
                          .source = "Song et al. 2016, eq. 4"}),
      field<&Network::input_weights>("input_weights", {.label = "Input weights"}),
      field<&Network::recurrent_weights>("recurrent_weights", {.label = "Recurrent weights"}),
      field<&Network::readout_weights>("readout_weights", {.label = "Readout weights"}),
      field<&Network::initialisation>("initialisation", {.label = "Initialisation"}),
      field<&Network::compatibility>(
          "compatibility",
          {.label = "NN4N compatibility",
           .help = "Whose rules hold where those of NN4N differ from the playground's."})};
};

/// The number of units of all areas together.
int total_units(const Network& network);

/// Returns the number of units that make up a fraction (0..1) of `units`: floor(units * fraction).
/// Rounding errors of the product do not matter (100 * 0.29 gives 29), but the result is never
/// rounded up (7 * 0.7 gives 4). NN4N counts excitatory units and units that receive input in this
/// way.
int units_in_fraction(int units, double fraction);

/// The activation of an area: its own or the network's.
inline ActivationKind activation_of(const Network& network, const Area& area) {
  return area.own_activation ? area.activation : network.activation;
}

}  // namespace nn4n

// Layers of weights in NN4N's sense: how they start, which of them learn, which signs they keep.
#pragma once

#include <string>
#include <vector>

#include "experiment/area.h"

namespace nn4n {

/// One layer of weights in NN4N's sense: input, recurrent or readout.
struct Weights {
  WeightLaw law = WeightLaw::rule;
  double gain = 1;
  BiasLaw bias = BiasLaw::zero;
  bool bias_trained = true;
  bool trained = true;
  double update_factor = 1;
  bool sparse = true;
  bool signs = false;
  std::vector<std::string> mask = {};
  std::vector<std::vector<double>> update_factors = {};
  std::vector<std::vector<double>> given = {};
  std::vector<double> given_bias = {};
  bool operator==(const Weights&) const = default;
};
template <>
struct Fields<Weights> {
  static constexpr std::string_view name = "layer of weights";
  static constexpr double kLargest = 1e6;
  static constexpr std::array list{
      field<&Weights::law>("law", {.label = "Initial weights"}),
      field<&Weights::gain>("gain", {.label = "Scaling",
                                     .min = 0,
                                     .max = 10,
                                     .step = 0.1,
                                     .help = "The weights at the start are multiplied by this, "
                                             "after balance and spectral radius.",
                                     .source = "NN4N scaling"}),
      field<&Weights::bias>("bias", {.label = "Bias"}),
      field<&Weights::bias_trained>("bias_trained",
                                    {.label = "Bias trained", .help = "Off: the bias stays."}),
      field<&Weights::trained>(
          "trained",
          {.label = "Trained", .help = "Off: weights and bias stay.", .source = "NN4N learnable"}),
      field<&Weights::update_factor>("update_factor",
                                     {.label = "Plasticity",
                                      .min = 0,
                                      .max = 10,
                                      .step = 0.1,
                                      .help = "Each step of the weights is multiplied by this."}),
      field<&Weights::sparse>("sparse", {.label = "Sparse",
                                         .help = "Off: every synapse is present, whatever the "
                                                 "structure says.",
                                         .source = "NN4N sparsity_constraints"}),
      field<&Weights::signs>("signs", {.label = "Dale's law",
                                       .help = "Weights keep the sign of the unit they come from; "
                                               "inputs are excitatory.",
                                       .source = "NN4N positivity_constraints"}),
      field<&Weights::mask>("mask",
                            {.label = "Mask",
                             .max_size = kMaxUnits,
                             .help = "One text per target, one character per source: 0 "
                                     "absent, 1 present, + excitatory, - inhibitory. Empty: "
                                     "the structure's.",
                             .source = "NN4N layer_masks"}),
      field<&Weights::update_factors>(
          "update_factors", {.label = "Plasticity by synapse",
                             .min = 0,
                             .max = 10,
                             .max_size = kMaxUnits,
                             .help = "One row per target, one number per source: the steps of that "
                                     "weight are multiplied by it. Empty: 1.",
                             .source = "NN4N plasticity_masks"}),
      field<&Weights::given>("given", {.label = "Given weights",
                                       .min = -kLargest,
                                       .max = kLargest,
                                       .max_size = kMaxUnits,
                                       .help = "One row per target, one number per source."}),
      field<&Weights::given_bias>("given_bias", {.label = "Given bias",
                                                 .min = -kLargest,
                                                 .max = kLargest,
                                                 .max_size = kMaxUnits,
                                                 .help = "One number per target."})};
};

/// The start of the weights; the rule of model/initialise.h and what holds for the other laws.
struct Initialisation {
  double spectral_radius = 1.5;
  double input_gain = 4;
  double readout_gain = 5.1;
  double potential = 0.1;
  std::vector<double> potentials = {};
  Balance balance = Balance::rows;
  SparseGain sparse_gain = SparseGain::none;
  bool operator==(const Initialisation&) const = default;
};
template <>
struct Fields<Initialisation> {
  static constexpr std::string_view name = "initialisation";
  static constexpr std::array list{
      field<&Initialisation::spectral_radius>(
          "spectral_radius", {.label = "Spectral radius",
                              .min = 0,
                              .max = 3,
                              .step = 0.05,
                              .help = "Largest |eigenvalue| of the recurrent weights at the start. "
                                      "Below 1 activity fades without input. 0 leaves the weights "
                                      "as they were drawn.",
                              .source = "Song et al. 2016"}),
      field<&Initialisation::input_gain>(
          "input_gain", {.label = "Input gain",
                         .min = 0,
                         .max = 10,
                         .step = 0.1,
                         .help = "Input weights start at 0 with probability ½, else uniform in "
                                 "0 to gain / √channels."}),
      field<&Initialisation::readout_gain>(
          "readout_gain", {.label = "Readout gain",
                           .min = 0,
                           .max = 20,
                           .step = 0.1,
                           .help = "Readout weights start uniform in 0 to gain / units read."}),
      field<&Initialisation::potential>(
          "potential", {.label = "Initial potential",
                        .min = -1,
                        .max = 1,
                        .step = 0.05,
                        .help = "Membrane potential v(0) at the start of training; if it is "
                                "learnt, it is trained afterwards."}),
      field<&Initialisation::potentials>(
          "potentials", {.label = "Initial potentials",
                         .min = -100,
                         .max = 100,
                         .max_size = kMaxUnits,
                         .help = "v(0) of every unit. Empty: the initial potential for all."}),
      field<&Initialisation::balance>(
          "balance", {.label = "E/I balance",
                      .help = "What makes excitation and inhibition equal at the start.",
                      .source = "Song et al. 2016; NN4N 1.2"}),
      field<&Initialisation::sparse_gain>(
          "sparse_gain", {.label = "Gain for sparse layers",
                          .help = "Makes up for missing synapses of input and readout weights "
                                  "under a law other than the playground's.",
                          .source = "NN4N; 1.2 auto_rescale"})};
};

}  // namespace nn4n

// Layers of weights in NN4N's sense: how they start, which of them learn, and which signs they
// keep.
#pragma once

#include <string>
#include <vector>

#include "experiment/area.h"

namespace nn4n {

/// One layer of weights in NN4N's sense: input, recurrent or readout.
struct Weights {
  WeightDistribution distribution = WeightDistribution::rule;
  double gain = 1;
  BiasDistribution bias = BiasDistribution::zero;
  bool bias_trained = true;
  bool trained = true;
  double plasticity = 1;
  bool sparse = true;
  bool dales_law = false;
  std::vector<std::string> mask = {};
  std::vector<std::vector<double>> synapse_plasticity = {};
  std::vector<std::vector<double>> given = {};
  std::vector<double> given_bias = {};
  bool operator==(const Weights&) const = default;
};
template <>
struct Fields<Weights> {
  static constexpr std::string_view name = "layer of weights";
  static constexpr double kLargest = 1e6;
  static constexpr std::array list{
      field<&Weights::distribution>("distribution", {.label = "Initial weights"}),
      field<&Weights::gain>("gain", {.label = "Initial gain",
                                     .min = 0,
                                     .max = 10,
                                     .step = 0.1,
                                     .help = "The initial weights are multiplied by this, after "
                                             "balance and spectral radius.",
                                     .source = "NN4N scaling"}),
      field<&Weights::bias>("bias", {.label = "Initial bias"}),
      field<&Weights::bias_trained>(
          "bias_trained", {.label = "Bias trained", .help = "Off: the bias stays as it started."}),
      field<&Weights::trained>("trained",
                               {.label = "Trained",
                                .help = "Off: the weights and the bias stay as they started.",
                                .source = "NN4N learnable"}),
      field<&Weights::plasticity>("plasticity",
                                  {.label = "Plasticity",
                                   .min = 0,
                                   .max = 10,
                                   .step = 0.1,
                                   .help = "Each training step of the weights is multiplied by "
                                           "this."}),
      field<&Weights::sparse>("sparse", {.label = "Sparse",
                                         .help = "Off: every synapse of this layer is present, "
                                                 "whatever areas and connectivity say.",
                                         .source = "NN4N sparsity_constraints"}),
      field<&Weights::dales_law>("dales_law",
                                 {.label = "Dale's law",
                                  .help = "On: the weights keep the sign of the unit they come "
                                          "from; input weights are excitatory.",
                                  .source = "NN4N positivity_constraints"}),
      field<&Weights::mask>("mask",
                            {.label = "Mask",
                             .max_size = kMaxUnits,
                             .help = "One text per target, one character per source: 0 "
                                     "absent, 1 present, + excitatory, - inhibitory. Empty: "
                                     "the mask follows from areas and connectivity.",
                             .source = "NN4N layer_masks"}),
      field<&Weights::synapse_plasticity>(
          "synapse_plasticity", {.label = "Plasticity by synapse",
                                 .min = 0,
                                 .max = 10,
                                 .max_size = kMaxUnits,
                                 .help = "One row per target, one number per source: the training "
                                         "steps of that weight are multiplied by it. Empty: 1.",
                                 .source = "NN4N plasticity_masks"}),
      field<&Weights::given>("given", {.label = "Given weights",
                                       .min = -kLargest,
                                       .max = kLargest,
                                       .max_size = kMaxUnits,
                                       .help = "One row per target, one number per source: the "
                                               "initial weights, if they are given."}),
      field<&Weights::given_bias>("given_bias",
                                  {.label = "Given bias",
                                   .min = -kLargest,
                                   .max = kLargest,
                                   .max_size = kMaxUnits,
                                   .help = "One number per target: the initial bias, if it is "
                                           "given."})};
};

/// How the weights start: the numbers of the playground's own rule (model/initialise.h), and what
/// holds for the other distributions.
struct Initialisation {
  double spectral_radius = 1.5;
  double input_range = 4;
  double readout_range = 5.1;
  double potential = 0.1;
  std::vector<double> potentials = {};
  Balance balance = Balance::rows;
  SparseCorrection sparse_correction = SparseCorrection::none;
  bool operator==(const Initialisation&) const = default;
};
template <>
struct Fields<Initialisation> {
  static constexpr std::string_view name = "initialisation";
  static constexpr std::array list{
      field<&Initialisation::spectral_radius>(
          "spectral_radius",
          {.label = "Spectral radius",
           .min = 0,
           .max = 3,
           .step = 0.05,
           .help = "Largest |eigenvalue| of the initial recurrent weights. Below "
                   "1 the activity fades without input. 0 leaves the weights "
                   "as they were drawn.",
           .source = "Song et al. 2016"}),
      field<&Initialisation::input_range>(
          "input_range", {.label = "Input range",
                          .min = 0,
                          .max = 10,
                          .step = 0.1,
                          .help = "Input weights start at 0 with probability ½, otherwise "
                                  "uniformly between 0 and this / √(number of input channels). It "
                                  "acts under the playground's own rule."}),
      field<&Initialisation::readout_range>(
          "readout_range",
          {.label = "Readout range",
           .min = 0,
           .max = 20,
           .step = 0.1,
           .help = "Readout weights start uniformly between 0 and this / (number of "
                   "units read). It acts under the playground's own rule."}),
      field<&Initialisation::potential>(
          "potential", {.label = "Initial potential",
                        .min = -1,
                        .max = 1,
                        .step = 0.05,
                        .help = "Membrane potential v(0) with which every trial starts. If the "
                                "initial state is learnt, training moves it from there."}),
      field<&Initialisation::potentials>(
          "potentials",
          {.label = "Potentials of units",
           .min = -100,
           .max = 100,
           .max_size = kMaxUnits,
           .help = "v(0) of every unit. Empty: all units have the initial potential."}),
      field<&Initialisation::balance>(
          "balance", {.label = "E/I balance",
                      .help = "What makes excitation and inhibition equal at the start.",
                      .source = "Song et al. 2016; NN4N 1.2"}),
      field<&Initialisation::sparse_correction>(
          "sparse_correction", {.label = "Sparse correction",
                                .help = "How initial input and readout weights make up for missing "
                                        "synapses. It acts where their distribution is not the "
                                        "playground's own rule.",
                                .source = "NN4N; 1.2 auto_rescale"})};
};

}  // namespace nn4n

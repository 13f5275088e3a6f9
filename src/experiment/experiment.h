// The experiment: the one document of the playground. A network, a task, a loss, a training
// procedure and a seed; the same experiment gives the same bits on every machine.
//
// Plain structs with defaults and one field list each (base/declare.h). Nothing here computes.
// To add a member: add it to its struct and to the list below it; validation, JSON, links and the
// page follow. Tasks and loss terms bring their own parameters: see tasks/task.h, criterion/term.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/selection.h"

namespace nn4n {

/// The schema of files and links. Number 0 may still change; the first release freezes number 1.
inline constexpr int kSchema = 0;

/// Largest network that the page and links accept.
inline constexpr int kMaxUnits = 512;
inline constexpr int kMaxAreas = 8;

enum class Structure { multi_area, multi_area_ei };
template <>
struct Choices<Structure> {
  static constexpr std::array<Choice, 2> list{
      Choice{"multi_area", "Areas", "Areas without signs: any weight may take either sign."},
      Choice{"multi_area_ei", "Areas of E and I units",
             "Each unit is excitatory or inhibitory; all of its outgoing weights keep that sign "
             "(Dale's law)."}};
};

enum class ActivationKind { relu, tanh, sigmoid, retanh };
template <>
struct Choices<ActivationKind> {
  static constexpr std::array<Choice, 4> list{
      Choice{"relu", "ReLU", "r = max(v, 0)"}, Choice{"tanh", "tanh", "r = tanh(v)"},
      Choice{"sigmoid", "sigmoid", "r = 1 / (1 + exp(−v))"},
      Choice{"retanh", "rectified tanh", "r = max(tanh(v), 0)"}};
};

enum class OptimiserKind { sgd, adam };
template <>
struct Choices<OptimiserKind> {
  static constexpr std::array<Choice, 2> list{
      Choice{"sgd", "SGD", "u ← μ u + g;  w ← w − η u"},
      Choice{"adam", "Adam", "w ← w − η m̂ / (√n̂ + ε)  (Kingma & Ba 2015)"}};
};

/// A population of units that share a time constant. Its first floor(units * excitatory) units are
/// excitatory, the rest inhibitory (ignored by Structure::multi_area).
struct Area {
  std::string name = "Area";
  int units = 32;
  double excitatory = 0.8;
  double tau_ms = 100;
  bool input = false;
  bool readout = false;
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
                                 "rest are inhibitory. About 0.8 in cortex."}),
      field<&Area::tau_ms>("tau_ms", {.label = "Time constant",
                                      .unit = "ms",
                                      .min = 1,
                                      .max = 1000,
                                      .step = 5,
                                      .help = "How slowly the membrane potential follows its "
                                              "input: alpha = dt / tau."}),
      field<&Area::input>("input",
                          {.label = "Input", .help = "The task's input channels reach this area."}),
      field<&Area::readout>("readout",
                            {.label = "Readout",
                             .help = "The outputs read from this area's units (its "
                                     "excitatory ones unless inhibitory readout is on)."})};
};

/// Who may connect to whom. `density[i][j]` is the probability of a synapse into area i from area
/// j. The four switches say which projections cross from one area to another, named source to
/// target as in NN4N's `inter_area_connections`; they do not touch connections within an area.
struct Connectivity {
  Structure structure = Structure::multi_area_ei;
  std::vector<std::vector<double>> density{{0.8, 0.15}, {0.35, 0.8}};
  bool e_to_e = true;
  bool e_to_i = true;
  bool i_to_e = false;
  bool i_to_i = false;
  bool self_connections = false;
  bool inhibitory_readout = false;
  bool operator==(const Connectivity&) const = default;
};
template <>
struct Fields<Connectivity> {
  static constexpr std::string_view name = "connectivity";
  static constexpr std::array list{
      field<&Connectivity::structure>("structure",
                                      {.label = "Structure", .help = "Whether units have a sign."}),
      field<&Connectivity::density>(
          "density", {.label = "Density",
                      .min = 0,
                      .max = 1,
                      .step = 0.01,
                      .min_size = 1,
                      .max_size = kMaxAreas,
                      .help = "Probability of a synapse into the row's area from the column's "
                              "area; each synapse is drawn by itself."}),
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
          {.label = "Inhibitory readout", .help = "Outputs also read from inhibitory units."})};
};

/// The start of the weights; the rule of model/initialise.h.
struct Initialisation {
  double spectral_radius = 1.5;
  double input_gain = 4;
  double readout_gain = 5.1;
  double potential = 0.1;
  bool operator==(const Initialisation&) const = default;
};
template <>
struct Fields<Initialisation> {
  static constexpr std::string_view name = "initialisation";
  static constexpr std::array list{
      field<&Initialisation::spectral_radius>(
          "spectral_radius", {.label = "Spectral radius",
                              .min = 0.05,
                              .max = 3,
                              .step = 0.05,
                              .help = "Largest |eigenvalue| of the recurrent weights at the start. "
                                      "Below 1 activity fades without input.",
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
                        .help = "Membrane potential v(0) at the start of training; it is trained "
                                "afterwards."})};
};

/// v_t = (1−α) v_{t−1} + α (W r_{t−1} + b + W_in u_t) + α √(2/α) σ ξ_t,  r_t = f(v_t),
/// y_t = W_out r_t + b_out.
struct Network {
  std::vector<Area> areas{{.name = "Sensory", .input = true},
                          {.name = "Decision", .readout = true}};
  Connectivity connectivity;
  ActivationKind activation = ActivationKind::relu;
  double dt_ms = 20;
  double recurrent_noise = 0.15;
  double input_noise = 0.01;
  Initialisation initialisation;
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
                                               "constant."}),
      field<&Network::recurrent_noise>("recurrent_noise",
                                       {.label = "Recurrent noise σ",
                                        .min = 0,
                                        .max = 1,
                                        .step = 0.01,
                                        .effect = Effect::live,
                                        .help = "Added to v at every step: α √(2/α) σ N(0, 1).",
                                        .source = "Song et al. 2016, eq. 3"}),
      field<&Network::input_noise>("input_noise",
                                   {.label = "Input noise σ",
                                    .min = 0,
                                    .max = 1,
                                    .step = 0.005,
                                    .effect = Effect::live,
                                    .help = "Added to every input at every step: √(2/α) σ N(0, 1).",
                                    .source = "Song et al. 2016, eq. 4"}),
      field<&Network::initialisation>("initialisation", {.label = "Initialisation"})};
};

/// All tasks; filled by tasks/.
struct TaskCatalogue {
  static Registry& registry();
  static constexpr std::string_view fallback = "pdm";
};

/// All loss terms; filled by criterion/.
struct TermCatalogue {
  static Registry& registry();
  static constexpr std::string_view fallback = "mse";
};

/// One weighted term of the loss.
struct LossTerm {
  Selection<TermCatalogue> term;
  double weight = 0;
  bool operator==(const LossTerm&) const = default;
};
template <>
struct Fields<LossTerm> {
  static constexpr std::string_view name = "loss term";
  static constexpr std::array list{
      field<&LossTerm::term>("term", {.label = "Term", .help = "What is made small."}),
      field<&LossTerm::weight>("weight", {.label = "Weight",
                                          .min = 0,
                                          .max = 100,
                                          .logarithmic = true,
                                          .effect = Effect::live,
                                          .help = "How much this term counts in the total."})};
};

struct Training {
  OptimiserKind optimiser = OptimiserKind::adam;
  double learning_rate = 0.002;
  double momentum = 0;
  double clip_norm = 1;
  int batch = 32;
  int validation_trials = 128;
  int validation_interval = 50;
  bool operator==(const Training&) const = default;
};
template <>
struct Fields<Training> {
  static constexpr std::string_view name = "training";
  static constexpr std::array list{
      field<&Training::optimiser>("optimiser", {.label = "Optimiser"}),
      field<&Training::learning_rate>("learning_rate",
                                      {.label = "Learning rate",
                                       .min = 0.00001,
                                       .max = 1,
                                       .logarithmic = true,
                                       .effect = Effect::live,
                                       .help = "Size of a step of the optimiser."}),
      field<&Training::momentum>("momentum", {.label = "Momentum",
                                              .min = 0,
                                              .max = 0.99,
                                              .step = 0.01,
                                              .effect = Effect::live,
                                              .help = "Of SGD; Adam has its own (0.9, 0.999)."}),
      field<&Training::clip_norm>(
          "clip_norm", {.label = "Clip gradient norm",
                        .min = 0,
                        .max = 100,
                        .step = 0.1,
                        .effect = Effect::live,
                        .help = "A gradient longer than this is shortened to it; 0 = never.",
                        .source = "Pascanu et al. 2013"}),
      field<&Training::batch>("batch", {.label = "Batch",
                                        .unit = "trials",
                                        .min = 1,
                                        .max = 512,
                                        .step = 1,
                                        .help = "Trials per iteration."}),
      field<&Training::validation_trials>(
          "validation_trials",
          {.label = "Validation",
           .unit = "trials",
           .min = 1,
           .max = 2048,
           .step = 1,
           .help = "Fresh trials, with noise, on which accuracy is measured."}),
      field<&Training::validation_interval>(
          "validation_interval",
          {.label = "Validate every", .unit = "iterations", .min = 1, .max = 10000, .step = 1})};
};

/// A value that was changed while training: it holds from this iteration on.
struct Change {
  int iteration = 1;
  std::string path;
  double value = 0;
  bool operator==(const Change&) const = default;
};
template <>
struct Fields<Change> {
  static constexpr std::string_view name = "change";
  static constexpr std::array list{
      field<&Change::iteration>("iteration", {.label = "Iteration", .min = 1, .max = 100000000}),
      field<&Change::path>("path", {.label = "Field"}),
      field<&Change::value>("value", {.label = "Value"})};
};

struct Experiment {
  int schema = kSchema;
  Network network;
  Selection<TaskCatalogue> task;
  std::vector<LossTerm> loss = default_loss();
  Training training;
  std::uint32_t seed = 1;
  std::vector<Change> changes;
  bool operator==(const Experiment&) const = default;

  static std::vector<LossTerm> default_loss();
};
template <>
struct Fields<Experiment> {
  static constexpr std::string_view name = "experiment";
  static constexpr std::array list{
      field<&Experiment::schema>("schema", {.label = "Schema",
                                            .min = kSchema,
                                            .max = kSchema,
                                            .effect = Effect::none,
                                            .help = "Version of this document's format."}),
      field<&Experiment::network>("network", {.label = "Network"}),
      field<&Experiment::task>("task", {.label = "Task"}),
      field<&Experiment::loss>("loss", {.label = "Loss", .min_size = 1, .max_size = 16}),
      field<&Experiment::training>("training", {.label = "Training"}),
      field<&Experiment::seed>("seed", {.label = "Seed",
                                        .min = 0,
                                        .max = 4294967295.0,
                                        .step = 1,
                                        .help = "Start of all random numbers. The same seed gives "
                                                "the same bits on every machine."}),
      field<&Experiment::changes>(
          "changes",
          {.label = "Changes while training", .max_size = 1000, .effect = Effect::none})};
};

/// Units of all areas together.
int total_units(const Network& network);

}  // namespace nn4n

// The experiment is the one document of the playground. It holds a network, a task, a loss, a
// training procedure and a seed; the same experiment gives the same bits on every machine.
//
// All of it is plain structs with defaults and one field list each (base/declare.h). Nothing here
// computes. To add a member, add it to its struct and to the list below it; validation, JSON, links
// and the page follow. Tasks and loss terms bring their own parameters (tasks/task.h,
// criterion/term.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiment/course.h"
#include "experiment/intervention.h"
#include "experiment/network.h"
#include "experiment/optimisation.h"

namespace nn4n {

/// The schema of files and links. Number 0 may still change; the first release freezes number 1.
inline constexpr int kSchema = 0;

/// All tasks. The files of tasks/ fill it.
struct TaskCatalogue {
  static Registry& registry();
  static constexpr std::string_view fallback = "pdm";
};

/// All loss terms. The files of criterion/ fill it.
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
      field<&LossTerm::term>("term",
                             {.label = "Loss term", .help = "Training makes this quantity small."}),
      field<&LossTerm::weight>(
          "weight", {.label = "Weight in the loss",
                     .min = 0,
                     .max = 100,
                     .logarithmic = true,
                     .effect = Effect::live,
                     .help = "The term is multiplied by this before all terms are added."})};
};

/// What a step of training does to the readout.
enum class ReadoutRule { gradient, ridge };
template <>
struct Choices<ReadoutRule> {
  static constexpr std::array<Choice, 2> list{
      Choice{"gradient", "Gradient",
             "The optimiser moves the readout, as it moves all that is trained."},
      Choice{"ridge", "Ridge regression",
             "Each iteration solves for the readout that has the least squared error on its batch, "
             "with a penalty on large weights. This is for networks of which only the readout "
             "learns."}};
};

struct Training {
  OptimiserKind optimiser = OptimiserKind::adam;
  double learning_rate = 0.002;
  double momentum = 0;
  bool nesterov = false;
  Moments adam;
  RmsProp rmsprop;
  Schedule schedule;
  double clip_norm = 1;
  double clip_value = 0;
  NonFinite non_finite = NonFinite::go_back;
  int batch = 32;
  int validation_trials = 128;
  int validation_interval = 50;
  bool validation_noise = true;
  ReadoutRule readout_rule = ReadoutRule::gradient;
  double ridge_penalty = 1e-4;
  Curriculum curriculum;
  Stop stop;
  Redraw redraw;
  bool operator==(const Training&) const = default;
};
template <>
struct Fields<Training> {
  static constexpr std::string_view name = "training";
  static constexpr std::array list{
      field<&Training::optimiser>("optimiser", {.label = "Optimiser",
                                                .help = "How a gradient becomes a step of the "
                                                        "weights."}),
      field<&Training::learning_rate>("learning_rate",
                                      {.label = "Learning rate",
                                       .min = 0.00001,
                                       .max = 1,
                                       .logarithmic = true,
                                       .effect = Effect::live,
                                       .help = "η: the size of a step of the optimiser."}),
      field<&Training::momentum>("momentum", {.label = "Momentum",
                                              .min = 0,
                                              .max = 0.99,
                                              .step = 0.01,
                                              .effect = Effect::live,
                                              .help = "μ of SGD and RMSprop: how much of the "
                                                      "last step is part of this one.",
                                              .when = {"optimiser", "sgd rmsprop"}}),
      field<&Training::nesterov>("nesterov",
                                 {.label = "Nesterov momentum",
                                  .help = "SGD steps as w ← w − η (g + μ u). It thus looks "
                                          "ahead to where the momentum leads.",
                                  .source = "Sutskever et al. 2013",
                                  .when = {"optimiser", "sgd"}}),
      field<&Training::adam>("adam", {.label = "Adam", .when = {"optimiser", "adam adamw"}}),
      field<&Training::rmsprop>("rmsprop", {.label = "RMSprop", .when = {"optimiser", "rmsprop"}}),
      field<&Training::schedule>("schedule", {.label = "Learning rate schedule"}),
      field<&Training::clip_norm>(
          "clip_norm", {.label = "Clip gradient norm",
                        .min = 0,
                        .max = 100,
                        .step = 0.1,
                        .effect = Effect::live,
                        .help = "A gradient longer than this is shortened to it; 0 = never.",
                        .source = "Pascanu et al. 2013"}),
      field<&Training::clip_value>(
          "clip_value", {.label = "Clip gradient value",
                         .min = 0,
                         .max = 100,
                         .step = 0.1,
                         .effect = Effect::live,
                         .help = "Each entry of the gradient is kept within ± this, after its norm "
                                 "was clipped; 0 = never."}),
      field<&Training::non_finite>(
          "non_finite", {.label = "Non-finite gradient",
                         .help = "What happens when the loss or its gradient is not finite."}),
      field<&Training::batch>("batch", {.label = "Batch size",
                                        .unit = "trials",
                                        .min = 1,
                                        .max = 512,
                                        .step = 1,
                                        .help = "Trials per iteration."}),
      field<&Training::validation_trials>(
          "validation_trials",
          {.label = "Validation trials",
           .unit = "trials",
           .min = 1,
           .max = 2048,
           .step = 1,
           .help = "Number of fresh trials on which a validation measures the accuracy."}),
      field<&Training::validation_interval>(
          "validation_interval", {.label = "Validate every",
                                  .unit = "iterations",
                                  .min = 1,
                                  .max = 10000,
                                  .step = 1,
                                  .help = "Iterations from one validation to the next."}),
      field<&Training::validation_noise>(
          "validation_noise",
          {.label = "Noise in validation",
           .help = "Off: validation runs without recurrent and rate noise, as NN4N's evaluation "
                   "mode does."}),
      field<&Training::readout_rule>("readout_rule", {.label = "How the readout learns",
                                                      .help = "What moves the readout weights.",
                                                      .source = "Jaeger 2001; Lukoševičius 2012"}),
      field<&Training::ridge_penalty>(
          "ridge_penalty",
          {.label = "Ridge penalty",
           .min = 0,
           .max = 100,
           .logarithmic = true,
           .help = "Ridge regression minimises the mean squared error plus this times Σ w²; "
                   "the bias is not part of the sum.",
           .source = "Hoerl & Kennard 1970",
           .when = {"readout_rule", "ridge"}}),
      field<&Training::curriculum>("curriculum", {.label = "Curriculum"}),
      field<&Training::stop>("stop", {.label = "Stopping"}),
      field<&Training::redraw>("redraw", {.label = "Drawing again"})};
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
      field<&Change::iteration>("iteration",
                                {.label = "From iteration", .min = 1, .max = 100000000}),
      field<&Change::path>("path", {.label = "Changed field"}),
      field<&Change::value>("value", {.label = "New value"})};
};

struct Experiment {
  int schema = kSchema;
  Network network;
  Selection<TaskCatalogue> task;
  std::vector<LossTerm> loss = default_loss();
  Training training;
  std::uint32_t seed = 1;
  std::vector<Change> changes;
  std::vector<Intervention> interventions;
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
                                        .help = "All random numbers follow from it. The same seed "
                                                "gives the same bits on every machine."}),
      field<&Experiment::changes>(
          "changes", {.label = "Changes while training", .max_size = 1000, .effect = Effect::none}),
      field<&Experiment::interventions>(
          "interventions", {.label = "Interventions",
                            .max_size = kMaxInterventions,
                            .effect = Effect::none,
                            .help = "What is done to the network while it is looked at."})};
};

}  // namespace nn4n

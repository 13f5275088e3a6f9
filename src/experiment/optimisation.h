// How a gradient becomes a step: the optimisers' own constants, the schedule of the learning rate,
// and what happens when a gradient is no number. Part of Training, experiment.h.
#pragma once

#include "base/declare.h"

namespace nn4n {

enum class OptimiserKind { sgd, adam, adamw, rmsprop };
template <>
struct Choices<OptimiserKind> {
  static constexpr std::array<Choice, 4> list{
      Choice{"sgd", "SGD", "u ← μ u + g;  w ← w − η u"},
      Choice{"adam", "Adam", "w ← w − η m̂ / (√n̂ + ε)  (Kingma & Ba 2015)"},
      Choice{"adamw", "AdamW",
             "w ← w − η (λ w + m̂ / (√n̂ + ε)): the weights decay beside the step "
             "(Loshchilov & Hutter 2019)"},
      Choice{"rmsprop", "RMSprop",
             "n ← ρ n + (1 − ρ) g²;  u ← μ u + g / (√n + ε);  w ← w − η u  (Hinton 2012)"}};
};

/// What Adam and AdamW average over. The defaults are those of Kingma & Ba 2015.
struct Moments {
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double weight_decay = 0.01;
  bool operator==(const Moments&) const = default;
};
template <>
struct Fields<Moments> {
  static constexpr std::string_view name = "Adam";
  static constexpr std::array list{
      field<&Moments::beta1>("beta1", {.label = "Beta 1",
                                       .min = 0,
                                       .max = 0.999,
                                       .step = 0.001,
                                       .effect = Effect::live,
                                       .help = "Of Adam and AdamW: m ← β₁ m + (1 − β₁) g, the mean "
                                               "of the gradient.",
                                       .source = "Kingma & Ba 2015"}),
      field<&Moments::beta2>("beta2", {.label = "Beta 2",
                                       .min = 0,
                                       .max = 0.9999,
                                       .step = 0.0001,
                                       .effect = Effect::live,
                                       .help = "Of Adam and AdamW: n ← β₂ n + (1 − β₂) g², the "
                                               "mean of its square.",
                                       .source = "Kingma & Ba 2015"}),
      field<&Moments::epsilon>("epsilon", {.label = "Epsilon",
                                           .min = 1e-12,
                                           .max = 1,
                                           .logarithmic = true,
                                           .effect = Effect::live,
                                           .help = "Of Adam and AdamW: keeps the step finite where "
                                                   "the gradient is near 0."}),
      field<&Moments::weight_decay>(
          "weight_decay", {.label = "Weight decay",
                           .min = 0,
                           .max = 1,
                           .logarithmic = true,
                           .effect = Effect::live,
                           .help = "λ of AdamW: each step takes this part, times the learning "
                                   "rate, off every weight; biases and v(0) keep theirs.",
                           .source = "Loshchilov & Hutter 2019"})};
};

/// What RMSprop averages over; its momentum is that of Training.
struct RmsProp {
  double decay = 0.99;
  double epsilon = 1e-8;
  bool operator==(const RmsProp&) const = default;
};
template <>
struct Fields<RmsProp> {
  static constexpr std::string_view name = "RMSprop";
  static constexpr std::array list{
      field<&RmsProp::decay>("decay", {.label = "Decay",
                                       .min = 0,
                                       .max = 0.9999,
                                       .step = 0.0001,
                                       .effect = Effect::live,
                                       .help = "ρ of RMSprop, over the square of the gradient."}),
      field<&RmsProp::epsilon>("epsilon", {.label = "RMSprop epsilon",
                                           .min = 1e-12,
                                           .max = 1,
                                           .logarithmic = true,
                                           .effect = Effect::live,
                                           .help = "Keeps the step finite where the gradient is "
                                                   "near 0."})};
};

enum class ScheduleKind { constant, step, cosine };
template <>
struct Choices<ScheduleKind> {
  static constexpr std::array<Choice, 3> list{
      Choice{"constant", "Constant", "η stays."},
      Choice{"step", "Steps", "η is multiplied by the factor every so many iterations."},
      Choice{"cosine", "Cosine",
             "η falls along half a cosine to its floor, and stays there  (Loshchilov & Hutter "
             "2017)"}};
};

/// How the learning rate goes with the iteration (training/schedule.h).
struct Schedule {
  ScheduleKind kind = ScheduleKind::constant;
  int warm_up = 0;
  int every = 500;
  double factor = 0.5;
  int length = 2000;
  double floor = 0;
  bool operator==(const Schedule&) const = default;
};
template <>
struct Fields<Schedule> {
  static constexpr std::string_view name = "schedule";
  static constexpr std::array list{
      field<&Schedule::kind>("kind", {.label = "Schedule"}),
      field<&Schedule::warm_up>(
          "warm_up", {.label = "Warm-up",
                      .unit = "iterations",
                      .min = 0,
                      .max = 10000,
                      .step = 1,
                      .help = "The learning rate rises in equal steps over so many iterations; "
                              "0 = at once."}),
      field<&Schedule::every>("every", {.label = "Step every",
                                        .unit = "iterations",
                                        .min = 1,
                                        .max = 100000,
                                        .step = 1,
                                        .help = "Of steps."}),
      field<&Schedule::factor>(
          "factor",
          {.label = "Step factor", .min = 0.01, .max = 1, .step = 0.01, .help = "Of steps."}),
      field<&Schedule::length>("length", {.label = "Cosine length",
                                          .unit = "iterations",
                                          .min = 1,
                                          .max = 1000000,
                                          .step = 1,
                                          .help = "When the cosine has reached its floor."}),
      field<&Schedule::floor>("floor", {.label = "Cosine floor",
                                        .min = 0,
                                        .max = 1,
                                        .step = 0.01,
                                        .help = "What is left of the learning rate, as a part of "
                                                "it."})};
};

/// What a step does when the loss is finite no more, or its gradient.
enum class NonFinite { go_back, skip, shrink };
template <>
struct Choices<NonFinite> {
  static constexpr std::array<Choice, 3> list{
      Choice{"go_back", "Go back", "To the last validation, and stop there."},
      Choice{"skip", "Skip", "No step is taken; the next batch may do better."},
      Choice{"shrink", "Shrink",
             "The gradient is replaced: 0.02 W for the recurrent weights, 0 for everything else; "
             "so is one longer than 10¹⁰ (Song et al. 2016)."}};
};

}  // namespace nn4n

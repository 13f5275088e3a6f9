// How a gradient becomes a step: the optimisers' own constants, the schedule of the learning rate,
// and what happens when a gradient is not finite. They are parts of Training in experiment.h.
#pragma once

#include "base/declare.h"

namespace nn4n {

enum class OptimiserKind { sgd, adam, adamw, rmsprop };
template <>
struct Choices<OptimiserKind> {
  static constexpr std::array<Choice, 4> list{
      Choice{"sgd", "SGD", "u ← μ u + g;  w ← w − η u"},
      Choice{
          "adam", "Adam",
          "w ← w − η m / (√n + ε), with m and n corrected for their start at 0 (Kingma & Ba 2015)"},
      Choice{"adamw", "AdamW",
             "w ← w − η (λ w + m / (√n + ε)): as Adam, but with weight decay as a separate part "
             "(Loshchilov & Hutter 2019)"},
      Choice{"rmsprop", "RMSprop",
             "n ← ρ n + (1 − ρ) g²;  u ← μ u + g / (√n + ε);  w ← w − η u  (Hinton 2012)"}};
};

// Fields that several of the structs below have.

/// How much of an average each step keeps. The largest value is 1 − `step`.
constexpr About share_kept(std::string_view label, double step, std::string_view help,
                           std::string_view source = {}) {
  return {.label = label,
          .min = 0,
          .max = 1 - step,
          .step = step,
          .effect = Effect::live,
          .help = help,
          .source = source};
}

/// A number that is added to a root so that nothing is divided by 0.
constexpr About addend(std::string_view label, std::string_view help) {
  return {.label = label,
          .min = 1e-12,
          .max = 1,
          .logarithmic = true,
          .effect = Effect::live,
          .help = help};
}

constexpr About count_of_iterations(std::string_view label, double min, double max,
                                    std::string_view help, Condition when = {}) {
  return {.label = label,
          .unit = "iterations",
          .min = min,
          .max = max,
          .step = 1,
          .help = help,
          .when = when};
}

constexpr About part_of_rate(std::string_view label, double min, std::string_view help,
                             Condition when) {
  return {.label = label, .min = min, .max = 1, .step = 0.01, .help = help, .when = when};
}

/// The constants of Adam and AdamW. The defaults are those of Kingma & Ba 2015.
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
      field<&Moments::beta1>(
          "beta1",
          share_kept("Beta 1", 0.001, "Adam and AdamW average the gradient: m ← β₁ m + (1 − β₁) g.",
                     "Kingma & Ba 2015")),
      field<&Moments::beta2>(
          "beta2",
          share_kept("Beta 2", 0.0001,
                     "Adam and AdamW average the gradient's square: n ← β₂ n + (1 − β₂) g².",
                     "Kingma & Ba 2015")),
      field<&Moments::epsilon>("epsilon",
                               addend("Adam epsilon",
                                      "ε keeps the steps of Adam and AdamW finite where the "
                                      "gradient is near 0.")),
      field<&Moments::weight_decay>(
          "weight_decay", {.label = "Weight decay",
                           .min = 0,
                           .max = 1,
                           .logarithmic = true,
                           .effect = Effect::live,
                           .help = "λ of AdamW: each step makes every weight smaller by this part "
                                   "times the learning rate. Biases and v(0) do not decay.",
                           .source = "Loshchilov & Hutter 2019",
                           .when = {"^optimiser", "adamw"}})};
};

/// The constants of RMSprop. Its momentum is the one of Training.
struct RmsProp {
  double decay = 0.99;
  double epsilon = 1e-8;
  bool operator==(const RmsProp&) const = default;
};
template <>
struct Fields<RmsProp> {
  static constexpr std::string_view name = "RMSprop";
  static constexpr std::array list{
      field<&RmsProp::decay>("decay", share_kept("Decay of averages", 0.0001,
                                                 "ρ: RMSprop averages the square of the gradient, "
                                                 "n ← ρ n + (1 − ρ) g².")),
      field<&RmsProp::epsilon>(
          "epsilon", addend("RMSprop epsilon",
                            "ε keeps the steps of RMSprop finite where the gradient is near 0."))};
};

enum class ScheduleKind { constant, step, cosine };
template <>
struct Choices<ScheduleKind> {
  static constexpr std::array<Choice, 3> list{
      Choice{"constant", "Constant", "η stays the same."},
      Choice{"step", "Steps", "Every so many iterations η is multiplied by the step factor."},
      Choice{"cosine", "Cosine",
             "η falls along half a cosine to its floor, and stays there  (Loshchilov & Hutter "
             "2017)"}};
};

/// How the learning rate changes with the iteration (training/schedule.h).
struct Schedule {
  ScheduleKind kind = ScheduleKind::cosine;
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
      field<&Schedule::kind>("kind",
                             {.label = "Learning rate schedule",
                              .help = "How the learning rate η changes with the iteration."}),
      field<&Schedule::warm_up>(
          "warm_up",
          count_of_iterations("Warm-up", 0, 10000,
                              "Over so many iterations the learning rate rises in equal steps to "
                              "its full size. 0: it has its full size from the start.")),
      field<&Schedule::every>(
          "every", count_of_iterations("Step every", 1, 100000,
                                       "With the schedule \"Steps\": iterations from one "
                                       "step to the next.",
                                       {"kind", "step"})),
      field<&Schedule::factor>("factor",
                               part_of_rate("Step factor", 0.01,
                                            "With the schedule \"Steps\": each step multiplies the "
                                            "learning rate by this.",
                                            {"kind", "step"})),
      field<&Schedule::length>(
          "length", count_of_iterations("Cosine length", 1, 1000000,
                                        "With the schedule \"Cosine\": the learning rate "
                                        "reaches its floor after so many iterations.",
                                        {"kind", "cosine"})),
      field<&Schedule::floor>(
          "floor",
          part_of_rate(
              "Cosine floor", 0,
              "With the schedule \"Cosine\": the part of the learning rate that is left in "
              "the end.",
              {"kind", "cosine"}))};
};

/// What a step does when the loss or its gradient is not finite.
enum class NonFinite { go_back, skip, shrink };
template <>
struct Choices<NonFinite> {
  static constexpr std::array<Choice, 3> list{
      Choice{"go_back", "Go back", "The run goes back to its last validation and stops there."},
      Choice{"skip", "Skip", "No step is taken; the next batch may do better."},
      Choice{"shrink", "Shrink",
             "The gradient is replaced: 0.02 W for the recurrent weights, 0 for everything else; "
             "a gradient longer than 10¹⁰ is replaced, too (Song et al. 2016)."}};
};

}  // namespace nn4n

// The course of a run: what makes the task easier at first, when a run has learnt, and what happens
// to a run that does not learn. Everything is off by default; training/ acts on it at validations.
#pragma once

#include <vector>

#include "base/declare.h"

namespace nn4n {

/// How much easier a task is made: the factors by which its delays and the strength of its evidence
/// are multiplied. A task says in its own file what they change (tasks/task.h).
struct Difficulty {
  double delay = 1;
  double coherence = 1;
};

/// A curriculum is a list of stages of training, each with its own difficulty. After the listed
/// stages comes the task itself, and a run counts as learnt in this last stage only. The next stage
/// begins when the mean of the last two validations reaches the task's pass level. A task without
/// delays ignores the list of delays, and one without coherence the list of coherences.
struct Curriculum {
  bool on = false;
  std::vector<double> delay{0, 0.34, 0.68};
  std::vector<double> coherence{4, 2};
  bool operator==(const Curriculum&) const = default;
};
template <>
struct Fields<Curriculum> {
  static constexpr std::string_view name = "curriculum";
  static constexpr std::array list{
      field<&Curriculum::on>(
          "on", {.label = "Curriculum",
                 .help = "On: the task is easier at first. A stage ends when the mean accuracy of "
                         "two validations in a row reaches the pass level."}),
      field<&Curriculum::delay>("delay",
                                {.label = "Delays by stage",
                                 .min = 0,
                                 .max = 1,
                                 .max_size = 8,
                                 .help = "The task's delays are multiplied by these, stage by "
                                         "stage. In the last stage they have their own length.",
                                 .when = {"on", "true"}}),
      field<&Curriculum::coherence>(
          "coherence",
          {.label = "Coherence by stage",
           .min = 0.01,
           .max = 100,
           .max_size = 8,
           .help = "The task's coherences are multiplied by these (up to 100 %), stage "
                   "by stage. In the last stage they have their own strength.",
           .when = {"on", "true"}})};
};

/// A run has learnt when the mean of three validations in a row reaches the wanted accuracy, and
/// when its weights reach it on fresh trials, too, where two percent less is enough.
struct Stop {
  bool on = false;
  double accuracy = 0;
  int confirmation_trials = 2000;
  bool operator==(const Stop&) const = default;
};
template <>
struct Fields<Stop> {
  static constexpr std::string_view name = "stop";
  static constexpr std::array list{
      field<&Stop::on>("on", {.label = "Stop when learnt",
                              .help = "On: training pauses when the mean accuracy of three "
                                      "validations in a row reaches the wanted one and fresh "
                                      "trials confirm it."}),
      field<&Stop::accuracy>(
          "accuracy",
          {.label = "Wanted accuracy",
           .min = 0,
           .max = 1,
           .step = 0.01,
           .help =
               "The accuracy from which a run counts as learnt. 0: the pass level of the task."}),
      field<&Stop::confirmation_trials>(
          "confirmation_trials",
          {.label = "Confirmation trials",
           .unit = "trials",
           .min = 1,
           .max = 20000,
           .step = 1,
           .help =
               "Number of fresh trials, drawn for this alone, on which the best weights of a run "
               "are judged. Their accuracy may be two percent below the wanted one."})};
};

/// Weights that do not learn are drawn again, and training starts anew.
struct Redraw {
  bool on = false;
  int after = 1500;
  int at_most = 2;
  bool operator==(const Redraw&) const = default;
};
template <>
struct Fields<Redraw> {
  static constexpr std::string_view name = "redraw";
  static constexpr std::array list{
      field<&Redraw::on>("on",
                         {.label = "Draw again at chance",
                          .help = "On: weights are drawn again if their accuracy has not come half "
                                  "the way from chance to the pass level. Weights from a file are "
                                  "never drawn again."}),
      field<&Redraw::after>(
          "after",
          {.label = "Drawn again after",
           .unit = "iterations",
           .min = 1,
           .max = 10000,
           .step = 1,
           .help = "After so many iterations it is judged whether the weights have left chance.",
           .when = {"on", "true"}}),
      field<&Redraw::at_most>("at_most",
                              {.label = "Drawn again at most",
                               .unit = "times",
                               .min = 0,
                               .max = 100,
                               .step = 1,
                               .help = "After so many new draws a run stays with its weights.",
                               .when = {"on", "true"}})};
};

}  // namespace nn4n

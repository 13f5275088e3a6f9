// What the page asks the analysis Worker about units and synapses (analysis/unit_report.h): the
// gradient of the next batch, what each unit is selective for, and the activity in the trials of a
// condition. Each is asked for only while a view shows it, one question at a time, and again when
// the weights that are shown are others.
//
// Axes: N units, I inputs, O outputs.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_value.h"
#include "editing/dynamics.h"
#include "editing/masks_by_hand.h"
#include "editing/zoom.h"
#include "training/snapshot.h"

namespace nn4n {

struct App;

/// Which numbers the matrix shows.
enum class MatrixShown { weights, mask, change, gradient };
inline constexpr std::array<std::string_view, 4> kMatrixShown{"weights", "mask", "change",
                                                              "gradient"};

/// What the matrix shows. It comes back with the run (view_state.h).
struct MatrixChoice {
  MaskLayer layer = MaskLayer::recurrent;
  MatrixShown shown = MatrixShown::weights;
  Zoom zoom;
  bool operator==(const MatrixChoice&) const = default;
};

/// Which trials heat map, traces and circuit show. It comes back with the run (view_state.h).
struct ActivityChoice {
  bool by_condition = false;   ///< else the sample trial
  std::string condition = {};  ///< its text (analysis/condition_activity.h); empty = the first one
  int trial = -1;              ///< of the condition, from 0; −1 = the mean of all
  bool noise = true;
  bool operator==(const ActivityChoice&) const = default;
};

struct SeenGradient {
  int iteration = 0;
  double loss = 0, norm = 0;
  std::array<std::vector<float>, 3> layers;  // by MaskLayer: N x I, N x N, O x N
};

struct SeenSelectivity {
  std::string name, epoch;          ///< of the variable, and in which epoch
  std::vector<double> correlation;  // N
};

struct SeenCondition {
  std::string text, name;
  int trials = 0;
};

struct SeenActivity {
  int iteration = 0;
  std::vector<SeenCondition> conditions;  ///< to choose from
  std::string condition;                  ///< the text of the one that is shown
  int trial = -1, of = 0;                 ///< which of its trials, −1 = the mean of `of`
  bool noise = true;
  SampleTrial activity;
};

/// What a question asks, and about which weights.
struct LookQuestion {
  int number = 0;
  DynamicsSubject subject;
  bool gradient = false, selectivity = false, activity = false;
  ActivityChoice choice;
};

/// What is known, and of which weights.
struct Looks {
  std::optional<SeenGradient> gradient;
  std::optional<std::vector<SeenSelectivity>> selectivity;
  std::optional<SeenActivity> activity;
  DynamicsSubject gradient_of, selectivity_of, activity_of;
  ActivityChoice activity_choice;  ///< as it was asked for
  std::optional<LookQuestion> asked;
  std::string problem;  ///< why there is no answer, a sentence; empty = nothing is wrong
};

/// Asks for what is shown and not known yet.
void follow_looks(App& app);

/// Takes in the answer to a question, or the sentence that says why there is none. False: the
/// question was not one of these.
bool take_look(App& app, int number, std::string_view json);
bool take_look_failure(App& app, int number, const std::string& sentence);

/// Puts the activity that was asked for in the place of the sample trial of the snapshots that are
/// shown, if it is of their network.
void wear_activity(App& app);

/// The correlations by which units are ordered (N): of the chosen variable or, if there is none of
/// that name, of the first; null while they are not known.
const SeenSelectivity* ordering_variable(const Looks& looks, std::string_view chosen);

/// How units are ordered: "number", "peak", "similarity", or the variable of the task;
/// "selectivity" while the variables are not known.
std::string order_words(const App& app);

/// Reads a choice from an object with the keys of the command "matrix" or "activity", over the one
/// before. Answers what is wrong, in a sentence; then the choice is as it was.
std::string read_matrix_choice(const JsonValue& value, MatrixChoice& choice);
std::string read_activity_choice(const JsonValue& value, ActivityChoice& choice);
JsonValue to_value(const MatrixChoice& choice);
JsonValue to_value(const ActivityChoice& choice);

/// {busy, problem, choice, iteration, norm, loss} and {busy, problem, choice, iteration, condition,
/// name, averaged, trial, of, conditions: [text]}; null where it is not known.
JsonValue matrix_value(const App& app);
JsonValue activity_value(const App& app);

}  // namespace nn4n

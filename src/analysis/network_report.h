// How a network does what it does, as one JSON object, which `nn4n analyse --what … --json` prints
// and Engine.analyse(what) answers. What is wanted is a text:
//
//   what    item{,item}, each of another name
//   item    NAME [/PLANE] [@INPUT [..INPUT [/STEPS]]]
//   NAME    fixed_points, spectrum, pca, axes, flow, inputs, or one of analysis/area_report.h:
//           currents, balance, communication, stimulation or atlas, or one of
//           analysis/unit_report.h: gradient, selectivity or activity, of which
//           activity/mean@CONDITION is the mean over the trials of a condition,
//           activity/3@CONDITION one of them, and activity/mean+quiet is without noise
//   PLANE   of the flow: pca or axes, and two of them: pca1+2 (also when nothing is given),
//   axes2+3;
//           then /5 for a plane through fixed point number 5 in the order of fixed_points, from 0;
//           else it goes through the mean of the states of the trajectories
//   INPUT   as analysis/held_input.h says: zero, [1 0], usual, Stimulus, Stimulus:context=motion
//
//   fixed_points@Stimulus:coherence=15,spectrum,pca
//   fixed_points@Stimulus:choice=Left..Stimulus:choice=Right/20    followed from one to the other
//
//   {task, iteration, trials, dt_ms, units, silent: [units that never fire],
//    fixed_points: {input, text, held: [I], share, method, slow_speed, starts,
//       points: [{rates: [N], speed, fixed, stable, kind, unstable, outlier, distance,
//                 eigenvalues: [[re, im], …], directions: [[N], …]}],
//       path: {to, held: [I], steps: [{at, points: [{branch, stable, unstable, rates}]}],
//              events: [{what, between: [at, at], branches}]}},
//    spectrum: {radius, weights: [[re, im], …], jacobian: {input, held, rates, eigenvalues}},
//    pca: {of, mean: [N], components: [K: [N]], explained: [K],
//          trajectories: [{name, trials, choice, stimulus, epochs: [{name, begin, end}],
//                          points: [T: [K]]}],
//          single: the same of some trials},
//    axes: {lambda, permutations, fitted, held_out, rates_r2, mean: [N],
//           axes: [{name, epoch, r2, null_95, p, axis: [N], direction: [N]}],
//           trajectories: as those of pca, points: [T: [V]]},
//    flow: {input, held: [I], plane: {of, axes: [2]}, through, low: [2], spacing, side,
//           change: [side² pairs, row by row]},
//    inputs: [{text, name, epoch, held: [I]}]}
//
// `distance` is that of the rates of a point from the nearest state of the trials. `change` is by
// how much the coordinates of a state of the plane change in one time step (plane_flow.h).
// Lists of N hold a number for every unit, 0 for a silent one. Numbers have six digits. Eigenvalues
// are those of the map of one time step; a point is stable when all lie within the unit circle.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analysis/condition_activity.h"
#include "analysis/fixed_points.h"
#include "base/issue.h"
#include "codec/json_value.h"
#include "training/trainer.h"

namespace nn4n {

/// What a person may ask for, in words: the names of the analyses, and how an input is named.
struct AnalysisWords {
  std::string_view text;  ///< "fixed_points", "Stimulus:context=motion"
  std::string_view help;  ///< complete sentences
};
std::span<const AnalysisWords> analysis_names();
std::span<const AnalysisWords> held_input_forms();

enum class NetworkAnalysis {
  fixed_points,
  spectrum,
  pca,
  axes,
  flow,
  inputs,
  currents,
  balance,
  communication,
  stimulation,
  atlas,
  gradient,
  selectivity,
  activity
};

struct AnalysisItem {
  NetworkAnalysis what = NetworkAnalysis::fixed_points;
  std::string input = {};              ///< as a person names it
  std::optional<std::string> to = {};  ///< the input to which fixed points are followed
  int steps = 20;                      ///< on the way
  // Of the flow
  bool along_axes = false;          ///< the plane is of task axes, not of principal components
  int across = 0, up = 1;           ///< which of them, from 0
  std::optional<int> through = {};  ///< a fixed point, from 0; nothing = the mean
  WantedActivity activity = {};     ///< of the activity
};

/// Reads what is wanted. `input` stands for an item that names none.
std::variant<std::vector<AnalysisItem>, Issue> read_analysis_items(std::string_view what,
                                                                   std::string_view input = {});

/// What is kept from question to question: the points of the last times. Asked once more about the
/// same weights, they are the answer; about others, the search starts from them, too.
struct AnalysisMemory {
  struct Entry {
    std::string input;  ///< that is held
    std::uint32_t fingerprint = 0;
    Experiment experiment;  ///< as it was looked at
    double slow_speed = 0;
    std::vector<FixedPoint> points;
    int starts = 0;
  };
  std::vector<Entry> entries;  ///< one for an input and a slow_speed, the latest last
};

struct NetworkReportOptions {
  int trials = 256;
  /// The speed at which a state counts as a slow point; 0 = slow points are not looked for.
  double slow_speed = 1e-6;
  AnalysisMemory* memory = nullptr;  ///< null = every search begins anew
};

/// Analyses a run, which is not touched. With a memory the points may be more than without, where
/// those of the last time lead to some that no other start finds. The issue says what is wrong with
/// an input.
std::variant<JsonValue, Issue> analyse_network(const Trainer& trainer,
                                               const std::vector<AnalysisItem>& items,
                                               const NetworkReportOptions& options = {});

}  // namespace nn4n

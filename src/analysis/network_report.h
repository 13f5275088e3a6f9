// How a network does what it does, as one JSON object, which `nn4n analyse --what … --json` prints
// and Engine.analyse(what) answers. What is wanted: analysis/analysis_items.h.
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
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analysis/analysis_items.h"
#include "analysis/fixed_points.h"
#include "base/issue.h"
#include "codec/json_value.h"
#include "training/trainer.h"

namespace nn4n {

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

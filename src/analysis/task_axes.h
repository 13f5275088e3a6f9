// Task axes: the directions in the space of rates along which a network represents what its task is
// about (Mante, Sussillo, Shenoy & Newsome 2013, "targeted dimensionality reduction").
//
// In each epoch, the mean rate r_i of unit i in a trial is regressed on the task's variables x_v,
// which are brought to mean 0 and deviation 1:
//
//   r_i = β_i0 + Σ_v β_iv x_v,   with the penalty λ B Σ_v β_iv²   (ridge, Hoerl & Kennard 1970)
//
// The vector β_v of the epoch in which it is longest is the direction of v. The directions are
// orthogonalised in the order of the variables (Gram–Schmidt), which makes the axes. Half of the
// trials make them; the other half measures them: R² is how well a straight line, fitted on the
// first half, tells a trial's x_v from its place along the axis. The permutation null is the same
// with x_v dealt out anew among the trials of the first half.
//
// Axes: B trials, N active units, V variables, E epochs.
#pragma once

#include "analysis/recording.h"

namespace nn4n {

/// What a task states about a trial, as a number.
struct TaskVariable {
  std::string name;  ///< "choice", "motion coherence", "direction of the stimulus (cosine)"
  std::vector<double> values;  // B
};

/// The variables of a task: the choice that the network made (−1 and 1; one variable for each
/// choice if there are more than two), the stimulus, and the conditions. Directions become cosine
/// and sine. A variable that never changes, or that follows from those before it (R² above 0.999),
/// is left out.
std::vector<TaskVariable> task_variables(const Recording& recording,
                                         const std::vector<std::size_t>& trials);

/// The trials that count and in which the network made a choice, if the task asks for one: indices
/// into Recording::trials.
std::vector<std::size_t> trials_with_choice(const Recording& recording);

/// The mean rates of the active units in the last epoch of that name; those of the whole trial if
/// it has none.
Eigen::VectorXd mean_rates_in(const Recording& recording, const RecordedTrial& one,
                              const std::string& epoch);

/// β, V x columns of `responses`: minimises |R − X β|² + λ S |β|². `variables` is S x V and
/// `responses` S x N; the means of all columns are taken out first.
Eigen::MatrixXd ridge_regression(const Eigen::MatrixXd& variables, const Eigen::MatrixXd& responses,
                                 double lambda);

struct TaskAxesOptions {
  double lambda = 0.01;    ///< of the ridge, relative to the variance of a variable
  int permutations = 200;  ///< of the null
};

struct TaskAxis {
  std::string name;
  std::string epoch;          ///< where β_v is longest
  Eigen::VectorXd direction;  // N, β_v there, change of the rates by one deviation of the variable
  Eigen::VectorXd axis;       // N, orthogonal to the axes before it, of unit length; or 0
  double held_out = 0;        ///< R² in trials that were not fitted; below 0 = worse than the mean
  double null_95 = 0;         ///< 95 % of the permutations have a lower R²
  double p = 1;               ///< the share of permutations that are as good, and itself
};

struct TaskAxes {
  Eigen::VectorXd mean;        // N, rates of the fitted trials
  std::vector<TaskAxis> axes;  // V
  int fitted = 0;              ///< trials
  int held_out = 0;
  /// R² of the rates themselves, over all units and epochs, in trials that were not fitted.
  double rates_held_out = 0;

  Eigen::MatrixXd matrix() const;  // N x V
};

/// The task axes of the trials that count and in which the network made a choice, if the task asks
/// for one. Every second trial is held out. No axes if fewer than 20 trials are left.
TaskAxes task_axes(const Recording& recording, const TaskAxesOptions& options = {});

}  // namespace nn4n

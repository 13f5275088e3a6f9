// Principal components of rates, and what the trials of a network look like along them.
//
// Axes: S states, N units, K components, T steps.
#pragma once

#include "analysis/recording.h"

namespace nn4n {

struct PrincipalComponents {
  Eigen::VectorXd mean;       // N
  Eigen::MatrixXd axes;       // N x K, of unit length; the entry of largest magnitude is positive
  Eigen::VectorXd explained;  // K, the share of the variance along each; descending

  /// Coordinates of a state, K.
  Eigen::VectorXd place(const Eigen::VectorXd& state) const;
};

/// The first `most` components of the states, S x N. Those along which nothing varies are left out.
PrincipalComponents principal_components(const Eigen::MatrixXd& states, int most);

/// States of trials as they follow each other.
struct Trajectory {
  std::string name;        ///< of the condition, or of the trial
  int trials = 1;          ///< that were averaged
  Eigen::MatrixXd states;  // T x N, or T x K along axes
};

/// The mean rates of the active units for each set of trials, aligned at the start of the trial; at
/// each step over the trials that last so long.
std::vector<Trajectory> average_trajectories(const Recording& recording,
                                             const std::vector<ConditionSet>& sets);

/// The rates of the active units in the first trials.
std::vector<Trajectory> single_trajectories(const Recording& recording, int count);

/// All states of some trajectories, S x N.
Eigen::MatrixXd states_of(const std::vector<Trajectory>& trajectories);

/// The trajectory along axes: (states − mean) axes.
Trajectory along(const Trajectory& trajectory, const Eigen::VectorXd& mean,
                 const Eigen::MatrixXd& axes);

/// Turns each axis so that its entry of largest magnitude is positive (the first of equal ones).
void fix_signs(Eigen::MatrixXd& axes);

}  // namespace nn4n

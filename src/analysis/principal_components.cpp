#include "analysis/principal_components.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "analysis/activity.h"
#include "analysis/solve.h"

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

void fix_signs(MatrixXd& axes) {
  constexpr double kEqual = 1e-9;
  for (Index k = 0; k < axes.cols(); ++k) {
    Index largest = 0;
    for (Index i = 1; i < axes.rows(); ++i) {
      if (std::fabs(axes(i, k)) > std::fabs(axes(largest, k)) * (1 + kEqual)) largest = i;
    }
    if (axes.rows() > 0 && axes(largest, k) < 0) axes.col(k) *= -1;
  }
}

VectorXd PrincipalComponents::place(const VectorXd& state) const {
  return transposed_product(axes, state - mean);
}

PrincipalComponents principal_components(const MatrixXd& states, int most) {
  constexpr double kNothing = 1e-12;  // of the variance
  PrincipalComponents result;
  result.mean = VectorXd::Zero(states.cols());
  for (Index s = 0; s < states.rows(); ++s) result.mean += states.row(s).transpose();
  if (states.rows() > 0) result.mean /= static_cast<double>(states.rows());
  MatrixXd centred = states;
  for (Index j = 0; j < states.cols(); ++j) centred.col(j).array() -= result.mean[j];
  const MatrixXd covariance =
      gram(centred) / std::max<double>(1, static_cast<double>(states.rows()));
  double total = 0;
  for (Index j = 0; j < covariance.cols(); ++j) total += covariance(j, j);
  result.axes.resize(states.cols(), 0);
  if (states.cols() == 0 || !(total > 0) || !std::isfinite(total)) return result;
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(covariance);
  if (solver.info() != Eigen::Success) return result;
  const VectorXd& values = solver.eigenvalues();  // ascending
  Index kept = 0;
  while (kept < std::min<Index>(most, values.size()) &&
         values[values.size() - 1 - kept] > kNothing * total) {
    ++kept;
  }
  result.axes.resize(states.cols(), kept);
  result.explained.resize(kept);
  for (Index k = 0; k < kept; ++k) {
    result.axes.col(k) = solver.eigenvectors().col(values.size() - 1 - k);
    result.explained[k] = values[values.size() - 1 - k] / total;
  }
  fix_signs(result.axes);
  return result;
}

std::vector<Trajectory> average_trajectories(const Recording& recording,
                                             const std::vector<ConditionSet>& sets) {
  std::vector<Trajectory> list;
  for (const ConditionSet& set : sets) {
    AverageActivity average(1, recording.units);
    for (const std::size_t b : set.trials) average.add(0, recording.trials[b].rates);
    const std::vector<float> mean = average.mean(0);
    const Index steps = average.steps(0);
    Trajectory one{set.name, average.trials(0), {}};
    one.states.resize(steps, static_cast<Index>(recording.active.size()));
    for (Index k = 0; k < one.states.cols(); ++k) {
      const Index unit = recording.active[static_cast<std::size_t>(k)];
      for (Index t = 0; t < steps; ++t)
        one.states(t, k) = double{mean[static_cast<std::size_t>(unit * steps + t)]};
    }
    list.push_back(std::move(one));
  }
  return list;
}

std::vector<Trajectory> single_trajectories(const Recording& recording, int count) {
  std::vector<Trajectory> list;
  for (std::size_t b = 0; b < recording.trials.size() && static_cast<int>(b) < count; ++b) {
    const RecordedTrial& one = recording.trials[b];
    Trajectory path{"trial " + std::to_string(b + 1), 1, {}};
    path.states.resize(one.trial.steps, static_cast<Index>(recording.active.size()));
    for (int t = 0; t < one.trial.steps; ++t)
      path.states.row(t) = recording.active_state(one, t).transpose();
    list.push_back(std::move(path));
  }
  return list;
}

MatrixXd states_of(const std::vector<Trajectory>& trajectories) {
  Index rows = 0;
  for (const Trajectory& one : trajectories) rows += one.states.rows();
  MatrixXd states(rows, trajectories.empty() ? 0 : trajectories.front().states.cols());
  rows = 0;
  for (const Trajectory& one : trajectories) {
    states.middleRows(rows, one.states.rows()) = one.states;
    rows += one.states.rows();
  }
  return states;
}

Trajectory along(const Trajectory& trajectory, const VectorXd& mean, const MatrixXd& axes) {
  MatrixXd centred = trajectory.states;
  for (Index j = 0; j < centred.cols(); ++j) centred.col(j).array() -= mean[j];
  return {trajectory.name, trajectory.trials, product(centred, axes)};
}

}  // namespace nn4n

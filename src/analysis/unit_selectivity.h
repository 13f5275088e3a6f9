// What each unit is selective for: the correlation of its mean rate in an epoch with each variable
// of the task (task_axes.h), over trials.
//
//   ρ_i = Σ_b (r_ib − r̄_i)(x_b − x̄) / √(Σ_b (r_ib − r̄_i)² Σ_b (x_b − x̄)²)     (Pearson)
//
// Axes: N units, B trials.
#pragma once

#include "analysis/recording.h"

namespace nn4n {

struct VariableSelectivity {
  std::string name;   ///< of the variable: "choice", "motion coherence"
  std::string epoch;  ///< in which the active units follow it most: where Σ_i ρ_i² is largest
  int trials = 0;     ///< that count and in which a choice was made, if the task asks for one
  std::vector<double> correlation;  // N, ρ there, −1..1; 0 for silent units and those that stay
};

/// One entry for each variable, in the order of task_variables(). Empty with fewer than three
/// trials.
std::vector<VariableSelectivity> unit_selectivity(const Recording& recording);

}  // namespace nn4n

#include "analysis/active_sets.h"

#include "analysis/solve.h"

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

ActiveSet active_set(const HeldNetwork& network, const VectorXd& potential) {
  ActiveSet active(network.activation.size());
  for (std::size_t i = 0; i < active.size(); ++i) {
    active[i] =
        network.activation[i] == ActivationKind::linear || potential[static_cast<Index>(i)] > 0;
  }
  return active;
}

std::optional<VectorXd> rest_of(const HeldNetwork& network, const ActiveSet& active) {
  std::vector<Index> units;
  for (std::size_t i = 0; i < active.size(); ++i) {
    if (active[i]) units.push_back(static_cast<Index>(i));
  }
  VectorXd rest = network.drive;
  if (units.empty()) return rest;
  MatrixXd matrix = -network.recurrent(units, units);
  matrix.diagonal().array() += 1;
  const LuFactors factors(std::move(matrix));
  if (factors.singular()) return std::nullopt;
  const VectorXd solution = factors.solve(network.drive(units));
  for (std::size_t k = 0; k < units.size(); ++k)
    rest += network.recurrent.col(units[k]) * solution[static_cast<Index>(k)];
  for (std::size_t k = 0; k < units.size(); ++k)  // as solved, not as summed up
    rest[units[k]] = solution[static_cast<Index>(k)];
  return rest;
}

std::optional<VectorXd> ActiveSetSearch::from(const VectorXd& potential, int most) {
  ActiveSet active = active_set(network_, potential);
  for (int k = 0; k < most; ++k) {
    if (!seen_.insert(active).second) return std::nullopt;
    std::optional<VectorXd> rest = rest_of(network_, active);
    if (!rest || !rest->allFinite()) return std::nullopt;
    ActiveSet next = active_set(network_, *rest);
    if (next == active) return rest;
    active = std::move(next);
  }
  return std::nullopt;
}

}  // namespace nn4n

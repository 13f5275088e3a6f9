// The fixed points of networks of ReLU (and linear) units, exactly.
//
// While a set A of units is active and the others are silent, the network is linear, and at most
// one state stays: v_A = (1 − W_AA)⁻¹ c_A. It is a fixed point of the network if the units above
// zero in it are those of A. If not, the set of the units that are above zero is the next guess.
// This is the idea of SCYFI (Eisenmann, Monfared, Göring & Durstewitz, NeurIPS 2023).
#pragma once

#include <optional>
#include <set>

#include "analysis/held_network.h"

namespace nn4n {

/// Which units are active, N.
using ActiveSet = std::vector<bool>;

/// The units above zero, and all linear ones.
ActiveSet active_set(const HeldNetwork& network, const Eigen::VectorXd& potential);

/// The state that would stay if exactly these units were active. Nothing if there is no single one.
std::optional<Eigen::VectorXd> rest_of(const HeldNetwork& network, const ActiveSet& active);

/// Goes from set to set until the state belongs to its own set. Remembers all sets that it has
/// seen: from there on the way is known, so that a start that meets one ends at once.
class ActiveSetSearch {
 public:
  explicit ActiveSetSearch(const HeldNetwork& network) : network_(network) {}

  /// The fixed point to which the way from a state leads. Nothing when the way is a circle, when it
  /// meets one that was gone before, or after `most` sets.
  std::optional<Eigen::VectorXd> from(const Eigen::VectorXd& potential, int most = 64);

 private:
  const HeldNetwork& network_;
  std::set<ActiveSet> seen_;
};

}  // namespace nn4n

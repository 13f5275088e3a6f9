// The flow in a plane: where a state on it goes in one time step, as far as the plane shows it.
//
// The plane is spanned by two axes in the space of rates (principal components, task axes) and goes
// through a state. On a grid of it F (analysis/held_network.h) is evaluated while one input is
// held: the change of the rates in one time step, f(F(v)) − f(v), is projected on the two axes.
// What leads out of the plane is not seen, so a place without flow need not be a fixed point. A
// plane also has states that no unit can have (a rate below 0): there the nearest rates that it can
// have are taken.
//
// Axes: N units, G grid places in each direction.
#pragma once

#include "analysis/held_network.h"

namespace nn4n {

struct Plane {
  Eigen::VectorXd zero;     // N, rates at the coordinates (0, 0)
  Eigen::MatrixXd axes;     // N x 2, orthogonal, of unit length
  Eigen::VectorXd through;  // N, rates of a state that the plane goes through

  /// Coordinates of the nearest state of the plane, 2.
  Eigen::Vector2d place(const Eigen::VectorXd& rates) const;
  /// The rates at these coordinates, N.
  Eigen::VectorXd rates(const Eigen::Vector2d& place) const;
};

/// The change of the coordinates in one time step at a place of the plane.
Eigen::Vector2d flow_at(const HeldNetwork& network, const Plane& plane,
                        const Eigen::Vector2d& place);

/// A square grid.
struct PlaneFlow {
  Eigen::Vector2d low = Eigen::Vector2d::Zero();  ///< coordinates of its first place
  double spacing = 0;
  int side = 0;                         ///< G
  std::vector<Eigen::Vector2d> change;  // G x G, row by row, the second coordinate grows slower
};

/// The flow on a square that holds these places in its middle, with as much room around them as a
/// plot needs that is wider than high.
PlaneFlow plane_flow(const HeldNetwork& network, const Plane& plane,
                     const std::vector<Eigen::Vector2d>& places, int side = 33);

}  // namespace nn4n

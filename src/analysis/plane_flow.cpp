#include "analysis/plane_flow.h"

#include <algorithm>

#include "analysis/solve.h"

namespace nn4n {

using Eigen::Vector2d;
using Eigen::VectorXd;

Vector2d Plane::place(const VectorXd& rates) const {
  return transposed_product(axes, rates - zero);
}

VectorXd Plane::rates(const Vector2d& at) const {
  return through + product(axes, VectorXd(at - place(through)));
}

Vector2d flow_at(const HeldNetwork& network, const Plane& plane, const Vector2d& place) {
  const VectorXd potential = network.potentials(plane.rates(place));
  const VectorXd change = network.rates(network.step(potential)) - network.rates(potential);
  return transposed_product(plane.axes, change);
}

PlaneFlow plane_flow(const HeldNetwork& network, const Plane& plane,
                     const std::vector<Vector2d>& places, int side) {
  constexpr double kRoom = 1.9;  // times the extent of the places
  Vector2d low = plane.place(plane.through), high = low;
  for (const Vector2d& each : places) {
    low = low.cwiseMin(each);
    high = high.cwiseMax(each);
  }
  const double half = std::max(kRoom / 2 * (high - low).maxCoeff(), 1e-6);
  PlaneFlow flow{.low = (low + high) / 2 - Vector2d::Constant(half),
                 .spacing = 2 * half / (side - 1),
                 .side = side,
                 .change = {}};
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column)
      flow.change.push_back(
          flow_at(network, plane, flow.low + flow.spacing * Vector2d(column, row)));
  }
  return flow;
}

}  // namespace nn4n

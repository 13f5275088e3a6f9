// Fixed points while the input moves from one to another: along the way points move, appear and
// vanish, mostly in pairs of which one has one more unstable direction (a saddle-node bifurcation,
// Strogatz 2015, chapter 3).
//
// A point is followed along its tangent, dv/ds = (1 − W D)⁻¹ W_in Δu, and corrected (active sets
// for ReLU, Newton otherwise). Where the correction fails or jumps, the step is halved a few times;
// then the point has vanished. Points are also followed backward from the other end, so that those
// that appear on the way are found too, unless they vanish again before it ends.
#pragma once

#include "analysis/fixed_points.h"

namespace nn4n {

/// A fixed point at one input of the way.
struct BranchPoint {
  int branch = 0;  ///< points of one number are one point that moves
  FixedPoint point;
};

struct PathStep {
  double at = 0;  ///< 0 = the first input, 1 = the other one
  std::vector<BranchPoint> points;
};

/// Branches that begin or end between two steps of the way.
struct BranchEvent {
  bool appear = false;  ///< false: they vanish
  double from = 0;      ///< between these steps
  double to = 0;
  std::vector<int> branches;  ///< a pair that meets, or one whose partner was not found
};

struct FixedPointPath {
  std::vector<PathStep> steps;  // k + 1
  std::vector<BranchEvent> events;
};

/// Follows the fixed points of `network`, whatever it holds, from input `from` to `to` in k steps.
/// `at_start` and `at_end` are those that were found there (outliers and slow points are left out).
FixedPointPath follow_points(HeldNetwork network, const Eigen::VectorXd& from,
                             const Eigen::VectorXd& to, int k,
                             const std::vector<FixedPoint>& at_start,
                             const std::vector<FixedPoint>& at_end);

}  // namespace nn4n

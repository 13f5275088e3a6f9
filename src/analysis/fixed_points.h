// Fixed and slow points of a network while one input is held.
//
// A fixed point is a state that F (analysis/held_network.h) maps onto itself. Networks of ReLU
// units are solved exactly, one set of active units after the other (active_sets.h); other
// activations go down by Levenberg–Marquardt (descent.h). The search starts from the points of the
// last time, then from visited states, then from halfway between two points that it has found,
// because the saddles of a memory lie between its attractors (Sussillo & Barak 2013).
//
// A slow point is a state whose speed q = ½ |F(v) − v|² is at most a stated threshold, although it
// need not be a fixed point: a continuous ("line") attractor of a trained network is a row of them
// (Ságodi et al. 2024). Slow points are where a damped descent first passes the threshold, so that
// they stay along the row and do not all end in its few fixed points.
//
// Each point is classified by the eigenvalues of the Jacobian of F there. F is the map of one time
// step, so a point is stable when all of them lie within the unit circle.
//
// Axes: N units. All operations but those of the eigenvalues have one order (analysis/solve.h);
// whether other processors give the same last bits has not been tried.
#pragma once

#include <deque>
#include <string>

#include "analysis/active_sets.h"
#include "analysis/eigen_modes.h"

namespace nn4n {

struct FixedPointOptions {
  int starts = 96;        ///< visited states to start from
  int between = 300;      ///< at most so many starts from halfway between points
  int slow_starts = 48;   ///< visited states from which slow points are looked for
  double slow_speed = 0;  ///< q below which a state is a slow point; 0 = none is looked for
  int most = 300;         ///< points that are kept
  std::vector<Eigen::VectorXd> warm = {};  ///< potentials of points of the last time
};

struct FixedPoint {
  Eigen::VectorXd potential;  // N, v
  Eigen::VectorXd rates;      // N, f(v)
  double speed = 0;           ///< q
  bool fixed = false;         ///< false: a slow point
  /// Is it ten times as far from the mean of the visited states as these are on average (Golub &
  /// Sussillo 2018)? The network does not come there; plots should keep it apart.
  bool outlier = false;
  Eigenvalues eigenvalues;          // N, of the Jacobian of F; empty = not classified yet
  std::vector<EigenMode> unstable;  ///< outside the unit circle; vectors in rates, f'(v) times v's

  /// How many eigenvalues lie outside the unit circle.
  int unstable_count() const;
  bool stable() const { return fixed && !eigenvalues.empty() && unstable_count() == 0; }
};

/// "stable: a state nearby comes back", "saddle: 2 directions lead away", …: complete words.
std::string kind_words(const FixedPoint& point);

/// Of many states the most different ones: half of `count` evenly through the list, half each time
/// the one that is farthest from all before.
std::vector<Eigen::VectorXd> spread_out(const std::vector<Eigen::VectorXd>& states, int count);

/// Eigenvalues and unstable directions of a point.
void classify(const HeldNetwork& network, FixedPoint& point);

class FixedPointSearch {
 public:
  /// `visited`: rates of states that the network goes through in its trials, N each; may be empty.
  FixedPointSearch(HeldNetwork network, const std::vector<Eigen::VectorXd>& visited,
                   FixedPointOptions options = {});
  FixedPointSearch(const FixedPointSearch&) = delete;  // parts of it refer to its network
  FixedPointSearch& operator=(const FixedPointSearch&) = delete;

  /// Does the next piece of work: one start, or the classification of one point. False: there is
  /// none left. A piece takes milliseconds at 64 units, so that who has other work can stop between
  /// two pieces; points() holds what has been found until then.
  bool advance();
  /// Works until nothing is left, or for about so many seconds. Is nothing left?
  bool run(double seconds = 1e9);

  const HeldNetwork& network() const { return network_; }
  const FixedPointOptions& options() const { return options_; }
  /// In the order: fixed before slow, near before outlier, the stable ones first.
  std::vector<FixedPoint> points() const;
  int starts() const { return starts_; }  ///< how many were made

 private:
  bool add(const Eigen::VectorXd& potential, bool fixed);
  void start_from(const Eigen::VectorXd& potential);
  void look_for_slow(const Eigen::VectorXd& potential);
  bool queue_between();

  HeldNetwork network_;
  FixedPointOptions options_;
  ActiveSetSearch sets_;
  Eigen::VectorXd mean_;                    // of visited rates
  double spread_ = 1;                       // root mean square distance from the mean
  double reach_ = 1;                        // mean distance
  std::deque<Eigen::VectorXd> queue_;       // starts for fixed points
  std::deque<Eigen::VectorXd> slow_queue_;  // starts for slow points
  std::vector<FixedPoint> found_;
  std::size_t paired_ = 0;  // points of which all pairs were queued
  int between_ = 0;
  int starts_ = 0;
  std::size_t classified_ = 0;
};

}  // namespace nn4n

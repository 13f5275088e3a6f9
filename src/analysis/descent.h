// Levenberg–Marquardt descent to where a network's state does not move: the speed
// q(v) = ½ |F(v) − v|² falls, with the analytic Jacobian of F (Levenberg 1944; Marquardt 1963; for
// recurrent networks Sussillo & Barak 2013, Golub & Sussillo 2018).
#pragma once

#include "analysis/held_network.h"

namespace nn4n {

/// A state on its way down.
class Descent {
 public:
  /// `damping` is the first damping. It falls with every step that succeeds, but not below `least`.
  /// Where the Jacobian of F(v) − v has singular values below √damping (along a line attractor), a
  /// step hardly moves. With a damping of 0 a step is Newton's.
  Descent(const HeldNetwork& network, Eigen::VectorXd potential, double damping, double least);

  /// Takes one step that makes q smaller. False: no step does, and the state stays.
  bool step();
  /// Takes steps until q is at most `speed`, at most so many. Is it?
  bool reach(double speed, int steps);

  const Eigen::VectorXd& potential() const { return potential_; }
  double speed() const { return speed_; }  ///< q
  /// Is the state a fixed point, as far as doubles can tell?
  bool at_rest() const;

 private:
  bool try_move(const Eigen::VectorXd& move);

  const HeldNetwork& network_;
  Eigen::VectorXd potential_;
  Eigen::VectorXd change_;  // F(v) − v
  double speed_ = 0;
  double damping_;
  double least_;
};

}  // namespace nn4n

#include "analysis/descent.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/solve.h"

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

Descent::Descent(const HeldNetwork& network, VectorXd potential, double damping, double least)
    : network_(network),
      potential_(std::move(potential)),
      change_(network.step(potential_) - potential_),
      speed_(0.5 * dot(change_, change_)),
      damping_(damping),
      least_(least) {}

bool Descent::try_move(const VectorXd& move) {
  constexpr double kLeastGain = 1e-6;  // a smaller relative fall of q is no progress
  const VectorXd potential = potential_ + move;
  const VectorXd change = network_.step(potential) - potential;
  const double speed = 0.5 * dot(change, change);
  if (!(speed < (1 - kLeastGain) * speed_)) return false;  // also when it is not a number
  potential_ = potential;
  change_ = change;
  speed_ = speed;
  return true;
}

bool Descent::step() {
  constexpr int kTries = 12;
  constexpr double kFactor = 10;
  constexpr double kNewton = 1e-9;  // a smaller damping is none
  MatrixXd jacobian = network_.jacobian(potential_);
  jacobian.diagonal().array() -= 1;
  MatrixXd squares;
  VectorXd slope;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    if (damping_ < kNewton) {
      const LuFactors factors(jacobian);
      if (!factors.singular() && try_move(factors.solve(-change_))) return true;
    } else {
      if (squares.size() == 0) {
        squares = gram(jacobian);
        slope = transposed_product(jacobian, change_);
      }
      MatrixXd damped = squares;
      damped.diagonal().array() += damping_;
      const LuFactors factors(std::move(damped));
      if (!factors.singular() && try_move(factors.solve(-slope))) {
        damping_ = std::max(damping_ / (kFactor * kFactor), least_);
        return true;
      }
    }
    damping_ = std::max(damping_ * kFactor, 1e-6);
  }
  return false;
}

bool Descent::reach(double speed, int steps) {
  for (int k = 0; k < steps && speed_ > speed; ++k) {
    if (!step()) break;
  }
  return speed_ <= speed;
}

bool Descent::at_rest() const {
  constexpr double kRounding = 1e-20;  // of q, for potentials around 1: a change of 1e-10 a step
  return speed_ <= kRounding * (1 + dot(potential_, potential_));
}

}  // namespace nn4n

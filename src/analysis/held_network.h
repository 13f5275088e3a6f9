// A network as a map of its membrane potentials onto those one time step later, while one input is
// held and there is no noise:
//
//   v ↦ F(v) = (1 − α) v + α (W f(v) + c),   c = b + b_in + W_in u
//
// as model/simulate.h computes it, but in double: what is found here is only looked at. A fixed
// point of F is a state in which the network stays; it does not depend on α. In a stack of layers a
// unit receives the new rates of lower layers, which changes F but not its fixed points.
//
// Axes: N units, I inputs; row = target, column = source.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "training/trainer.h"

namespace nn4n {

struct HeldNetwork {
  Eigen::MatrixXd recurrent;               // N x N, W
  Eigen::MatrixXd input;                   // N x I, W_in
  Eigen::VectorXd bias;                    // N, b + b_in
  Eigen::VectorXd drive;                   // N, c
  Eigen::VectorXd alpha;                   // N, dt / tau
  std::vector<ActivationKind> activation;  // N
  std::vector<int> layer_begin{0};         // first unit of every layer

  int units() const { return static_cast<int>(alpha.size()); }
  int inputs() const { return static_cast<int>(input.cols()); }
  /// Sets c for another input, I numbers.
  void hold(const Eigen::VectorXd& held);
  /// Is f made of straight lines, so that F is linear while no unit falls silent or wakes?
  bool piecewise_linear() const;

  Eigen::VectorXd rates(const Eigen::VectorXd& potential) const;   // f(v)
  Eigen::VectorXd slopes(const Eigen::VectorXd& potential) const;  // f'(v); 0 at the corner of ReLU
  Eigen::VectorXd step(const Eigen::VectorXd& potential) const;    // F(v)
  Eigen::MatrixXd jacobian(const Eigen::VectorXd& potential) const;  // N x N, dF/dv
  /// Potentials with these rates; where several have the same rate (a silent unit), 0.
  Eigen::VectorXd potentials(const Eigen::VectorXd& rate) const;
};

/// The network of a run with its weights as they are, under an input of zeros.
HeldNetwork held_network(const Trainer& trainer);

/// q = ½ |F(v) − v|², the speed of Sussillo & Barak (2013) for one time step.
double speed_at(const HeldNetwork& network, const Eigen::VectorXd& potential);

}  // namespace nn4n

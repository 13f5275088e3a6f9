// Networks made by hand or by chance, as maps of their potentials, for tests of their fixed points.
#pragma once

#include "analysis/held_network.h"
#include "base/random.h"

namespace nn4n::test {

/// A network without input whose weights are the rows of a list; every unit has the same α and c.
inline HeldNetwork made_network(ActivationKind kind, const std::vector<std::vector<double>>& rows,
                                double drive, double alpha = 0.2) {
  const auto units = static_cast<Eigen::Index>(rows.size());
  HeldNetwork network;
  network.recurrent.resize(units, units);
  for (Eigen::Index i = 0; i < units; ++i) {
    for (Eigen::Index j = 0; j < units; ++j)
      network.recurrent(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
  }
  network.input = Eigen::MatrixXd::Zero(units, 1);
  network.bias = Eigen::VectorXd::Constant(units, drive);
  network.drive = network.bias;
  network.alpha = Eigen::VectorXd::Constant(units, alpha);
  network.activation.assign(rows.size(), kind);
  return network;
}

/// Weights of standard deviation gain / √N and drives of deviation 1.
inline HeldNetwork random_network(ActivationKind kind, int units, double gain, std::uint32_t seed) {
  RandomStream random(stream_key(seed, Purpose::weights));
  HeldNetwork network =
      made_network(kind,
                   std::vector(static_cast<std::size_t>(units),
                               std::vector<double>(static_cast<std::size_t>(units))),
                   0);
  for (double& weight : network.recurrent.reshaped())
    weight = gain / std::sqrt(units) * double{random.normal()};
  for (double& value : network.bias) value = double{random.normal()};
  network.drive = network.bias;
  return network;
}

inline std::vector<Eigen::VectorXd> random_states(int units, int count, double size,
                                                  std::uint32_t seed) {
  RandomStream random(stream_key(seed, Purpose::trials));
  std::vector<Eigen::VectorXd> states;
  for (int k = 0; k < count; ++k) {
    states.emplace_back(units);
    for (double& value : states.back()) value = size * double{random.normal()};
  }
  return states;
}

}  // namespace nn4n::test

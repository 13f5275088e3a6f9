#include "analysis/held_network.h"

#include <algorithm>
#include <cmath>

#include "analysis/solve.h"
#include "base/elementary64.h"

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

double softplus64(double v) { return (v > 0 ? v : 0) + log64(1 + exp64(v > 0 ? -v : v)); }

double rate_at_potential(ActivationKind kind, double v) {
  switch (kind) {
    case ActivationKind::relu:
      return v > 0 ? v : 0;
    case ActivationKind::tanh:
      return tanh64(v);
    case ActivationKind::sigmoid:
      return sigmoid64(v);
    case ActivationKind::retanh:
      return v > 0 ? tanh64(v) : 0;
    case ActivationKind::softplus:
      return softplus64(v);
    case ActivationKind::rectified_power:
      return v > 0 ? v * v : 0;
    case ActivationKind::linear:
      break;
  }
  return v;
}

double slope_at_potential(ActivationKind kind, double v) {
  switch (kind) {
    case ActivationKind::relu:
      return v > 0 ? 1 : 0;
    case ActivationKind::tanh:
    case ActivationKind::retanh: {
      const double rate = rate_at_potential(kind, v);
      return kind == ActivationKind::retanh && v <= 0 ? 0 : 1 - rate * rate;
    }
    case ActivationKind::sigmoid: {
      const double rate = sigmoid64(v);
      return rate * (1 - rate);
    }
    case ActivationKind::softplus:
      return sigmoid64(v);
    case ActivationKind::rectified_power:
      return v > 0 ? 2 * v : 0;
    case ActivationKind::linear:
      break;
  }
  return 1;
}

/// The inverse of rate_at_potential. Rates at the end of the range of f, where v would be infinite,
/// count as just inside of it.
double potential_at_rate(ActivationKind kind, double rate) {
  constexpr double kInside = 1e-6;
  switch (kind) {
    case ActivationKind::relu:
      return std::max(rate, 0.0);
    case ActivationKind::tanh:
    case ActivationKind::retanh: {
      const double r =
          std::clamp(rate, kind == ActivationKind::tanh ? kInside - 1 : 0, 1 - kInside);
      return 0.5 * log64((1 + r) / (1 - r));
    }
    case ActivationKind::sigmoid: {
      const double r = std::clamp(rate, kInside, 1 - kInside);
      return log64(r / (1 - r));
    }
    case ActivationKind::softplus: {
      const double r = std::max(rate, kInside);
      return r > 30 ? r : log64(exp64(r) - 1);
    }
    case ActivationKind::rectified_power:
      return std::sqrt(std::max(rate, 0.0));
    case ActivationKind::linear:
      break;
  }
  return rate;
}

template <class Function>
VectorXd by_unit(const std::vector<ActivationKind>& kinds, const VectorXd& x, Function function) {
  VectorXd y(x.size());
  for (Index i = 0; i < x.size(); ++i) y[i] = function(kinds[static_cast<std::size_t>(i)], x[i]);
  return y;
}

MatrixXd matrix_of(std::span<const float> values, Index rows, Index columns) {
  MatrixXd matrix(rows, columns);
  for (Index i = 0; i < rows; ++i) {
    for (Index j = 0; j < columns; ++j)
      matrix(i, j) = double{values[static_cast<std::size_t>(i * columns + j)]};
  }
  return matrix;
}

}  // namespace

void HeldNetwork::hold(const VectorXd& held) { drive = bias + product(input, held); }

bool HeldNetwork::piecewise_linear() const {
  return std::all_of(activation.begin(), activation.end(), [](ActivationKind kind) {
    return kind == ActivationKind::relu || kind == ActivationKind::linear;
  });
}

VectorXd HeldNetwork::rates(const VectorXd& potential) const {
  return by_unit(activation, potential, rate_at_potential);
}

VectorXd HeldNetwork::slopes(const VectorXd& potential) const {
  return by_unit(activation, potential, slope_at_potential);
}

VectorXd HeldNetwork::potentials(const VectorXd& rate) const {
  return by_unit(activation, rate, potential_at_rate);
}

VectorXd HeldNetwork::step(const VectorXd& potential) const {
  VectorXd next = potential;
  VectorXd seen = rates(potential);  // what units receive: of lower layers the new rates
  for (std::size_t layer = 0; layer < layer_begin.size(); ++layer) {
    const auto [begin, end] = layer_range(layer_begin, layer, units());
    const Index count = end - begin;
    VectorXd sum = drive.segment(begin, count);
    for (Index j = 0; j < seen.size(); ++j) {
      if (seen[j] != 0) sum += recurrent.col(j).segment(begin, count) * seen[j];
    }
    const auto a = alpha.segment(begin, count).array();
    next.segment(begin, count) =
        (1 - a) * potential.segment(begin, count).array() + a * sum.array();
    if (end < units()) seen.segment(begin, count) = rates(next).segment(begin, count);
  }
  return next;
}

MatrixXd HeldNetwork::jacobian(const VectorXd& potential) const {
  const Index n = units();
  MatrixXd result = MatrixXd::Zero(n, n);
  const VectorXd slope = slopes(potential);
  const VectorXd later = layer_begin.size() > 1 ? slopes(step(potential)) : slope;
  for (std::size_t layer = 0; layer < layer_begin.size(); ++layer) {
    const auto [begin, end] = layer_range(layer_begin, layer, units());
    const Index count = end - begin;
    const VectorXd a = alpha.segment(begin, count);
    for (Index j = begin; j < n; ++j)
      result.col(j).segment(begin, count) =
          (a.array() * recurrent.col(j).segment(begin, count).array()) * slope[j];
    for (Index i = 0; i < count; ++i) result(begin + i, begin + i) += 1 - a[i];
    for (Index k = 0; k < begin; ++k) {  // lower layers are seen after their own step
      const VectorXd weight =
          (a.array() * recurrent.col(k).segment(begin, count).array()) * later[k];
      for (Index j = 0; j < n; ++j) {
        if (result(k, j) != 0) result.col(j).segment(begin, count) += weight * result(k, j);
      }
    }
  }
  return result;
}

HeldNetwork held_network(const Trainer& trainer) {
  const Parameters<float>& parameters = trainer.parameters();
  const Index units = parameters.sizes.units;
  const Index inputs = parameters.sizes.inputs;
  HeldNetwork network;
  network.recurrent = matrix_of(parameters.of(Tensor::recurrent_weight), units, units);
  network.input = matrix_of(parameters.of(Tensor::input_weight), units, inputs);
  network.bias = matrix_of(parameters.of(Tensor::recurrent_bias), units, 1) +
                 matrix_of(parameters.of(Tensor::input_bias), units, 1);
  network.alpha = matrix_of(alpha_of(parameters, trainer.dynamics()), units, 1);
  network.activation = trainer.dynamics().activation;
  network.layer_begin = trainer.dynamics().layer_begin;
  network.drive = network.bias;
  return network;
}

double speed_at(const HeldNetwork& network, const VectorXd& potential) {
  const VectorXd change = network.step(potential) - potential;
  return 0.5 * dot(change, change);
}

}  // namespace nn4n

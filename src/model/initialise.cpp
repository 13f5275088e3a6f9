#include "model/initialise.h"

#include <cmath>

#include "base/elementary.h"
#include "base/random.h"

namespace nn4n {

namespace {

constexpr int kPowerSteps = 400;
constexpr int kBurnIn = 100;

using Matrix = std::vector<double>;  // N x N, row-major

std::size_t at(int row, int column, int columns) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
         static_cast<std::size_t>(column);
}

RandomStream weight_stream(std::uint32_t seed, Tensor tensor, int row = 0) {
  return RandomStream(stream_key(seed, Purpose::weights, static_cast<std::uint32_t>(tensor),
                                 static_cast<std::uint32_t>(row)));
}

/// c_j of the rule: how much stronger one source unit must be for its kind to match the other.
double source_factor(const Network& network, int area, int sign) {
  const Area& source = network.areas[static_cast<std::size_t>(area)];
  const int excitatory = excitatory_units(source.units, source.excitatory);
  const int inhibitory = source.units - excitatory;
  if (sign >= 0 || excitatory == 0 || inhibitory == 0) return 1;
  return static_cast<double>(excitatory) / inhibitory;
}

Matrix draw_recurrent(const Network& network, const Masks& masks, std::uint32_t seed) {
  const int units = masks.units;
  Matrix weights(masks.recurrent.size());
  for (int i = 0; i < units; ++i) {
    RandomStream stream = weight_stream(seed, Tensor::recurrent_weight, i);
    for (int j = 0; j < units; ++j) {
      const double xi = static_cast<double>(stream.normal());
      if (!masks.recurrent[at(i, j, units)]) continue;
      const int to = masks.unit_area[static_cast<std::size_t>(i)];
      const int from = masks.unit_area[static_cast<std::size_t>(j)];
      const int sign = masks.unit_sign[static_cast<std::size_t>(j)];
      const double density =
          network.connectivity
              .density[static_cast<std::size_t>(to)][static_cast<std::size_t>(from)];
      const double signed_xi = sign == 0 ? xi : sign * std::fabs(xi);
      weights[at(i, j, units)] = signed_xi * source_factor(network, from, sign) / density;
    }
  }
  return weights;
}

void balance_rows(int units, Matrix& weights) {
  for (int i = 0; i < units; ++i) {
    double excitation = 0;
    double inhibition = 0;
    for (int j = 0; j < units; ++j) {
      const double w = weights[at(i, j, units)];
      (w > 0 ? excitation : inhibition) += std::fabs(w);
    }
    if (excitation == 0 || inhibition == 0) continue;
    for (int j = 0; j < units; ++j) {
      double& w = weights[at(i, j, units)];
      if (w < 0) w *= excitation / inhibition;
    }
  }
}

/// The block of an area onto itself.
Matrix own_block(const Matrix& weights, int units, int begin, int size) {
  Matrix block;
  for (int i = begin; i < begin + size; ++i) {
    for (int j = begin; j < begin + size; ++j) block.push_back(weights[at(i, j, units)]);
  }
  return block;
}

void scale_rows(int begin, int size, int units, double factor, Matrix& weights) {
  for (std::size_t k = at(begin, 0, units); k < at(begin + size, 0, units); ++k)
    weights[k] *= factor;
}

void equalise_areas(const Network& network, int units, Matrix& weights) {
  int begin = 0;
  for (const Area& area : network.areas) {
    const double radius = spectral_radius(own_block(weights, units, begin, area.units), area.units);
    if (radius > 0) scale_rows(begin, area.units, units, 1 / radius, weights);
    begin += area.units;
  }
}

void put(const Matrix& weights, std::span<float> into) {
  for (std::size_t k = 0; k < weights.size(); ++k) into[k] = static_cast<float>(weights[k]);
}

void draw_input(const Initialisation& rule, const Masks& masks, std::uint32_t seed,
                std::span<float> weights) {
  RandomStream stream = weight_stream(seed, Tensor::input_weight);
  const double largest = rule.input_gain / std::sqrt(static_cast<double>(masks.inputs));
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const bool zero = stream.chance(0.5);
    const float uniform = stream.uniform();
    if (masks.input[k] && !zero) weights[k] = static_cast<float>(largest) * uniform;
  }
}

void draw_readout(const Initialisation& rule, const Masks& masks, std::uint32_t seed,
                  std::span<float> weights) {
  RandomStream stream = weight_stream(seed, Tensor::readout_weight);
  int read = 0;
  for (int n = 0; n < masks.units; ++n) read += masks.readout[static_cast<std::size_t>(n)];
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const float uniform = stream.uniform();
    if (masks.readout[k]) weights[k] = static_cast<float>(rule.readout_gain / read) * uniform;
  }
}

}  // namespace

double spectral_radius(const std::vector<double>& matrix, int size) {
  RandomStream stream(stream_key(0, Purpose::weights));
  std::vector<double> x(static_cast<std::size_t>(size));
  for (double& value : x) value = static_cast<double>(stream.normal());
  double log_growth = 0;
  for (int step = 0; step < kPowerSteps; ++step) {
    std::vector<double> y(x.size());
    double squares = 0;
    for (int i = 0; i < size; ++i) {
      double sum = 0;
      for (int j = 0; j < size; ++j) sum += matrix[at(i, j, size)] * x[static_cast<std::size_t>(j)];
      y[static_cast<std::size_t>(i)] = sum;
      squares += sum * sum;
    }
    const double norm = std::sqrt(squares);
    if (!(norm > 1e-30)) return 0;
    for (double& value : y) value /= norm;
    if (step >= kBurnIn) log_growth += static_cast<double>(log32<float>(static_cast<float>(norm)));
    x = std::move(y);
  }
  return static_cast<double>(
      exp32<float>(static_cast<float>(log_growth / (kPowerSteps - kBurnIn))));
}

Parameters<float> initialise(const Network& network, const Masks& masks, std::uint32_t seed) {
  Parameters<float> parameters(sizes_of(masks));
  Matrix weights = draw_recurrent(network, masks, seed);
  if (network.connectivity.structure == Structure::multi_area_ei)
    balance_rows(masks.units, weights);
  equalise_areas(network, masks.units, weights);
  const double radius = spectral_radius(weights, masks.units);
  if (radius > 0) {
    scale_rows(0, masks.units, masks.units, network.initialisation.spectral_radius / radius,
               weights);
  }
  put(weights, parameters.of(Tensor::recurrent_weight));
  draw_input(network.initialisation, masks, seed, parameters.of(Tensor::input_weight));
  draw_readout(network.initialisation, masks, seed, parameters.of(Tensor::readout_weight));
  for (float& v : parameters.of(Tensor::initial_potential)) {
    v = static_cast<float>(network.initialisation.potential);
  }
  return parameters;
}

}  // namespace nn4n

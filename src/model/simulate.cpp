#include "model/simulate.h"

#include <cassert>
#include <cmath>

#include "model/kernels.h"

namespace nn4n {

namespace {

/// [W | W_in | b + b_in], packed.
template <class Real>
PackedMatrix<Real> pack_drive(const Parameters<Real>& parameters) {
  const auto [units, inputs, outputs] = parameters.sizes;
  const auto recurrent = parameters.of(Tensor::recurrent_weight);
  const auto input = parameters.of(Tensor::input_weight);
  PackedMatrix<Real> packed;
  packed.resize(units, units + inputs + 1);
  for (int i = 0; i < units; ++i) {
    for (int j = 0; j < units; ++j)
      packed.at(i, j) = recurrent[static_cast<std::size_t>(i * units + j)];
    for (int c = 0; c < inputs; ++c)
      packed.at(i, units + c) = input[static_cast<std::size_t>(i * inputs + c)];
    const std::size_t n = static_cast<std::size_t>(i);
    packed.at(i, units + inputs) =
        parameters.of(Tensor::recurrent_bias)[n] + parameters.of(Tensor::input_bias)[n];
  }
  return packed;
}

/// v_0 and r_0 = f(v_0) of every lane.
template <class Real>
void start(const Parameters<Real>& parameters, const Dynamics<Real>& dynamics, int panel,
           Episode<Real>& episode, std::vector<Panel<Real>>& potential) {
  const auto initial = parameters.of(Tensor::initial_potential);
  for (std::size_t i = 0; i < potential.size(); ++i) {
    potential[i] = Panel<Real>{} + initial[i];
    activate<Real>(dynamics.activation, dynamics.corner, potential[i],
                   episode.state_at(panel, 0)[i], episode.slope_at(panel, 0)[i]);
  }
}

/// The inputs of step t + 1 and the 1 beside the rates after step t.
template <class Real>
void extend_state(const Batch<Real>& batch, int panel, int t, Episode<Real>& episode) {
  Panel<Real>* tail = episode.state_at(panel, t) + episode.sizes.units;
  const Panel<Real>* input = batch.input.data() + batch.row(panel, t, batch.inputs);
  for (int c = 0; c < batch.inputs; ++c) tail[c] = input[c];
  tail[batch.inputs] = Panel<Real>{} + Real(1);
}

template <class Real>
void add_noise(const RecurrentNoise& noise, int panel, int t, std::vector<Panel<Real>>& potential) {
  ThreefryKey key = noise.key;
  key[3] += static_cast<std::uint32_t>(panel);
  Panel<float> normals[4];
  for (std::size_t i = 0; i < potential.size(); ++i) {
    if (i % 4 == 0) {
      normal_panels(key, static_cast<std::uint32_t>(t), static_cast<std::uint32_t>(i / 4), normals);
    }
    const Panel<float> scaled = normals[i % 4] * noise.scale[i];
    potential[i] += __builtin_convertvector(scaled, Panel<Real>);
  }
}

template <class Real>
void read_out(const Parameters<Real>& parameters, int panel, int t, Episode<Real>& episode) {
  const auto weights = parameters.of(Tensor::readout_weight);
  const auto bias = parameters.of(Tensor::readout_bias);
  const Panel<Real>* rates = episode.state_at(panel, t);
  const int units = episode.sizes.units;
  for (int o = 0; o < episode.sizes.outputs; ++o) {
    Panel<Real> sum = Panel<Real>{} + bias[static_cast<std::size_t>(o)];
    for (int i = 0; i < units; ++i)
      sum += weights[static_cast<std::size_t>(o * units + i)] * rates[i];
    episode.output_at(panel, t)[o] = sum;
  }
}

}  // namespace

template <class Real>
std::vector<float> noise_scale(const Dynamics<Real>& dynamics, double sigma) {
  std::vector<float> scale;
  if (sigma == 0) return scale;
  for (const Real alpha : dynamics.alpha) {
    scale.push_back(static_cast<float>(std::sqrt(2.0 * static_cast<double>(alpha)) * sigma));
  }
  return scale;
}

template <class Real>
void simulate(const Parameters<Real>& parameters, const Dynamics<Real>& dynamics,
              const Batch<Real>& batch, const RecurrentNoise& noise, Episode<Real>& episode) {
  const int units = parameters.sizes.units;
  assert(dynamics.alpha.size() == static_cast<std::size_t>(units));
  assert(noise.scale.empty() || noise.scale.size() == dynamics.alpha.size());
  episode.resize(parameters.sizes, batch.trials, batch.steps);
  const PackedMatrix<Real> weights = pack_drive(parameters);
  std::vector<Panel<Real>> potential(static_cast<std::size_t>(units));
  std::vector<Panel<Real>> drive(static_cast<std::size_t>(tiles_for(units) * kTile));
  for (int panel = 0; panel < batch.panels(); ++panel) {
    start(parameters, dynamics, panel, episode, potential);
    for (int t = 1; t <= batch.steps; ++t) {
      extend_state(batch, panel, t - 1, episode);
      multiply(weights, episode.state_at(panel, t - 1), drive.data());
      for (std::size_t i = 0; i < potential.size(); ++i) {
        const Real alpha = dynamics.alpha[i];
        potential[i] = (Real(1) - alpha) * potential[i] + alpha * drive[i];
      }
      if (!noise.scale.empty()) add_noise<Real>(noise, panel, t, potential);
      for (std::size_t i = 0; i < potential.size(); ++i) {
        activate<Real>(dynamics.activation, dynamics.corner, potential[i],
                       episode.state_at(panel, t)[i], episode.slope_at(panel, t)[i]);
      }
      read_out(parameters, panel, t, episode);
    }
  }
}

template std::vector<float> noise_scale(const Dynamics<float>&, double);
template std::vector<float> noise_scale(const Dynamics<double>&, double);
template void simulate(const Parameters<float>&, const Dynamics<float>&, const Batch<float>&,
                       const RecurrentNoise&, Episode<float>&);
template void simulate(const Parameters<double>&, const Dynamics<double>&, const Batch<double>&,
                       const RecurrentNoise&, Episode<double>&);

}  // namespace nn4n

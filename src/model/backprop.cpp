#include "model/backprop.h"

#include <type_traits>

#include "model/kernels.h"

namespace nn4n {

namespace {

/// [Wᵀ | W_outᵀ], packed: row = source unit, columns = [q; dy].
template <class Real>
PackedMatrix<Real> pack_transpose(const Parameters<Real>& parameters) {
  const int units = parameters.sizes.units;
  const auto recurrent = parameters.of(Tensor::recurrent_weight);
  const auto readout = parameters.of(Tensor::readout_weight);
  PackedMatrix<Real> packed;
  packed.resize(units, units + parameters.sizes.outputs);
  for (int j = 0; j < units; ++j) {
    for (int i = 0; i < units; ++i)
      packed.at(j, i) = recurrent[static_cast<std::size_t>(i * units + j)];
    for (int o = 0; o < parameters.sizes.outputs; ++o) {
      packed.at(j, units + o) = readout[static_cast<std::size_t>(o * units + j)];
    }
  }
  return packed;
}

template <class Real>
Panel<Real> without_denormals(const Panel<Real>& x) {
  if constexpr (std::is_same_v<Real, float>) {
    const Panel<Real> zero{};
    const Panel<Real> least = zero + Real(1e-30);
    const Panel<Real> magnitude = x < zero ? -x : x;
    return magnitude < least ? zero : x;
  } else {
    return x;
  }
}

/// What one panel carries backwards.
template <class Real>
struct Sweep {
  std::vector<Panel<Real>> adjoint;  // N, a_{t+1}
  std::vector<Panel<Real>> source;   // N + O, [q_{t+1}; dy_t]
  std::vector<Panel<Real>> product;  // N (padded), dr_t without its direct part
  std::vector<Panel<Real>> drive;    // T x N, q_1 .. q_T
};

/// a_t from a_{t+1}; at t = 0 there is no output and no direct part.
template <class Real>
void step_back(const PackedMatrix<Real>& transpose, const Dynamics<Real>& dynamics,
               const Episode<Real>& episode, const Adjoint<Real>& adjoint, int panel, int t,
               Sweep<Real>& sweep) {
  const int units = episode.sizes.units;
  for (int o = 0; o < episode.sizes.outputs; ++o) {
    sweep.source[static_cast<std::size_t>(units + o)] =
        t > 0 ? adjoint.output_at(panel, t)[o] : Panel<Real>{};
  }
  multiply(transpose, sweep.source.data(), sweep.product.data());
  const Panel<Real>* direct = t > 0 && !adjoint.rate.empty() ? adjoint.rate_at(panel, t) : nullptr;
  const Panel<Real>* slope = episode.slope_at(panel, t);
  for (std::size_t i = 0; i < sweep.adjoint.size(); ++i) {
    const Panel<Real> rate = direct ? sweep.product[i] + direct[i] : sweep.product[i];
    const Real alpha = dynamics.alpha[i];
    sweep.adjoint[i] =
        without_denormals<Real>(slope[i] * rate + (Real(1) - alpha) * sweep.adjoint[i]);
    sweep.source[i] = alpha * sweep.adjoint[i];
  }
}

/// Splits the gradient of [W | W_in | b] into its tensors.
template <class Real>
void scatter_drive(const std::vector<Real>& gradient, Parameters<Real>& into) {
  const auto [units, inputs, outputs] = into.sizes;
  const int columns = units + inputs + 1;
  for (int i = 0; i < units; ++i) {
    const Real* row = gradient.data() + i * columns;
    const std::size_t n = static_cast<std::size_t>(i);
    for (int j = 0; j < units; ++j)
      into.of(Tensor::recurrent_weight)[static_cast<std::size_t>(i * units + j)] += row[j];
    for (int c = 0; c < inputs; ++c)
      into.of(Tensor::input_weight)[static_cast<std::size_t>(i * inputs + c)] += row[units + c];
    into.of(Tensor::recurrent_bias)[n] += row[units + inputs];
    into.of(Tensor::input_bias)[n] += row[units + inputs];
  }
}

/// Gradients of one panel: they are summed over panels, in order, by the caller's `into`.
template <class Real>
void accumulate_panel(const Episode<Real>& episode, const Adjoint<Real>& adjoint, int panel,
                      const Sweep<Real>& sweep, Parameters<Real>& into) {
  const auto [units, inputs, outputs] = episode.sizes;
  std::vector<Real> gradient(static_cast<std::size_t>(units * episode.extended()));
  accumulate_outer(sweep.drive.data(), units, units, episode.state_at(panel, 0), episode.extended(),
                   episode.extended(), episode.steps, gradient.data());
  scatter_drive(gradient, into);
  std::vector<Real> readout(into.of(Tensor::readout_weight).size());
  accumulate_outer(adjoint.output_at(panel, 1), outputs, outputs, episode.state_at(panel, 1), units,
                   episode.extended(), episode.steps, readout.data());
  for (std::size_t k = 0; k < readout.size(); ++k) into.of(Tensor::readout_weight)[k] += readout[k];
  for (int o = 0; o < outputs; ++o) {
    Panel<Real> sum{};
    for (int t = 1; t <= episode.steps; ++t) sum += adjoint.output_at(panel, t)[o];
    into.of(Tensor::readout_bias)[static_cast<std::size_t>(o)] += sum_lanes<Real>(sum);
  }
  for (std::size_t i = 0; i < sweep.adjoint.size(); ++i) {
    into.of(Tensor::initial_potential)[i] += sum_lanes<Real>(sweep.adjoint[i]);
  }
}

}  // namespace

template <class Real>
void backprop(const Parameters<Real>& parameters, const Dynamics<Real>& dynamics,
              const Episode<Real>& episode, Adjoint<Real>& adjoint) {
  const std::size_t units = static_cast<std::size_t>(episode.sizes.units);
  const PackedMatrix<Real> transpose = pack_transpose(parameters);
  Sweep<Real> sweep;
  sweep.product.resize(static_cast<std::size_t>(tiles_for(episode.sizes.units) * kTile));
  sweep.drive.resize(units * static_cast<std::size_t>(episode.steps));
  for (int panel = 0; panel < episode.panels(); ++panel) {
    sweep.adjoint.assign(units, Panel<Real>{});
    sweep.source.assign(units + static_cast<std::size_t>(episode.sizes.outputs), Panel<Real>{});
    for (int t = episode.steps; t >= 1; --t) {
      step_back(transpose, dynamics, episode, adjoint, panel, t, sweep);
      std::copy_n(sweep.source.begin(), units, sweep.drive.begin() + (t - 1) * episode.sizes.units);
      if (adjoint.potential.empty()) continue;
      std::copy_n(sweep.adjoint.begin(), units, adjoint.potential_at(panel, t));
    }
    step_back(transpose, dynamics, episode, adjoint, panel, 0, sweep);
    accumulate_panel(episode, adjoint, panel, sweep, adjoint.parameters);
  }
}

template void backprop(const Parameters<float>&, const Dynamics<float>&, const Episode<float>&,
                       Adjoint<float>&);
template void backprop(const Parameters<double>&, const Dynamics<double>&, const Episode<double>&,
                       Adjoint<double>&);

}  // namespace nn4n

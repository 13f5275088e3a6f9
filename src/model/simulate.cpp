#include "model/simulate.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "model/kernels.h"

namespace nn4n {

namespace {

/// Packs the rows of [W | W_in | b + b_in] for the units from `begin` on.
template <class Real>
void pack_drive(const Parameters<Real>& parameters, int begin, const ProductPlan& plan,
                PackedMatrix<Real>& packed) {
  const int units = parameters.sizes.units;
  const int inputs = parameters.sizes.inputs;
  const auto recurrent = parameters.of(Tensor::recurrent_weight);
  const auto input = parameters.of(Tensor::input_weight);
  const auto bias = parameters.of(Tensor::recurrent_bias);
  const auto input_bias = parameters.of(Tensor::input_bias);
  pack(
      plan,
      [&](int row, int k) {
        const int i = begin + row;
        if (k < units) return recurrent[static_cast<std::size_t>(i * units + k)];
        if (k < units + inputs) return input[static_cast<std::size_t>(i * inputs + k - units)];
        return bias[static_cast<std::size_t>(i)] + input_bias[static_cast<std::size_t>(i)];
      },
      packed);
}

/// Packs the rows of [Wᵀ | W_outᵀ] for the source units from `begin` on; the columns are [q; dy].
template <class Real>
void pack_transpose(const Parameters<Real>& parameters, int begin, const ProductPlan& plan,
                    PackedMatrix<Real>& packed) {
  const int units = parameters.sizes.units;
  const auto recurrent = parameters.of(Tensor::recurrent_weight);
  const auto readout = parameters.of(Tensor::readout_weight);
  pack(
      plan,
      [&](int row, int k) {
        const int j = begin + row;
        return k < units ? recurrent[static_cast<std::size_t>(k * units + j)]
                         : readout[static_cast<std::size_t>((k - units) * units + j)];
      },
      packed);
}

/// A pass over one bundle: what it reads, and what it carries from step to step.
template <class Real>
struct Pass {
  const PackedNetwork<Real>& network;
  const Parameters<Real>& parameters;
  const Dynamics<Real>& dynamics;
  const Batch<Real>& batch;
  const RecurrentNoise& noise;
  const Acts& acts;
  std::span<const Real> alpha;
  std::vector<Bundle<Real>> potential;  // N, v
  std::vector<Bundle<Real>> drive;      // N (padded)
  std::vector<Bundle<Real>> mixed;      // N + I + 1, the source of a higher layer
};

/// Computes r = f(v) after step `t` for the units [begin, end).
template <class Real>
void activate_units(const Pass<Real>& pass, int bundle, int t, int begin, int end,
                    Episode<Real>& episode) {
  Bundle<Real>* rate = episode.state_at(bundle, t);
  Bundle<Real>* slope = episode.slope_at(bundle, t);
  for_each_run(episode.activation, begin, end, [&](ActivationKind kind, int run, int stop) {
    activate<Real>(kind, pass.dynamics.corner, pass.potential.data() + run, stop - run, rate + run,
                   slope ? slope + run : nullptr);
  });
}

/// Do all slopes follow from the rates, so that they need not be stored?
template <class Real>
bool slopes_follow(const Dynamics<Real>& dynamics, const RecurrentNoise& noise) {
  return noise.rate_scale == 0 && !dynamics.rate_starts_as_potential &&
         std::all_of(
             dynamics.activation.begin(), dynamics.activation.end(),
             [&](ActivationKind kind) { return slope_follows_rate(kind, dynamics.corner); });
}

// ---------------------------------------------------------------------------------------------
// Interventions

/// Calls visit(unit, its place in the list) for the units of an act in [begin, end).
template <class Visit>
void for_each_unit(const UnitAct& act, int begin, int end, Visit&& visit) {
  for (std::size_t k = 0; k < act.units.size(); ++k)
    if (act.units[k] >= begin && act.units[k] < end) visit(act.units[k], k);
}

/// Adds currents, and what changed synapses carry, to the drive of the units [begin, end).
template <class Real>
void act_on_drive(Pass<Real>& pass, int bundle, int t, int begin, int end,
                  const Bundle<Real>* source) {
  for (const UnitAct& act : pass.acts.units) {
    if (act.kind != UnitAct::Kind::current) continue;
    for_each_lane(act.windows, bundle, t, [&](int lane) {
      for_each_unit(act, begin, end, [&](int unit, std::size_t) {
        pass.drive[static_cast<std::size_t>(unit - begin)][lane] += static_cast<Real>(act.value);
      });
    });
  }
  for (const SynapseAct& act : pass.acts.synapses) {
    for_each_lane(act.windows, bundle, t, [&](int lane) {
      for (const SynapseAct::Synapse& synapse : act.synapses) {
        if (synapse.into < begin || synapse.into >= end || synapse.extra == 0) continue;
        pass.drive[static_cast<std::size_t>(synapse.into - begin)][lane] +=
            static_cast<Real>(synapse.extra) * source[synapse.from][lane];
      }
    });
  }
}

/// Holds the rates of the units [begin, end) after step t.
template <class Real>
void hold_rates(const Pass<Real>& pass, int bundle, int t, int begin, int end,
                Episode<Real>& episode) {
  for (const UnitAct& act : pass.acts.units) {
    if (act.kind != UnitAct::Kind::rate) continue;
    for_each_lane(act.windows, bundle, t, [&](int lane) {
      for_each_unit(act, begin, end, [&](int unit, std::size_t) {
        episode.state_at(bundle, t)[unit][lane] = static_cast<Real>(act.value);
        episode.slope_at(bundle, t)[unit][lane] = Real(0);
      });
    });
  }
}

/// Sets v_0 and r_0 of every lane.
template <class Real>
void start(Pass<Real>& pass, int bundle, Episode<Real>& episode) {
  const auto initial = pass.parameters.of(Tensor::initial_potential);
  const std::vector<Bundle<Real>>& own = pass.batch.initial_potential;
  const std::size_t units = pass.potential.size();
  for (std::size_t i = 0; i < units; ++i) {
    pass.potential[i] = own.empty() ? Bundle<Real>{} + initial[i]
                                    : own[static_cast<std::size_t>(bundle) * units + i];
  }
  activate_units(pass, bundle, 0, 0, static_cast<int>(units), episode);
  if (pass.dynamics.rate_starts_as_potential) {
    for (std::size_t i = 0; i < units; ++i) {
      episode.state_at(bundle, 0)[i] = pass.potential[i];
      episode.slope_at(bundle, 0)[i] = Bundle<Real>{} + Real(1);
    }
  }
  hold_rates(pass, bundle, 0, 0, static_cast<int>(units), episode);
}

/// Writes the inputs of step t + 1 and the 1 beside the rates after step t.
template <class Real>
void extend_state(const Batch<Real>& batch, int bundle, int t, Episode<Real>& episode) {
  Bundle<Real>* tail = episode.state_at(bundle, t) + episode.sizes.units;
  const Bundle<Real>* input = batch.input.data() + batch.row(bundle, t, batch.inputs);
  for (int c = 0; c < batch.inputs; ++c) tail[c] = input[c];
  tail[batch.inputs] = Bundle<Real>{} + Real(1);
}

/// Calls visit(unit, one draw of N(0, 1) for each lane) for the units [begin, end). `first` keeps
/// the two kinds of noise apart.
template <class Real, class Visit>
void for_each_normal(const RecurrentNoise& noise, int bundle, int t, int begin, int end,
                     std::uint32_t first, Visit&& visit) {
  ThreefryKey key = noise.key;
  key[3] += static_cast<std::uint32_t>(bundle);
  Bundle<float> normals[4];
  for (int i = begin; i < end; ++i) {
    if (i % 4 == 0 || i == begin) {
      normal_bundles(key, static_cast<std::uint32_t>(t), first + static_cast<std::uint32_t>(i / 4),
                     normals);
    }
    visit(static_cast<std::size_t>(i), normals[i % 4]);
  }
}

constexpr std::uint32_t kRateNoise = 0x10000;  // beyond every unit
constexpr std::uint32_t kActNoise =
    0x20000;  // of the first act, the others follow at this distance

/// Adds the noise of interventions to the potentials of the units [begin, end).
template <class Real>
void act_on_potential(Pass<Real>& pass, int bundle, int t, int begin, int end) {
  std::uint32_t first = 0;
  for (const UnitAct& act : pass.acts.units) {
    first += kActNoise;
    if (act.kind != UnitAct::Kind::noise) continue;
    std::vector<float> scale(static_cast<std::size_t>(end - begin));
    for_each_unit(act, begin, end, [&](int unit, std::size_t k) {
      scale[static_cast<std::size_t>(unit - begin)] = act.scale[k];
    });
    for_each_normal<Real>(
        pass.noise, bundle, t, begin, end, first, [&](std::size_t i, const Bundle<float>& normal) {
          for_each_lane(act.windows, bundle, t, [&](int lane) {
            pass.potential[i][lane] +=
                static_cast<Real>(scale[i - static_cast<std::size_t>(begin)] * normal[lane]);
          });
        });
  }
}

template <class Real>
void add_noise(Pass<Real>& pass, int bundle, int t, int begin, int end, Episode<Real>& episode) {
  const RecurrentNoise& noise = pass.noise;
  for_each_normal<Real>(
      noise, bundle, t, begin, end, 0, [&](std::size_t i, const Bundle<float>& normal) {
        const Bundle<float> scaled = normal * noise.scale[i];
        pass.potential[i] += __builtin_convertvector(scaled, Bundle<Real>);
        if (episode.alpha_slope.empty() || noise.slope.empty()) return;
        const Bundle<float> slope = normal * noise.slope[i];
        episode.alpha_slope_at(bundle, t)[i] += __builtin_convertvector(slope, Bundle<Real>);
      });
}

template <class Real>
void add_rate_noise(const RecurrentNoise& noise, int bundle, int t, int begin, int end,
                    Bundle<Real>* rate) {
  for_each_normal<Real>(noise, bundle, t, begin, end, kRateNoise,
                        [&](std::size_t i, const Bundle<float>& normal) {
                          const Bundle<float> scaled = normal * noise.rate_scale;
                          rate[i] += __builtin_convertvector(scaled, Bundle<Real>);
                        });
}

/// What the units of a layer see at step t: [r_{t−1}; u_t; 1], but r_t for the units
/// of lower layers.
template <class Real>
const Bundle<Real>* source_of(Pass<Real>& pass, int bundle, int t, int begin,
                              const Episode<Real>& episode) {
  const Bundle<Real>* before = episode.state_at(bundle, t - 1);
  if (begin == 0) return before;
  const Bundle<Real>* now = episode.state_at(bundle, t);
  pass.mixed.assign(before, before + episode.extended());
  std::copy(now, now + begin, pass.mixed.begin());
  return pass.mixed.data();
}

/// Computes v_t of `count` units from v_{t−1}, without noise.
template <class Real>
[[gnu::noinline]] void leak(const Bundle<Real>* drive, const Real* alpha, int count,
                            Bundle<Real>* __restrict potential) {
  static constexpr Real kOne = 1;
  const Real one = constant<Real>(kOne);
  for (int i = 0; i < count; ++i) {
    const Bundle<Real> now = (one - alpha[i]) * potential[i] + alpha[i] * drive[i];
    potential[i] = without_denormals(now);
  }
}

/// Takes step t of one layer.
template <class Real>
void step_layer(Pass<Real>& pass, std::size_t layer, int bundle, int t, Episode<Real>& episode) {
  const auto [begin, end] = layer_range(pass.dynamics.layer_begin, layer, episode.sizes.units);
  const Bundle<Real>* source = source_of(pass, bundle, t, begin, episode);
  const Bundle<Real>* drive = pass.drive.data();
  Bundle<Real>* potential = pass.potential.data() + begin;
  multiply(pass.network.drive[layer], source, pass.drive.data(), episode.lanes(bundle));
  if (!pass.acts.empty()) act_on_drive(pass, bundle, t, begin, end, source);
  if (!episode.alpha_slope.empty()) {
    Bundle<Real>* slope = episode.alpha_slope_at(bundle, t) + begin;
    for (int i = 0; i < end - begin; ++i) slope[i] = drive[i] - potential[i];
  }
  leak<Real>(drive, pass.alpha.data() + begin, end - begin, potential);
  if (!pass.noise.scale.empty()) add_noise(pass, bundle, t, begin, end, episode);
  if (!pass.acts.empty()) act_on_potential(pass, bundle, t, begin, end);
  activate_units(pass, bundle, t, begin, end, episode);
  if (pass.noise.rate_scale != 0) {
    add_rate_noise<Real>(pass.noise, bundle, t, begin, end, episode.state_at(bundle, t));
  }
  if (!pass.acts.empty()) hold_rates(pass, bundle, t, begin, end, episode);
}

}  // namespace

std::vector<LayerPlan> dense_plans(const Sizes& sizes, const std::vector<int>& layer_begin) {
  std::vector<LayerPlan> plans;
  for (std::size_t layer = 0; layer < layer_begin.size(); ++layer) {
    const auto [begin, end] = layer_range(layer_begin, layer, sizes.units);
    const int rows = end - begin;
    const int columns = sizes.units + sizes.inputs + 1;
    const int readouts = end == sizes.units ? sizes.outputs : 0;
    plans.push_back({dense_product(rows, columns), dense_product(rows, sizes.units + sizes.outputs),
                     dense_gradient(rows, begin),
                     dense_gradient(rows + readouts, columns - begin)});
  }
  return plans;
}

std::vector<LayerPlan> make_plans(const Network& network, const Masks& masks) {
  std::vector<LayerPlan> plans;
  if (network.compatibility != Compatibility::none) return plans;
  const int units = masks.units;
  const int inputs = masks.inputs;
  const auto sees = [&](int i, int k) {  // does unit or readout i see column k of [r; u; 1]?
    if (i >= units) return k < units;
    if (k < units) return masks.recurrent[static_cast<std::size_t>(i * units + k)] != 0;
    return k == units + inputs ||
           masks.input[static_cast<std::size_t>(i * inputs + k - units)] != 0;
  };
  const auto feeds = [&](int j, int k) {  // does unit j feed column k of [q; dy]?
    if (k < units) return masks.recurrent[static_cast<std::size_t>(k * units + j)] != 0;
    return masks.readout[static_cast<std::size_t>((k - units) * units + j)] != 0;
  };
  for (std::size_t layer = 0; layer < masks.layer_begin.size(); ++layer) {
    const auto [first, end] = layer_range(masks.layer_begin, layer, units);
    const int begin = first;
    const int rows = end - begin;
    const int columns = units + inputs + 1;
    const int readouts = end == units ? masks.outputs : 0;
    plans.push_back({plan_product(rows, columns, [&](int i, int k) { return sees(begin + i, k); }),
                     plan_product(rows, units + masks.outputs,
                                  [&](int j, int k) { return feeds(begin + j, k); }),
                     plan_gradient(rows, begin, [&](int i, int k) { return sees(begin + i, k); }),
                     plan_gradient(rows + readouts, columns - begin,
                                   [&](int i, int k) { return sees(begin + i, begin + k); })});
  }
  return plans;
}

template <class Real>
Dynamics<Real> make_dynamics(const Network& network, const Masks& masks) {
  Dynamics<Real> dynamics;
  dynamics.plans = make_plans(network, masks);
  dynamics.layer_begin = masks.layer_begin;
  if (network.compatibility != Compatibility::none) dynamics.corner = Corner::half;
  for (std::size_t i = 0; i < masks.unit_area.size(); ++i) {
    const Area& area = network.areas[masks.unit_area[i]];
    const double tau = network.unit_tau_ms.empty() ? area.tau_ms : network.unit_tau_ms[i];
    dynamics.alpha.push_back(static_cast<Real>(network.dt_ms / tau));
    dynamics.activation.push_back(activation_of(network, area));
  }
  return dynamics;
}

RecurrentNoise make_noise(const ThreefryKey& key, const Network& network,
                          std::span<const float> alpha) {
  RecurrentNoise noise{.key = key, .rate_scale = static_cast<float>(network.rate_noise)};
  const double sigma = network.recurrent_noise;
  if (sigma == 0) return noise;
  for (const float a : alpha) {
    const double root = std::sqrt(2.0 * static_cast<double>(a));
    const bool song = network.noise_scale == NoiseScale::song;
    noise.scale.push_back(static_cast<float>((song ? root : static_cast<double>(a)) * sigma));
    noise.slope.push_back(static_cast<float>((song ? 1 / root : 1) * sigma));
  }
  return noise;
}

template <class Real>
PackedNetwork<Real>::PackedNetwork(const Parameters<Real>& p, const Dynamics<Real>& d)
    : parameters(p),
      dynamics(d),
      readout_plan(dense_product(p.sizes.outputs, p.sizes.units)),
      lower_readout(dense_gradient(p.sizes.outputs, d.layer_begin.back())) {
  if (d.plans.empty()) dense = dense_plans(p.sizes, d.layer_begin);
  drive.resize(plans().size());
  transpose.resize(plans().size());
  for (std::size_t layer = 0; layer < plans().size(); ++layer) {
    pack_drive(p, d.layer_begin[layer], plans()[layer].drive, drive[layer]);
    pack_transpose(p, d.layer_begin[layer], plans()[layer].transpose, transpose[layer]);
  }
  const auto weights = p.of(Tensor::readout_weight);
  const auto bias = p.of(Tensor::readout_bias);
  pack(
      readout_plan,
      [&](int o, int i) { return weights[static_cast<std::size_t>(o * p.sizes.units + i)]; },
      readout);
  readout.first.assign(bias.begin(), bias.end());
}

template <class Real>
void simulate(const Parameters<Real>& parameters, const Dynamics<Real>& dynamics,
              const Batch<Real>& batch, const RecurrentNoise& noise, Episode<Real>& episode) {
  simulate(PackedNetwork<Real>(parameters, dynamics), batch, noise, episode);
}

template <class Real>
void simulate(const PackedNetwork<Real>& network, const Batch<Real>& batch,
              const RecurrentNoise& noise, Episode<Real>& episode, const Acts& acts) {
  const Parameters<Real>& parameters = network.parameters;
  const Dynamics<Real>& dynamics = network.dynamics;
  const int units = parameters.sizes.units;
  const std::size_t layers = dynamics.layer_begin.size();
  assert(dynamics.activation.size() == static_cast<std::size_t>(units));
  assert(noise.scale.empty() || noise.scale.size() == static_cast<std::size_t>(units));
  const bool stores_slopes = acts.hold_rates() || !slopes_follow(dynamics, noise);
  episode.resize(parameters.sizes, batch.trials, batch.steps, stores_slopes);
  episode.activation = runs_of(dynamics.activation);
  Pass<Real> pass{.network = network,
                  .parameters = parameters,
                  .dynamics = dynamics,
                  .batch = batch,
                  .noise = noise,
                  .acts = acts,
                  .alpha = alpha_of(parameters, dynamics),
                  .potential = {},
                  .drive = {},
                  .mixed = {}};
  assert(pass.alpha.size() == static_cast<std::size_t>(units));
  pass.potential.resize(static_cast<std::size_t>(units));
  pass.drive.resize(static_cast<std::size_t>(tiles_for(units) * kTile));
  for (int bundle = 0; bundle < batch.bundles(); ++bundle) {
    std::fill(pass.drive.begin(), pass.drive.end(), Bundle<Real>{});  // for lanes without a trial
    start(pass, bundle, episode);
    for (int t = 1; t <= batch.steps; ++t) {
      extend_state(batch, bundle, t - 1, episode);
      for (std::size_t layer = 0; layer < layers; ++layer)
        step_layer(pass, layer, bundle, t, episode);
      // In all lanes, because an output without a trial has to be finite, too.
      multiply(network.readout, episode.state_at(bundle, t), episode.output_at(bundle, t));
    }
    // No step sees these, but backprop multiplies them by 0.
    std::fill_n(episode.state_at(bundle, batch.steps) + units, batch.inputs + 1, Bundle<Real>{});
    std::copy(pass.potential.begin(), pass.potential.end(),
              episode.final_potential.begin() + static_cast<std::ptrdiff_t>(bundle) * units);
  }
}

template <class Real>
const Bundle<Real>* slopes_at(const Episode<Real>& episode, int bundle, int t,
                              std::vector<Bundle<Real>>& own) {
  if (!episode.slope.empty()) return episode.slope_at(bundle, t);
  own.resize(static_cast<std::size_t>(episode.sizes.units));
  const Bundle<Real>* rate = episode.state_at(bundle, t);
  for_each_run(
      episode.activation, 0, episode.sizes.units, [&](ActivationKind kind, int begin, int end) {
        with_kind(kind, [&](auto constant) {
          for (int i = begin; i < end; ++i) {
            own[static_cast<std::size_t>(i)] = slope_at<decltype(constant)::value, Real>(rate[i]);
          }
        });
      });
  return own.data();
}

template const Bundle<float>* slopes_at(const Episode<float>&, int, int,
                                        std::vector<Bundle<float>>&);
template const Bundle<double>* slopes_at(const Episode<double>&, int, int,
                                         std::vector<Bundle<double>>&);
template Dynamics<float> make_dynamics(const Network&, const Masks&);
template Dynamics<double> make_dynamics(const Network&, const Masks&);
template struct PackedNetwork<float>;
template struct PackedNetwork<double>;
template void simulate(const PackedNetwork<float>&, const Batch<float>&, const RecurrentNoise&,
                       Episode<float>&, const Acts&);
template void simulate(const PackedNetwork<double>&, const Batch<double>&, const RecurrentNoise&,
                       Episode<double>&, const Acts&);
template void simulate(const Parameters<float>&, const Dynamics<float>&, const Batch<float>&,
                       const RecurrentNoise&, Episode<float>&);
template void simulate(const Parameters<double>&, const Dynamics<double>&, const Batch<double>&,
                       const RecurrentNoise&, Episode<double>&);

}  // namespace nn4n

#include "model/backprop.h"

#include <algorithm>

#include "base/elementary.h"
#include "model/activation.h"
#include "model/kernels.h"

namespace nn4n {

namespace {

// The gradient is summed after a sweep backwards through time. Where the histories do not fit in
// the second-level cache, time is divided into stretches, and the gradient is summed after each of
// them, while what it reads is still in the cache. The order of the sums, and with it the bits,
// depends on these two numbers.
constexpr int kNearBundles = 25'600;  // trials with fewer bundles of states are one stretch: 0.8 MB
constexpr int kStretch = 96;          // the most steps of a stretch of a longer trial

/// What is carried backwards through the steps of one bundle.
template <class Real>
struct Sweep {
  const PackedNetwork<Real>& network;
  std::span<const Real> alpha;
  std::vector<Bundle<Real>> adjoint;    // N, a_{t+1}
  std::vector<Bundle<Real>> product;    // N (padded), dr_t without its direct part
  std::vector<Bundle<Real>>& drive;     // [q_t; dy_{t-1}] of a stretch and of the step after it
  std::vector<Bundle<Real>> mixed;      // N + O, the source of a lower layer
  std::vector<Bundle<Real>> alpha_sum;  // N, dα; empty unless it is learnt
  const Acts& acts;
  std::vector<Bundle<Real>> act_sums;  // what acts add to dw, of their synapses one after the other
  int first = 0;                       // the stretch's first step

  int width() const { return network.parameters.sizes.units + network.parameters.sizes.outputs; }
  Bundle<Real>* drive_at(int t) { return drive.data() + (t - first) * width(); }
  const Bundle<Real>* drive_at(int t) const { return drive.data() + (t - first) * width(); }
};

/// Computes a_t and q_t of `count` units from a_{t+1} and Wᵀ q_{t+1} + W_outᵀ dy_t. `direct` may be
/// null. `slope_of` makes f'(v) of what `from` holds. The function is not inlined, because it is
/// twice as fast when every array is a pointer of its own.
template <class Real, class SlopeOf>
[[gnu::noinline]] void leak_back(const Bundle<Real>* product, const Bundle<Real>* direct,
                                 const Bundle<Real>* from, const SlopeOf& slope_of,
                                 const Real* alpha, int count, Bundle<Real>* __restrict adjoint,
                                 Bundle<Real>* __restrict drive) {
  static constexpr Real kOne = 1;
  const Real one = constant<Real>(kOne);
  for (int i = count; i-- > 0;) {  // backwards, as all histories are read
    const Bundle<Real> rate = direct ? product[i] + direct[i] : product[i];
    const Bundle<Real> now = slope_of(from[i]) * rate + (one - alpha[i]) * adjoint[i];
    adjoint[i] = without_denormals(now);
    drive[i] = alpha[i] * adjoint[i];
  }
}

/// The same for the units [begin, end) of a step, whose slopes are stored or follow from the rates.
template <class Real>
void leak_units_back(const Episode<Real>& episode, const Bundle<Real>* direct, int bundle, int t,
                     int begin, int end, Sweep<Real>& sweep) {
  const auto leak = [&](const Bundle<Real>* from, const auto& slope_of, int first, int last) {
    leak_back<Real>(sweep.product.data() + first - begin, direct ? direct + first : nullptr,
                    from + first, slope_of, sweep.alpha.data() + first, last - first,
                    sweep.adjoint.data() + first, sweep.drive_at(t) + first);
  };
  if (const Bundle<Real>* slope = episode.slope_at(bundle, t)) {
    return leak(
        slope, [](const Bundle<Real>& stored) { return stored; }, begin, end);
  }
  const Bundle<Real>* rate = episode.state_at(bundle, t);
  for_each_run(episode.activation, begin, end, [&](ActivationKind kind, int first, int last) {
    with_kind(kind, [&](auto constant) {
      constexpr ActivationKind own = decltype(constant)::value;
      leak(
          rate, [](const Bundle<Real>& at) { return slope_at<own, Real>(at); }, first, last);
    });
  });
}

/// What arrives at step t of the layer that ends before unit `end`: [q_{t+1}; dy_t], but with q_t
/// in the place of q_{t+1} for the units of higher layers.
template <class Real>
const Bundle<Real>* source_of(Sweep<Real>& sweep, int t, int end, int units) {
  const Bundle<Real>* after = sweep.drive_at(t + 1);
  if (end == units) return after;
  const Bundle<Real>* now = sweep.drive_at(t);
  sweep.mixed.assign(after, after + sweep.width());
  std::copy(now + end, now + units, sweep.mixed.begin() + end);
  return sweep.mixed.data();
}

// ---------------------------------------------------------------------------------------------
// Interventions

/// 1 in the lanes of the trials in whose window step t lies, else 0.
template <class Real>
Bundle<Real> lanes_in(const SynapseAct& act, int bundle, int t) {
  Bundle<Real> lanes{};
  for_each_lane(act.windows, bundle, t, [&](int lane) { lanes[lane] = Real(1); });
  return lanes;
}

/// Adds to dr_t of the units [begin, end) what comes back through changed synapses. Units of higher
/// layers saw r_t at step t, all others at step t + 1.
template <class Real>
void act_on_product(int bundle, int t, int begin, int end, const Bundle<Real>* source,
                    Sweep<Real>& sweep) {
  for (const SynapseAct& act : sweep.acts.synapses) {
    const Bundle<Real> now = lanes_in<Real>(act, bundle, t);
    const Bundle<Real> next = lanes_in<Real>(act, bundle, t + 1);
    for (const SynapseAct::Synapse& synapse : act.synapses) {
      if (synapse.from < begin || synapse.from >= end) continue;
      sweep.product[static_cast<std::size_t>(synapse.from - begin)] +=
          static_cast<Real>(synapse.extra) * (synapse.into >= end ? now : next) *
          source[synapse.into];
    }
  }
}

/// Adds step t, whose q_t is known, to what acts add to the gradient of the weights.
template <class Real>
void act_on_gradient(const Dynamics<Real>& dynamics, const Episode<Real>& episode, int bundle,
                     int t, Sweep<Real>& sweep) {
  const std::vector<int>& layers = dynamics.layer_begin;
  std::size_t k = 0;
  for (const SynapseAct& act : sweep.acts.synapses) {
    const Bundle<Real> lanes = lanes_in<Real>(act, bundle, t);
    for (const SynapseAct::Synapse& synapse : act.synapses) {
      const int layer = *std::prev(std::upper_bound(layers.begin(), layers.end(), synapse.into));
      const int seen = synapse.from < layer ? t : t - 1;
      sweep.act_sums[k++] += static_cast<Real>(synapse.slope) * lanes *
                             sweep.drive_at(t)[synapse.into] *
                             episode.state_at(bundle, seen)[synapse.from];
    }
  }
}

template <class Real>
void add_act_sums(const Sweep<Real>& sweep, Parameters<Real>& into) {
  const auto weights = into.of(Tensor::recurrent_weight);
  std::size_t k = 0;
  for (const SynapseAct& act : sweep.acts.synapses)
    for (const SynapseAct::Synapse& synapse : act.synapses)
      weights[static_cast<std::size_t>(synapse.into * into.sizes.units + synapse.from)] +=
          sum_lanes<Real>(sweep.act_sums[k++]);
}

// ---------------------------------------------------------------------------------------------
// Steps

/// Computes a_t of one layer from a_{t+1}. At t = 0 there is no output, no direct part of the loss,
/// and no higher layer that sees the same step.
template <class Real>
void step_layer_back(std::size_t layer, const Dynamics<Real>& dynamics,
                     const Episode<Real>& episode, const Adjoint<Real>& adjoint, int bundle, int t,
                     Sweep<Real>& sweep) {
  const auto [begin, end] = layer_range(dynamics.layer_begin, layer, episode.sizes.units);
  const Bundle<Real>* source = source_of(sweep, t, end, episode.sizes.units);
  multiply(sweep.network.transpose[layer], source, sweep.product.data(), episode.lanes(bundle));
  if (!sweep.acts.synapses.empty()) act_on_product(bundle, t, begin, end, source, sweep);
  const bool is_direct = t > 0 && !adjoint.rate.empty();
  leak_units_back(episode, is_direct ? adjoint.rate_at(bundle, t) : nullptr, bundle, t, begin, end,
                  sweep);
  if (t == 0) std::fill_n(sweep.drive_at(0) + begin, end - begin, Bundle<Real>{});
}

template <class Real>
void step_back(const Dynamics<Real>& dynamics, const Episode<Real>& episode,
               const Adjoint<Real>& adjoint, int bundle, int t, Sweep<Real>& sweep) {
  Bundle<Real>* output = sweep.drive_at(t + 1) + episode.sizes.units;
  for (int o = 0; o < episode.sizes.outputs; ++o)
    output[o] = t > 0 ? adjoint.output_at(bundle, t)[o] : Bundle<Real>{};
  for (std::size_t layer = dynamics.layer_begin.size(); layer-- > 0;) {
    step_layer_back(layer, dynamics, episode, adjoint, bundle, t, sweep);
  }
  if (t > 0 && !sweep.act_sums.empty()) act_on_gradient(dynamics, episode, bundle, t, sweep);
  if (t == 0 || sweep.alpha_sum.empty()) return;
  const Bundle<Real>* slope = episode.alpha_slope_at(bundle, t);
  for (std::size_t i = 0; i < sweep.adjoint.size(); ++i)
    sweep.alpha_sum[i] += sweep.adjoint[i] * slope[i];
}

/// Adds the gradient of the columns [first, last) of [W | W_in | b; W_out] in the rows
/// from `begin` on.
template <class Real>
void scatter(const std::vector<Real>& gradient, int begin, int first, int last,
             Parameters<Real>& into) {
  const int units = into.sizes.units;
  const int inputs = into.sizes.inputs;
  const auto recurrent = into.of(Tensor::recurrent_weight);
  const auto input = into.of(Tensor::input_weight);
  const auto bias = into.of(Tensor::recurrent_bias);
  const auto input_bias = into.of(Tensor::input_bias);
  const auto readout = into.of(Tensor::readout_weight);
  const Real* row = gradient.data();
  const Real* const end = row + gradient.size();
  for (int i = begin; row != end; ++i, row += last - first) {
    const Real* value = row;
    Real* const weights = i < units ? &recurrent[static_cast<std::size_t>(i * units)]
                                    : &readout[static_cast<std::size_t>((i - units) * units)];
    for (int k = first; k < std::min(last, units); ++k) weights[k] += *value++;
    if (last <= units || i >= units) continue;
    for (int k = 0; k < inputs; ++k) input[static_cast<std::size_t>(i * inputs + k)] += *value++;
    bias[static_cast<std::size_t>(i)] += *value;
    input_bias[static_cast<std::size_t>(i)] += *value;
  }
}

/// A part of [W | W_in | b; W_out] whose gradient is summed: the rows from `begin` on and the
/// columns from `first` on. These rows see the state of `delay` steps before, 0 or 1. With a delay
/// of 1 the readouts of step t are summed together with q_{t+1}; q_{T+1} and dy_0 are 0.
template <class Real>
struct PartSums {
  const GradientPlan& plan;
  int begin;
  int first;
  int delay;
  OuterSums<Real> sums;

  PartSums(const GradientPlan& p, int begin_, int first_, int delay_, int lanes)
      : plan(p), begin(begin_), first(first_), delay(delay_), sums(p, lanes) {}

  /// Adds the steps of the sweep's present stretch, which ends before step `end`.
  void add(const Episode<Real>& episode, int bundle, const Sweep<Real>& sweep, int end) {
    const int start = std::max(sweep.first, 1 - delay);
    sums.add({sweep.drive_at(start + delay) + begin, sweep.width()},
             {episode.state_at(bundle, start) + first, episode.extended()}, end - start);
  }
  void add_to(Parameters<Real>& parameters) const {
    std::vector<Real> gradient(static_cast<std::size_t>(plan.rows * plan.columns));
    sums.add_to(gradient.data());
    scatter(gradient, begin, first, first + plan.columns, parameters);
  }
};

/// All parts, for bundles of which `lanes` lanes hold trials.
template <class Real>
std::vector<PartSums<Real>> parts_of(const PackedNetwork<Real>& network, int lanes) {
  const std::vector<LayerPlan>& plans = network.plans();
  std::vector<PartSums<Real>> parts;
  const auto add = [&](const GradientPlan& plan, int begin, int first, int delay) {
    if (plan.columns > 0) parts.emplace_back(plan, begin, first, delay, lanes);
  };
  for (std::size_t layer = 0; layer < plans.size(); ++layer) {
    const int begin = network.dynamics.layer_begin[layer];
    add(plans[layer].lower, begin, 0, 0);
    add(plans[layer].others, begin, begin, 1);
  }
  add(network.lower_readout, network.parameters.sizes.units, 0, 1);
  return parts;
}

/// Adds the gradients of one bundle that do not belong to these parts.
template <class Real>
void accumulate_rest(const Episode<Real>& episode, const Adjoint<Real>& adjoint, int bundle,
                     const Sweep<Real>& sweep, Parameters<Real>& into) {
  for (int o = 0; o < episode.sizes.outputs; ++o) {
    Bundle<Real> sum{};
    for (int t = 1; t <= episode.steps; ++t) sum += adjoint.output_at(bundle, t)[o];
    into.of(Tensor::readout_bias)[static_cast<std::size_t>(o)] += sum_lanes<Real>(sum);
  }
  for (std::size_t i = 0; i < sweep.adjoint.size(); ++i) {
    into.of(Tensor::initial_potential)[i] += sum_lanes<Real>(sweep.adjoint[i]);
    if (episode.sizes.learn_alpha) into.of(Tensor::alpha)[i] += sum_lanes<Real>(sweep.alpha_sum[i]);
  }
}

/// Goes backwards through the steps [first, end). At the start, row 0 of the drive holds q_end,
/// which the sweep of the later stretch has left there, or 0 when there was none.
template <class Real>
void sweep_stretch(const Dynamics<Real>& dynamics, const Episode<Real>& episode,
                   Adjoint<Real>& adjoint, int bundle, int first, int end, Sweep<Real>& sweep) {
  sweep.first = first;
  std::copy_n(sweep.drive.begin(), sweep.adjoint.size(), sweep.drive_at(end));
  for (int t = end; t-- > first;) {
    step_back(dynamics, episode, adjoint, bundle, t, sweep);
    if (t == 0 || adjoint.potential.empty()) continue;
    std::copy(sweep.adjoint.begin(), sweep.adjoint.end(), adjoint.potential_at(bundle, t));
  }
}

/// The number of stretches into which the steps 0 .. T are divided.
int stretches(int steps, int width) {
  return (steps + 1) * width <= kNearBundles ? 1 : steps / kStretch + 1;
}

}  // namespace

template <class Real>
void backprop(const Parameters<Real>& parameters, const Dynamics<Real>& dynamics,
              const Episode<Real>& episode, Adjoint<Real>& adjoint) {
  backprop(PackedNetwork<Real>(parameters, dynamics), episode, adjoint);
}

template <class Real>
void backprop(const PackedNetwork<Real>& network, const Episode<Real>& episode,
              Adjoint<Real>& adjoint, const Acts& acts) {
  const Dynamics<Real>& dynamics = network.dynamics;
  const int steps = episode.steps + 1;
  const int count = stretches(episode.steps, episode.extended());
  const int longest = (steps + count - 1) / count;
  const std::size_t units = static_cast<std::size_t>(episode.sizes.units);
  Sweep<Real> sweep{.network = network,
                    .alpha = alpha_of(network.parameters, dynamics),
                    .adjoint = {},
                    .product = {},
                    .drive = adjoint.drive,
                    .mixed = {},
                    .alpha_sum = {},
                    .acts = acts,
                    .act_sums = {}};
  std::size_t synapses = 0;
  for (const SynapseAct& act : acts.synapses) synapses += act.synapses.size();
  sweep.product.resize(static_cast<std::size_t>(tiles_for(episode.sizes.units) * kTile));
  sweep.drive.resize(static_cast<std::size_t>((longest + 1) * sweep.width()));
  for (int bundle = 0; bundle < episode.bundles(); ++bundle) {
    std::fill(sweep.product.begin(), sweep.product.end(), Bundle<Real>{});  // for idle lanes
    sweep.adjoint.assign(units, Bundle<Real>{});
    sweep.alpha_sum.assign(episode.sizes.learn_alpha ? units : 0, Bundle<Real>{});
    sweep.act_sums.assign(synapses, Bundle<Real>{});
    std::fill_n(sweep.drive.begin(), units, Bundle<Real>{});  // q_{T+1}
    std::vector<PartSums<Real>> parts = parts_of(network, episode.lanes(bundle));
    for (int n = count, end = steps; n-- > 0; end = sweep.first) {
      sweep_stretch(dynamics, episode, adjoint, bundle, steps * n / count, end, sweep);
      for (PartSums<Real>& part : parts) part.add(episode, bundle, sweep, end);
    }
    for (const PartSums<Real>& part : parts) part.add_to(adjoint.parameters);
    add_act_sums(sweep, adjoint.parameters);
    accumulate_rest(episode, adjoint, bundle, sweep, adjoint.parameters);
  }
}

template void backprop(const PackedNetwork<float>&, const Episode<float>&, Adjoint<float>&,
                       const Acts&);
template void backprop(const PackedNetwork<double>&, const Episode<double>&, Adjoint<double>&,
                       const Acts&);
template void backprop(const Parameters<float>&, const Dynamics<float>&, const Episode<float>&,
                       Adjoint<float>&);
template void backprop(const Parameters<double>&, const Dynamics<double>&, const Episode<double>&,
                       Adjoint<double>&);

}  // namespace nn4n

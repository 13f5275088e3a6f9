#include "parity/blocked_form.h"

#include <cassert>
#include <cmath>

#include "model/initialise.h"
#include "parity/recorded_run.h"
#include "training/weights_file.h"

namespace nn4n {

namespace {

using Rows = std::vector<std::vector<double>>;

Rows rows_of(const Parameters<double>& parameters, Tensor tensor) {
  const auto values = parameters.of(tensor);
  const std::size_t columns = static_cast<std::size_t>(parameters.sizes.columns(tensor));
  Rows rows;
  for (std::size_t k = 0; k < values.size(); k += columns)
    rows.emplace_back(values.begin() + static_cast<std::ptrdiff_t>(k),
                      values.begin() + static_cast<std::ptrdiff_t>(k + columns));
  return rows;
}

/// The rows of a layer's mask: '0' is an absent synapse, '1' one of either sign, '+' an excitatory
/// and '-' an inhibitory one.
std::vector<std::string> mask_of(const RecordedForward& recorded, Tensor tensor) {
  const Sizes& sizes = recorded.sizes;
  const std::size_t columns = static_cast<std::size_t>(sizes.columns(tensor));
  std::vector<std::string> texts(static_cast<std::size_t>(sizes.rows(tensor)));
  for (std::size_t k = 0; k < sizes.count(tensor); ++k) {
    const bool below = recorded.constraints.lower[sizes.offset(tensor) + k] < 0;
    const bool above = recorded.constraints.upper[sizes.offset(tensor) + k] > 0;
    texts[k / columns] += below ? above ? '1' : '-' : above ? '+' : '0';
  }
  return texts;
}

Weights layer_of(const RecordedForward& recorded, Tensor weight, Tensor bias) {
  const auto biases = recorded.enforced.of(bias);
  return {.distribution = WeightDistribution::given,
          .bias = BiasDistribution::given,
          .dales_law = true,
          .mask = mask_of(recorded, weight),
          .given = rows_of(recorded.enforced, weight),
          .given_bias = {biases.begin(), biases.end()}};
}

/// Divides the recorded weights by the gain of their target area. Where the gain is 0 they are 0.
void divide_by_gain(const BlockedForm& form, Rows& rows) {
  std::size_t row = 0;
  for (std::size_t area = 0; area < form.units.size(); ++area) {
    const double gain = form.gain[area];
    for (int n = 0; n < form.units[area]; ++n, ++row) {
      for (double& w : rows[row]) w = gain == 0 ? 0 : w / gain;
    }
  }
}

void add_areas(const BlockedForm& form, Network& network) {
  const int areas = static_cast<int>(form.units.size());
  network.areas.clear();
  for (int into = 0; into < areas; ++into) {
    const std::size_t i = static_cast<std::size_t>(into);
    network.areas.push_back({.name = "Area " + std::to_string(into + 1),
                             .units = form.units[i],
                             .tau_ms = form.tau_ms[i],
                             .input = true,
                             .readout = true});
    for (int from = 0; from < areas; ++from) {
      Block block;
      block.into = into;
      block.from = from;
      block.gain = form.gain[i];
      network.connectivity.blocks.push_back(block);
    }
  }
  network.connectivity.density.assign(form.units.size(), std::vector<double>(form.units.size(), 1));
}

/// The recorded network with the parameters, alpha and activation that our own functions make of
/// `network`.
RecordedNetwork remade(const RecordedForward& recorded, const Network& network,
                       const Masks& masks) {
  RecordedNetwork made = recorded;
  const Parameters<float> start = initialise(network, masks, 1);
  made.initial = converted<double>(start);
  const Dynamics<float> dynamics = make_dynamics<float>(network, masks);
  made.dynamics.alpha.assign(dynamics.alpha.begin(), dynamics.alpha.end());
  made.dynamics.activation = dynamics.activation;
  return made;
}

}  // namespace

Network blocked_network(const RecordedForward& recorded) {
  assert(recorded.blocked);
  Network network;
  network.activation = recorded.dynamics.activation[0];
  network.dt_ms = recorded.blocked->dt_ms;
  network.learn_alpha = recorded.sizes.learn_alpha;
  network.initial_state = InitialState::given;
  const auto potentials = recorded.enforced.of(Tensor::initial_potential);
  network.initialisation.potentials.assign(potentials.begin(), potentials.end());
  network.connectivity.unit_signs = UnitSigns::none;
  network.connectivity.self_connections = true;
  add_areas(*recorded.blocked, network);
  network.input_weights = layer_of(recorded, Tensor::input_weight, Tensor::input_bias);
  network.recurrent_weights = layer_of(recorded, Tensor::recurrent_weight, Tensor::recurrent_bias);
  network.readout_weights = layer_of(recorded, Tensor::readout_weight, Tensor::readout_bias);
  divide_by_gain(*recorded.blocked, network.recurrent_weights.given);
  return network;
}

std::vector<Comparison> compare_blocked(const RecordedForward& recorded) {
  const Network network = blocked_network(recorded);
  const Masks masks = make_masks(network, recorded.sizes.inputs, recorded.sizes.outputs, 1);
  const RecordedNetwork made = remade(recorded, network, masks);
  // Alpha is recorded in seven digits, and among the parameters when it is learnt.
  const auto in_seven_digits = [](const std::vector<double>& values) {
    return [&values](std::size_t i) { return 6e-7 * std::abs(values[i]); };
  };
  std::vector<Comparison> list;
  list.push_back(compare("blocked alpha", made.dynamics.alpha, recorded.dynamics.alpha,
                         in_seven_digits(recorded.dynamics.alpha)));
  list.push_back(compare("blocked parameters", made.initial.values, recorded.enforced.values,
                         in_seven_digits(recorded.enforced.values)));
  RecordedRun<float> run(made);
  const double loss = run.loss_and_gradient(run.enforced_start()).total;
  const Tolerance& tolerance = kFloatTolerance;
  if (!recorded.hidden.empty())
    list.push_back(compare_traces("blocked hidden", run.rates(), recorded.hidden,
                                  tolerance.absolute, tolerance));
  list.push_back(compare_traces("blocked output", run.outputs(), recorded.output,
                                tolerance.absolute, tolerance));
  list.push_back(compare_loss("blocked loss_total", loss, recorded.loss_total, tolerance));
  return list;
}

}  // namespace nn4n

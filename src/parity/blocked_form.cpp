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

/// Texts of a layer's mask: absent, of either sign, excitatory, inhibitory.
std::vector<std::string> mask_of(const GoldenCase& golden, Tensor tensor) {
  const Sizes& sizes = golden.sizes;
  const std::size_t columns = static_cast<std::size_t>(sizes.columns(tensor));
  std::vector<std::string> texts(static_cast<std::size_t>(sizes.rows(tensor)));
  for (std::size_t k = 0; k < sizes.count(tensor); ++k) {
    const bool below = golden.constraints.lower[sizes.offset(tensor) + k] < 0;
    const bool above = golden.constraints.upper[sizes.offset(tensor) + k] > 0;
    texts[k / columns] += below ? above ? '1' : '-' : above ? '+' : '0';
  }
  return texts;
}

Weights layer_of(const GoldenCase& golden, Tensor weight, Tensor bias) {
  const auto biases = golden.enforced.of(bias);
  return {.law = WeightLaw::given,
          .bias = BiasLaw::given,
          .signs = true,
          .mask = mask_of(golden, weight),
          .given = rows_of(golden.enforced, weight),
          .given_bias = {biases.begin(), biases.end()}};
}

/// Takes the gains out of the recorded weights; what is multiplied by 0 is 0.
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
      block.into = into, block.from = from, block.gain = form.gain[i];
      network.connectivity.blocks.push_back(block);
    }
  }
  network.connectivity.density.assign(form.units.size(), std::vector<double>(form.units.size(), 1));
}

/// The recorded case with what our own functions make of the network in its place.
Recording remade(const GoldenCase& golden, const Network& network, const Masks& masks) {
  Recording made = golden;
  const Parameters<float> start = initialise(network, masks, 1);
  made.initial = converted<double>(start);
  const Dynamics<float> dynamics = make_dynamics<float>(network, masks);
  made.dynamics.alpha.assign(dynamics.alpha.begin(), dynamics.alpha.end());
  made.dynamics.activation = dynamics.activation;
  return made;
}

}  // namespace

Network blocked_network(const GoldenCase& golden) {
  assert(golden.blocked);
  Network network;
  network.activation = golden.dynamics.activation[0];
  network.dt_ms = golden.blocked->dt_ms;
  network.learn_alpha = golden.sizes.learn_alpha;
  network.initial_state = InitialState::given;
  const auto potentials = golden.enforced.of(Tensor::initial_potential);
  network.initialisation.potentials.assign(potentials.begin(), potentials.end());
  network.connectivity.structure = Structure::multi_area;
  network.connectivity.self_connections = true;
  add_areas(*golden.blocked, network);
  network.input_weights = layer_of(golden, Tensor::input_weight, Tensor::input_bias);
  network.recurrent_weights = layer_of(golden, Tensor::recurrent_weight, Tensor::recurrent_bias);
  network.readout_weights = layer_of(golden, Tensor::readout_weight, Tensor::readout_bias);
  divide_by_gain(*golden.blocked, network.recurrent_weights.given);
  return network;
}

std::vector<Comparison> compare_blocked(const GoldenCase& golden) {
  const Network network = blocked_network(golden);
  const Masks masks = make_masks(network, golden.sizes.inputs, golden.sizes.outputs, 1);
  const Recording made = remade(golden, network, masks);
  // Alpha is recorded in seven digits, and among the parameters when it is learnt.
  const auto in_seven_digits = [](const std::vector<double>& values) {
    return [&values](std::size_t i) { return 6e-7 * std::abs(values[i]); };
  };
  std::vector<Comparison> list;
  list.push_back(compare("blocked alpha", made.dynamics.alpha, golden.dynamics.alpha,
                         in_seven_digits(golden.dynamics.alpha)));
  list.push_back(compare("blocked parameters", made.initial.values, golden.enforced.values,
                         in_seven_digits(golden.enforced.values)));
  Rerun<float> engine(made);
  const double loss = engine.loss_and_gradient(engine.enforced_start()).total;
  const Tolerance& tolerance = kFloatTolerance;
  if (!golden.hidden.empty())
    list.push_back(compare_traces("blocked hidden", engine.rates(), golden.hidden,
                                  tolerance.absolute, tolerance));
  list.push_back(compare_traces("blocked output", engine.outputs(), golden.output,
                                tolerance.absolute, tolerance));
  list.push_back(compare_loss("blocked loss_total", loss, golden.loss_total, tolerance));
  return list;
}

}  // namespace nn4n

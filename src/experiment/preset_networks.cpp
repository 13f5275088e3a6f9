#include "experiment/preset_networks.h"

#include "experiment/named.h"

namespace nn4n {

namespace {

void one_area(Experiment& experiment, int units) {
  experiment.network.areas = {whole_network(units)};
  experiment.network.connectivity.density = {{1}};
}

/// Weights and biases are drawn as torch.nn.Linear draws them.
void as_torch_draws(Weights& layer) {
  layer.distribution = WeightDistribution::uniform;
  layer.bias = BiasDistribution::uniform;
}

/// What both of nn-brain's networks have in common.
void as_in_nn_brain(Experiment& experiment) {
  Network& network = experiment.network;
  for (Weights* layer :
       {&network.input_weights, &network.recurrent_weights, &network.readout_weights}) {
    as_torch_draws(*layer);
  }
  network.initial_state = InitialState::zero;
  network.initialisation.potential = 0;
  network.initialisation.spectral_radius = 0;
  network.input_noise = 0;
  experiment.loss = {{Selection<TermCatalogue>("cross_entropy"), 1.0}};
  experiment.training.batch = 16;
  experiment.training.clip_norm = 0;
  set_field(experiment, "task.judged_by", 1);  // at the last step of a decision
}

void without_signs(Experiment& experiment, double learning_rate) {
  constexpr double kDtMs = 100;  // the default time constant: α = 1
  one_area(experiment, 64);
  as_in_nn_brain(experiment);
  Network& network = experiment.network;
  network.dt_ms = kDtMs;
  network.connectivity.unit_signs = UnitSigns::none;
  network.connectivity.self_connections = true;
  network.recurrent_weights.dales_law = false;
  network.initialisation.balance = Balance::none;
  network.recurrent_noise = 0;
  experiment.training.learning_rate = learning_rate;
  set_field(experiment, "task.window_ms", 100 * kDtMs);
}

}  // namespace

void nn_brain_ei(Experiment& experiment) {
  one_area(experiment, 50);
  as_in_nn_brain(experiment);
  Network& network = experiment.network;
  network.connectivity.sign_constraint = SignConstraint::rectify;
  network.recurrent_weights.gain = 0.25;  // rows are balanced: inhibition is four times as strong
  experiment.training.learning_rate = 0.001;
  set_list(experiment, "task.fixation_ms", {50, 100, 200, 400});
  set_list(experiment, "task.stimulus_ms", {100, 200, 400, 800});
  set_field(experiment, "task.window_ms", 2000);
}

void nn_brain_dynamics(Experiment& experiment) { without_signs(experiment, 0.01); }

void nn_brain_memory(Experiment& experiment) {
  without_signs(experiment, 0.001);
  set_list(experiment, "task.delay_ms", {200, 400, 800, 1600, 3200});
}

void hub_reservoir(Experiment& experiment) {
  Block hubs;
  hubs.pattern.select("hub");
  experiment.network.connectivity.blocks = {hubs};
}

}  // namespace nn4n

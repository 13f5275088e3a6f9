#include "experiment/preset_networks.h"

#include "experiment/named.h"

namespace nn4n {

namespace {

void one_area(Experiment& experiment, std::string_view name, int units, double tau_ms) {
  Network& network = experiment.network;
  network.areas = {{.name = std::string(name),
                    .units = units,
                    .tau_ms = tau_ms,
                    .input = true,
                    .readout = true}};
  network.connectivity.density = {{1}};
}

void loss_is(Experiment& experiment, std::string_view term) {
  experiment.loss = {{Selection<TermCatalogue>(term), 1.0}};
}

/// Weights and biases as torch.nn.Linear draws them.
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
  loss_is(experiment, "cross_entropy");
  experiment.training.batch = 16;
  experiment.training.clip_norm = 0;
  set_field(experiment, "task.judged_by", 1);  // at the last step of a decision
}

void without_signs(Experiment& experiment, double learning_rate) {
  constexpr double kDtMs = 100;
  one_area(experiment, "Network", 64, kDtMs);
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

void with_classes(Experiment& experiment) {
  one_area(experiment, "Network", 64, 100);
  experiment.network.connectivity.density = {{0.8}};
  experiment.network.input_noise = 0;  // the tasks with classes bring their own
  // Their trials are long, and a softmax of huge outputs has no gradient: rates must not run away.
  experiment.network.initialisation.spectral_radius = 1;
  experiment.network.recurrent_noise = 0.05;
  loss_is(experiment, "cross_entropy");
  experiment.loss.push_back({Selection<TermCatalogue>("rate"), 1e-4});
}

void nn_brain_ei(Experiment& experiment) {
  one_area(experiment, "Network", 50, 100);
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

void reservoir(Experiment& experiment) {
  one_area(experiment, "Reservoir", 100, 20);
  Network& network = experiment.network;
  network.connectivity.unit_signs = UnitSigns::none;
  network.connectivity.density = {{0.1}};
  network.activation = ActivationKind::tanh;
  network.initial_state = InitialState::zero;
  network.initialisation.spectral_radius = 0.95;
  network.recurrent_noise = 0;
  network.input_noise = 0;
  network.input_weights.distribution = WeightDistribution::uniform;
  network.input_weights.trained = false;
  network.recurrent_weights.distribution = WeightDistribution::normal;
  network.recurrent_weights.dales_law = false;
  network.recurrent_weights.trained = false;
  loss_is(experiment, "mse");
  experiment.training.readout_rule = ReadoutRule::ridge;
  experiment.training.ridge_penalty = 1e-6;
  experiment.training.batch = 16;
  experiment.training.validation_trials = 32;
  experiment.training.validation_interval = 5;
}

void hub_reservoir(Experiment& experiment) {
  reservoir(experiment);
  Block hubs;
  hubs.pattern.select("hub");
  experiment.network.connectivity.blocks = {hubs};
}

}  // namespace nn4n

#include "tasks/needs.h"

#include "experiment/named.h"

namespace nn4n {

void less_noise(Experiment& experiment) { experiment.network.recurrent_noise = 0.05; }

void textbook_curve(Experiment& experiment) {
  experiment.network.input_noise = 0.1;
  experiment.training.schedule = {.kind = ScheduleKind::cosine};
}

void noisier_curve(Experiment& experiment) {
  textbook_curve(experiment);
  experiment.network.input_noise = 0.2;
}

void curriculum(Experiment& experiment) { experiment.training.curriculum.on = true; }

void less_noise_and_curriculum(Experiment& experiment) {
  less_noise(experiment);
  curriculum(experiment);
}

void with_classes(Experiment& experiment) {
  Network& network = experiment.network;
  network.areas = {whole_network(64)};
  network.connectivity.density = {{0.8}};
  network.input_noise = 0;  // the tasks with classes add their own noise
  // Their trials are long, and a softmax of very large outputs has almost no gradient. These
  // settings keep the rates small.
  network.initialisation.spectral_radius = 1;
  network.recurrent_noise = 0.05;
  experiment.loss = {{Selection<TermCatalogue>("cross_entropy"), 1.0},
                     {Selection<TermCatalogue>("rate"), 1e-4}};
}

void reservoir(Experiment& experiment) {
  Network& network = experiment.network;
  network.areas = {
      {.name = "Reservoir", .units = 100, .tau_ms = 20, .input = true, .readout = true}};
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
  experiment.loss = {{Selection<TermCatalogue>("mse"), 1.0}};
  experiment.training.readout_rule = ReadoutRule::ridge;
  experiment.training.ridge_penalty = 1e-6;
  experiment.training.batch = 16;
  experiment.training.validation_trials = 32;
  experiment.training.validation_interval = 5;
}

}  // namespace nn4n

// NN4N's example notebooks, CTRNN.ipynb and MultiArea.ipynb.
//
// The following is as in the notebooks: sizes, areas, densities, distributions of the weights at
// the start, time constants, optimiser, learning rate and batch. Gradients are not clipped, and
// nothing else is added to the loss.
#include <cmath>
#include <numbers>

#include "experiment/named.h"

namespace nn4n {

namespace {

/// A layer as NN4N starts it, with a bias that starts at 0.
Weights layer(WeightDistribution distribution) {
  return {.distribution = distribution, .bias = BiasDistribution::zero};
}

/// NN4N's CTRNN as its constructor makes it: it has no signs and no noise, and starts at v = 0.
void nn4n_defaults(Experiment& experiment) {
  Network& network = experiment.network;
  network.connectivity.unit_signs = UnitSigns::none;
  network.initial_state = InitialState::zero;
  network.recurrent_noise = 0;
  network.input_noise = 0;
  network.input_weights = layer(WeightDistribution::uniform);
  network.recurrent_weights = layer(WeightDistribution::normal);
  network.readout_weights = layer(WeightDistribution::uniform);
  network.initialisation.spectral_radius = 0;
  network.initialisation.balance = Balance::none;
  network.initialisation.sparse_correction = SparseCorrection::fraction;
  experiment.loss = {{Selection<TermCatalogue>("mse"), 1.0}};
  experiment.training.learning_rate = 0.001;
  experiment.training.clip_norm = 0;
}

/// CTRNN.ipynb, third part: 999 samples of one sine, one trial per step.
void ctrnn(Experiment& experiment) {
  nn4n_defaults(experiment);
  experiment.network.areas = {whole_network(10)};
  experiment.network.connectivity.density = {{1}};
  experiment.network.dt_ms = 10;
  set_field(experiment, "task.period_ms", std::round(2 * std::numbers::pi * 999 * 1000) / 1000);
  set_field(experiment, "task.duration_ms", 9990);
  set_field(experiment, "task.cosine", 0);
  set_field(experiment, "task.random_phase", 0);
  experiment.training.batch = 1;
  experiment.training.validation_trials = 1;
}

/// Makes areas of these sizes, with input into area `input` and readout from area `readout`.
void areas(Experiment& experiment, const std::vector<int>& units, std::size_t input,
           std::size_t readout) {
  std::vector<Area>& list = experiment.network.areas;
  list.clear();
  for (const int count : units) {
    list.push_back({.name = "Area " + std::to_string(list.size() + 1), .units = count});
  }
  list[input].input = true;
  list[readout].readout = true;
}

/// The task of the recorded runs: sine and cosine of 0.1 k, k = 0..99, from any phase.
void predict_sine(Experiment& experiment) {
  experiment.network.dt_ms = 10;
  for (Area& area : experiment.network.areas) area.tau_ms = 50;
  set_field(experiment, "task.period_ms", std::round(200 * std::numbers::pi * 1000) / 1000);
  set_field(experiment, "task.duration_ms", 1000);
  experiment.training.batch = 16;
}

/// MultiArea.ipynb, first structure.
void multiarea_chain(Experiment& experiment) {
  nn4n_defaults(experiment);
  areas(experiment, {30, 30, 30}, 0, 2);
  experiment.network.connectivity.density = {{1, 0.1, 0.1}, {0.1, 1, 0.1}, {0.1, 0.1, 1}};
  predict_sine(experiment);
}

/// MultiArea.ipynb, second structure.
void multiarea_single(Experiment& experiment) {
  nn4n_defaults(experiment);
  experiment.network.areas = {whole_network(50)};
  experiment.network.connectivity.density = {{0.5}};
  predict_sine(experiment);
}

/// MultiArea.ipynb, third structure, with the loss of the recorded runs.
void multiarea_matrix(Experiment& experiment) {
  nn4n_defaults(experiment);
  areas(experiment, {10, 50, 40}, 0, 1);
  experiment.network.connectivity.density = {{1, 0.1, 0.02}, {0.1, 1, 0.1}, {0.02, 0.1, 1}};
  predict_sine(experiment);
  experiment.loss.push_back({Selection<TermCatalogue>("recurrent_weight"), 0.1});
  experiment.loss.push_back({Selection<TermCatalogue>("mean_rate"), 0.01});
}

/// MultiAreaEI as the constructor makes it: all four kinds of projections cross, and I units are
/// read as well. The weights start as in the playground; as they start in NN4N, each area passes on
/// only a hundredth of a signal.
void multiarea_ei(Experiment& experiment, const std::vector<int>& units,
                  std::vector<std::vector<double>> density) {
  areas(experiment, units, 0, units.size() - 1);
  Connectivity& connectivity = experiment.network.connectivity;
  connectivity.density = std::move(density);
  connectivity.i_to_e = true;
  connectivity.i_to_i = true;
  connectivity.inhibitory_readout = true;
}

/// MultiArea.ipynb, fourth structure.
void multiarea_ei_chain(Experiment& experiment) {
  multiarea_ei(experiment, {30, 30, 30}, {{1, 0.05, 0.05}, {0.1, 1, 0.05}, {0.1, 0.1, 1}});
}

/// MultiArea.ipynb, fifth structure.
void multiarea_ei_matrix(Experiment& experiment) {
  multiarea_ei(experiment, {40, 40, 40}, {{1, 0.05, 0}, {0.1, 1, 0.05}, {0, 0.1, 1}});
}

constexpr std::array kPackageNetworks{
    Published{{"nn4n_ctrnn", "NN4N: CTRNN",
               "NN4N, examples/CTRNN.ipynb: ten units predict the next sample of a sine."},
              "sine_prediction",
              ctrnn},
    Published{{"nn4n_multiarea_chain", "NN4N: three areas",
               "NN4N, examples/MultiArea.ipynb, the first structure; it predicts a sine."},
              "sine_prediction",
              multiarea_chain},
    Published{{"nn4n_multiarea_single", "NN4N: one sparse area",
               "NN4N, examples/MultiArea.ipynb, the second structure; it predicts a sine."},
              "sine_prediction",
              multiarea_single},
    Published{{"nn4n_multiarea_matrix", "NN4N: unequal areas",
               "NN4N, examples/MultiArea.ipynb, the third structure, areas of 10, 50 and 40 units; "
               "it predicts a sine."},
              "sine_prediction",
              multiarea_matrix},
    Published{{"nn4n_multiarea_ei", "NN4N: three E/I areas",
               "NN4N, examples/MultiArea.ipynb, the fourth structure; with the playground's start "
               "it learns a perceptual decision."},
              "pdm",
              multiarea_ei_chain},
    Published{{"nn4n_multiarea_ei_matrix", "NN4N: E/I areas in a chain",
               "NN4N, examples/MultiArea.ipynb, the fifth structure; with the playground's start "
               "it learns a perceptual decision."},
              "pdm",
              multiarea_ei_matrix}};

}  // namespace

std::span<const Published> package_presets() { return kPackageNetworks; }

}  // namespace nn4n

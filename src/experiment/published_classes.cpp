// Networks that name a class at every step, trained by cross-entropy on the stream of trials of
// nn-brain's EI_RNN: NN4N's E/I networks (recorded runs of NN4N 1.0.3), and three areas that show
// what it takes to decide in time. nn-brain's own are in preset_networks.h.
//
// The following is as in the sources: trials, windows of the stream, sizes, distributions of the
// weights at the start, time constants, noise, optimiser, learning rate and batch. Gradients are
// not clipped.
#include "experiment/named.h"

namespace nn4n {

namespace {

constexpr int kLastStep = 1;  // nn-brain judges the class at the last step of a decision

/// Training uses windows of 100 steps of a stream, 16 in a batch, and every step counts.
void stream(Experiment& experiment) {
  experiment.network.input_noise = 0;  // the trials add noise to the evidence alone
  set_field(experiment, "task.window_ms", 100 * experiment.network.dt_ms);
  set_field(experiment, "task.judged_by", kLastStep);
  experiment.loss = {{Selection<TermCatalogue>("cross_entropy"), 1.0}};
  experiment.training.batch = 16;
  experiment.training.clip_norm = 0;
}

/// The perceptual decisions of EI_RNN.
void decisions(Experiment& experiment) {
  stream(experiment);
  set_list(experiment, "task.fixation_ms", {50, 100, 200, 400});
  set_list(experiment, "task.stimulus_ms", {100, 200, 400, 800});
}

/// MultiAreaEI as NN4N 1.0.3 starts it.
void nn4n_ei(Experiment& experiment) {
  decisions(experiment);
  Network& network = experiment.network;
  network.compatibility = Compatibility::nn4n_1_0_3;
  network.connectivity.i_to_e = true;
  network.connectivity.i_to_i = true;
  network.initial_state = InitialState::zero;
  network.noise_scale = NoiseScale::nn4n;
  network.input_weights = {.distribution = WeightDistribution::uniform,
                           .bias = BiasDistribution::zero,
                           .dales_law = true};
  network.recurrent_weights = {.distribution = WeightDistribution::normal,
                               .bias = BiasDistribution::zero,
                               .dales_law = true};
  network.readout_weights = {.distribution = WeightDistribution::uniform,
                             .bias = BiasDistribution::zero};
}

void ei_one_area(Experiment& experiment) {
  nn4n_ei(experiment);
  Network& network = experiment.network;
  network.areas = {whole_network(50)};
  network.connectivity.density = {{1}};
  network.recurrent_noise = 0.474342;
  experiment.training.learning_rate = 0.001;
}

/// The recurrent weights are balanced as in NN4N 1.2 instead of divided by 10: the E weights are
/// divided by n_E / n_I.
void ei_two_areas(Experiment& experiment) {
  nn4n_ei(experiment);
  Network& network = experiment.network;
  network.areas = {{.name = "Area 1", .units = 30, .input = true},
                   {.name = "Area 2", .units = 20, .readout = true}};
  network.connectivity.density = {{1, 0.2}, {0.3, 1}};
  for (const int into : {0, 1}) {
    for (const int from : {0, 1}) {
      for (const UnitKind kind : {UnitKind::excitatory, UnitKind::inhibitory}) {
        Block block;
        block.into = into;
        block.from = from;
        block.from_kind = kind;
        block.gain = kind == UnitKind::inhibitory ? 10 : 10.0 / 4;
        network.connectivity.blocks.push_back(block);
      }
    }
  }
  network.recurrent_noise = 0;
}

/// The evidence enters the first of three areas, and the choice is read from the last.
void chain(Experiment& experiment) {
  decisions(experiment);
  Network& network = experiment.network;
  network.areas = {{.name = "Sensory", .units = 30, .input = true},
                   {.name = "Association", .units = 30},
                   {.name = "Decision", .units = 30, .readout = true}};
  network.connectivity.density = {{1, 0.05, 0}, {0.1, 1, 0.05}, {0, 0.1, 1}};
  network.connectivity.i_to_e = true;
  network.connectivity.i_to_i = true;
  experiment.training.clip_norm = 1;
}

void cue_into_all(Experiment& experiment) {
  chain(experiment);
  for (Area& area : experiment.network.areas) {
    if (area.input) continue;
    area.input = true;
    area.input_channels = {0};
  }
}

/// In the trials of nn-brain the decision lasts five steps, which all count. A cue that has to pass
/// two leaky areas reaches the last one when the decision is over: of n steps the part P(Bin(n, α)
/// ≥ 3) has come through on average, 2 % of five steps with α = 0.2. To fixate all the time is then
/// the best that can be learnt at first. Here the decision lasts 400 ms, the units are faster (τ =
/// 40 ms), more synapses lead forward, and there is less noise inside. Trials without evidence,
/// which can only be guessed, are left out.
void cue_into_first(Experiment& experiment) {
  chain(experiment);
  Network& network = experiment.network;
  for (Area& area : network.areas) area.tau_ms = 40;
  network.connectivity.density[1][0] = network.connectivity.density[2][1] = 0.3;
  network.recurrent_noise = 0.05;
  set_field(experiment, "task.decision_ms", 400);
  set_list(experiment, "task.coherences", {6.4, 12.8, 25.6, 51.2});
  experiment.training.learning_rate = 0.003;
}

constexpr std::array kClassNetworks{
    Published{{"nn4n_ei_decision", "NN4N: E/I decision",
               "NN4N 1.0.3, MultiAreaEI of one area, on the trials of nn-brain's EI_RNN."},
              "ng_pdm",
              ei_one_area},
    Published{{"nn4n_ei_two_areas", "NN4N: E/I decision, two areas",
               "NN4N 1.0.3, MultiAreaEI of 30 and 20 units, on the trials of nn-brain's EI_RNN."},
              "ng_pdm",
              ei_two_areas},
    Published{
        {"cue_into_all", "Three areas, go cue into all",
         "Three areas in a chain on the trials of nn-brain's EI_RNN; all get the fixation cue."},
        "ng_pdm",
        cue_into_all},
    Published{
        {"cue_into_first", "Three areas, go cue into the first",
         "The go cue enters the first of three areas alone and reaches the last one late; the "
         "decision is long enough, and the units are fast enough, for that."},
        "ng_pdm",
        cue_into_first}};

}  // namespace

std::span<const Published> class_presets() { return kClassNetworks; }

}  // namespace nn4n

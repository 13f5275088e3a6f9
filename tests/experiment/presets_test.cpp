// Presets that are published networks, as the links that they were when they were made.
//
// From the first release on a preset never changes: what people saw, cited or gave out under its
// name stays what it was. A better one gets another name; whoever changes a line here does so on
// purpose.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "codec/share_link.h"
#include "experiment/named.h"
#include "experiment/validate.h"
#include "training/trainer.h"

namespace nn4n::test::presets_test {

namespace {

const std::map<std::string, std::string>& held() {
  static const std::map<std::string, std::string> links{
      {"nn4n_ctrnn",
       "v=0&task=sine_prediction&task.period_ms=6276.902&task.duration_ms=9990&task.cosine=false&"
       "task.random_phase=false&network.areas=1&network.areas.0.name=Network&"
       "network.areas.0.units=10&network.areas.0.readout=true&"
       "network.connectivity.structure=multi_area&network.connectivity.density.0.0=1&"
       "network.dt_ms=10&network.initial_state=zero&network.recurrent_noise=0&"
       "network.input_noise=0&network.input_weights.law=uniform&network.input_weights.bias=zero&"
       "network.recurrent_weights.law=normal&network.recurrent_weights.signs=false&"
       "network.readout_weights.law=uniform&network.initialisation.spectral_radius=0&"
       "network.initialisation.balance=none&network.initialisation.sparse_gain=fraction&loss=1&"
       "training.learning_rate=0.001&training.clip_norm=0&training.batch=1&"
       "training.validation_trials=1"},
      {"nn4n_multiarea_chain",
       "v=0&task=sine_prediction&task.period_ms=628.319&task.duration_ms=1000&network.areas=3&"
       "network.areas.0.name=Area%201&network.areas.0.units=30&network.areas.0.tau_ms=50&"
       "network.areas.1.name=Area%202&network.areas.1.units=30&network.areas.1.tau_ms=50&"
       "network.areas.1.readout=false&network.areas.2.name=Area%203&network.areas.2.units=30&"
       "network.areas.2.tau_ms=50&network.areas.2.readout=true&"
       "network.connectivity.structure=multi_area&network.connectivity.density.0.0=1&"
       "network.connectivity.density.0.1=0.1&network.connectivity.density.0.2=0.1&"
       "network.connectivity.density.1.0=0.1&network.connectivity.density.1.1=1&"
       "network.connectivity.density.1.2=0.1&network.connectivity.density.2.0=0.1&"
       "network.connectivity.density.2.1=0.1&network.connectivity.density.2.2=1&network.dt_ms=10&"
       "network.initial_state=zero&network.recurrent_noise=0&network.input_noise=0&"
       "network.input_weights.law=uniform&network.input_weights.bias=zero&"
       "network.recurrent_weights.law=normal&network.recurrent_weights.signs=false&"
       "network.readout_weights.law=uniform&network.initialisation.spectral_radius=0&"
       "network.initialisation.balance=none&network.initialisation.sparse_gain=fraction&loss=1&"
       "training.learning_rate=0.001&training.clip_norm=0&training.batch=16"},
      {"nn4n_multiarea_single",
       "v=0&task=sine_prediction&task.period_ms=628.319&task.duration_ms=1000&network.areas=1&"
       "network.areas.0.name=Network&network.areas.0.units=50&network.areas.0.tau_ms=50&"
       "network.areas.0.readout=true&network.connectivity.structure=multi_area&"
       "network.connectivity.density.0.0=0.5&network.dt_ms=10&network.initial_state=zero&"
       "network.recurrent_noise=0&network.input_noise=0&network.input_weights.law=uniform&"
       "network.input_weights.bias=zero&network.recurrent_weights.law=normal&"
       "network.recurrent_weights.signs=false&network.readout_weights.law=uniform&"
       "network.initialisation.spectral_radius=0&network.initialisation.balance=none&"
       "network.initialisation.sparse_gain=fraction&loss=1&training.learning_rate=0.001&"
       "training.clip_norm=0&training.batch=16"},
      {"nn4n_multiarea_matrix",
       "v=0&task=sine_prediction&task.period_ms=628.319&task.duration_ms=1000&network.areas=3&"
       "network.areas.0.name=Area%201&network.areas.0.units=10&network.areas.0.tau_ms=50&"
       "network.areas.1.name=Area%202&network.areas.1.units=50&network.areas.1.tau_ms=50&"
       "network.areas.2.name=Area%203&network.areas.2.units=40&network.areas.2.tau_ms=50&"
       "network.connectivity.structure=multi_area&network.connectivity.density.0.0=1&"
       "network.connectivity.density.0.1=0.1&network.connectivity.density.0.2=0.02&"
       "network.connectivity.density.1.0=0.1&network.connectivity.density.1.1=1&"
       "network.connectivity.density.1.2=0.1&network.connectivity.density.2.0=0.02&"
       "network.connectivity.density.2.1=0.1&network.connectivity.density.2.2=1&network.dt_ms=10&"
       "network.initial_state=zero&network.recurrent_noise=0&network.input_noise=0&"
       "network.input_weights.law=uniform&network.input_weights.bias=zero&"
       "network.recurrent_weights.law=normal&network.recurrent_weights.signs=false&"
       "network.readout_weights.law=uniform&network.initialisation.spectral_radius=0&"
       "network.initialisation.balance=none&network.initialisation.sparse_gain=fraction&"
       "loss.1.term=recurrent_weight&loss.1.weight=0.1&loss.2.term=mean_rate&loss.2.weight=0.01&"
       "training.learning_rate=0.001&training.clip_norm=0&training.batch=16"},
      {"nn4n_multiarea_ei",
       "v=0&network.areas=3&network.areas.0.name=Area%201&network.areas.0.units=30&"
       "network.areas.1.name=Area%202&network.areas.1.units=30&network.areas.1.readout=false&"
       "network.areas.2.name=Area%203&network.areas.2.units=30&network.areas.2.readout=true&"
       "network.connectivity.density.0.0=1&network.connectivity.density.0.1=0.05&"
       "network.connectivity.density.0.2=0.05&network.connectivity.density.1.0=0.1&"
       "network.connectivity.density.1.1=1&network.connectivity.density.1.2=0.05&"
       "network.connectivity.density.2.0=0.1&network.connectivity.density.2.1=0.1&"
       "network.connectivity.density.2.2=1&network.connectivity.i_to_e=true&"
       "network.connectivity.i_to_i=true&network.connectivity.inhibitory_readout=true"},
      {"nn4n_multiarea_ei_matrix",
       "v=0&network.areas=3&network.areas.0.name=Area%201&network.areas.0.units=40&"
       "network.areas.1.name=Area%202&network.areas.1.units=40&network.areas.1.readout=false&"
       "network.areas.2.name=Area%203&network.areas.2.units=40&network.areas.2.readout=true&"
       "network.connectivity.density.0.0=1&network.connectivity.density.0.1=0.05&"
       "network.connectivity.density.0.2=0&network.connectivity.density.1.0=0.1&"
       "network.connectivity.density.1.1=1&network.connectivity.density.1.2=0.05&"
       "network.connectivity.density.2.0=0&network.connectivity.density.2.1=0.1&"
       "network.connectivity.density.2.2=1&network.connectivity.i_to_e=true&"
       "network.connectivity.i_to_i=true&network.connectivity.inhibitory_readout=true"},
      {"nn4n_ei_decision",
       "v=0&task=ng_pdm&task.fixation_ms=4&task.fixation_ms.0=50&task.fixation_ms.1=100&"
       "task.fixation_ms.2=200&task.fixation_ms.3=400&task.stimulus_ms=4&task.stimulus_ms.0=100&"
       "task.stimulus_ms.1=200&task.stimulus_ms.2=400&task.stimulus_ms.3=800&task.window_ms=2000&"
       "task.judged_by=last&network.areas=1&network.areas.0.name=Network&"
       "network.areas.0.units=50&network.areas.0.readout=true&network.connectivity.density.0.0=1&"
       "network.connectivity.i_to_e=true&network.connectivity.i_to_i=true&"
       "network.initial_state=zero&network.recurrent_noise=0.474342&network.noise_scaling=nn4n&"
       "network.input_noise=0&network.input_weights.law=uniform&network.input_weights.bias=zero&"
       "network.input_weights.signs=true&network.recurrent_weights.law=normal&"
       "network.readout_weights.law=uniform&network.compatibility=nn4n-1.0.3&loss=1&"
       "loss.0.term=cross_entropy&training.learning_rate=0.001&training.clip_norm=0&"
       "training.batch=16"},
      {"nn4n_ei_two_areas",
       "v=0&task=ng_pdm&task.fixation_ms=4&task.fixation_ms.0=50&task.fixation_ms.1=100&"
       "task.fixation_ms.2=200&task.fixation_ms.3=400&task.stimulus_ms=4&task.stimulus_ms.0=100&"
       "task.stimulus_ms.1=200&task.stimulus_ms.2=400&task.stimulus_ms.3=800&task.window_ms=2000&"
       "task.judged_by=last&network.areas.0.name=Area%201&network.areas.0.units=30&"
       "network.areas.1.name=Area%202&network.areas.1.units=20&"
       "network.connectivity.density.0.0=1&network.connectivity.density.0.1=0.2&"
       "network.connectivity.density.1.0=0.3&network.connectivity.density.1.1=1&"
       "network.connectivity.i_to_e=true&network.connectivity.i_to_i=true&"
       "network.connectivity.blocks=8&network.connectivity.blocks.0.from_kind=excitatory&"
       "network.connectivity.blocks.0.gain=2.5&"
       "network.connectivity.blocks.1.from_kind=inhibitory&network.connectivity.blocks.1.gain=10&"
       "network.connectivity.blocks.2.from=1&network.connectivity.blocks.2.from_kind=excitatory&"
       "network.connectivity.blocks.2.gain=2.5&network.connectivity.blocks.3.from=1&"
       "network.connectivity.blocks.3.from_kind=inhibitory&network.connectivity.blocks.3.gain=10&"
       "network.connectivity.blocks.4.into=1&network.connectivity.blocks.4.from_kind=excitatory&"
       "network.connectivity.blocks.4.gain=2.5&network.connectivity.blocks.5.into=1&"
       "network.connectivity.blocks.5.from_kind=inhibitory&network.connectivity.blocks.5.gain=10&"
       "network.connectivity.blocks.6.into=1&network.connectivity.blocks.6.from=1&"
       "network.connectivity.blocks.6.from_kind=excitatory&"
       "network.connectivity.blocks.6.gain=2.5&network.connectivity.blocks.7.into=1&"
       "network.connectivity.blocks.7.from=1&network.connectivity.blocks.7.from_kind=inhibitory&"
       "network.connectivity.blocks.7.gain=10&network.initial_state=zero&"
       "network.recurrent_noise=0&network.noise_scaling=nn4n&network.input_noise=0&"
       "network.input_weights.law=uniform&network.input_weights.bias=zero&"
       "network.input_weights.signs=true&network.recurrent_weights.law=normal&"
       "network.readout_weights.law=uniform&network.compatibility=nn4n-1.0.3&loss=1&"
       "loss.0.term=cross_entropy&training.clip_norm=0&training.batch=16"},
      {"cue_into_all",
       "v=0&task=ng_pdm&task.fixation_ms=4&task.fixation_ms.0=50&task.fixation_ms.1=100&"
       "task.fixation_ms.2=200&task.fixation_ms.3=400&task.stimulus_ms=4&task.stimulus_ms.0=100&"
       "task.stimulus_ms.1=200&task.stimulus_ms.2=400&task.stimulus_ms.3=800&task.window_ms=2000&"
       "task.judged_by=last&network.areas=3&network.areas.0.units=30&"
       "network.areas.1.name=Association&network.areas.1.units=30&network.areas.1.input=true&"
       "network.areas.1.input_channels=1&network.areas.1.readout=false&"
       "network.areas.2.name=Decision&network.areas.2.units=30&network.areas.2.input=true&"
       "network.areas.2.input_channels=1&network.areas.2.readout=true&"
       "network.connectivity.density.0.0=1&network.connectivity.density.0.1=0.05&"
       "network.connectivity.density.0.2=0&network.connectivity.density.1.0=0.1&"
       "network.connectivity.density.1.1=1&network.connectivity.density.1.2=0.05&"
       "network.connectivity.density.2.0=0&network.connectivity.density.2.1=0.1&"
       "network.connectivity.density.2.2=1&network.connectivity.i_to_e=true&"
       "network.connectivity.i_to_i=true&network.input_noise=0&loss=1&loss.0.term=cross_entropy&"
       "training.batch=16"},
      {"cue_into_first",
       "v=0&task=ng_pdm&task.fixation_ms=4&task.fixation_ms.0=50&task.fixation_ms.1=100&"
       "task.fixation_ms.2=200&task.fixation_ms.3=400&task.stimulus_ms=4&task.stimulus_ms.0=100&"
       "task.stimulus_ms.1=200&task.stimulus_ms.2=400&task.stimulus_ms.3=800&task.window_ms=2000&"
       "task.judged_by=last&network.areas=3&network.areas.0.units=30&"
       "network.areas.1.name=Association&network.areas.1.units=30&network.areas.1.readout=false&"
       "network.areas.2.name=Decision&network.areas.2.units=30&network.areas.2.readout=true&"
       "network.connectivity.density.0.0=1&network.connectivity.density.0.1=0.05&"
       "network.connectivity.density.0.2=0&network.connectivity.density.1.0=0.1&"
       "network.connectivity.density.1.1=1&network.connectivity.density.1.2=0.05&"
       "network.connectivity.density.2.0=0&network.connectivity.density.2.1=0.1&"
       "network.connectivity.density.2.2=1&network.connectivity.i_to_e=true&"
       "network.connectivity.i_to_i=true&network.input_noise=0&loss=1&loss.0.term=cross_entropy&"
       "training.batch=16"},
      {"song_rdm_dense",
       "v=0&network.areas=1&network.areas.0.name=Network&network.areas.0.units=100&"
       "network.areas.0.input_channels=2&network.areas.0.input_channels.0=1&"
       "network.areas.0.input_channels.1=2&network.areas.0.readout=true&"
       "network.connectivity.density.0.0=1&network.connectivity.i_to_e=true&"
       "network.connectivity.i_to_i=true&network.connectivity.dale=rectify&"
       "network.input_weights.law=uniform&network.input_weights.gain=0.17320508075688773&"
       "network.input_weights.signs=true&network.recurrent_weights.law=gamma&"
       "network.recurrent_weights.bias=none&network.readout_weights.law=uniform&"
       "network.readout_weights.bias=none&network.readout_weights.signs=true&loss=1&"
       "training.learning_rate=0.01&training.batch=20"},
      {"song_rdm_fixed",
       "v=0&network.areas.0.name=Left&network.areas.0.units=50&network.areas.0.input_channels=1&"
       "network.areas.0.input_channels.0=1&network.areas.0.readout=true&"
       "network.areas.0.readout_channels=1&network.areas.1.name=Right&network.areas.1.units=50&"
       "network.areas.1.input=true&network.areas.1.input_channels=1&"
       "network.areas.1.input_channels.0=2&network.areas.1.readout_channels=1&"
       "network.areas.1.readout_channels.0=1&network.connectivity.density.0.0=1&"
       "network.connectivity.density.0.1=1&network.connectivity.density.1.0=1&"
       "network.connectivity.density.1.1=1&network.connectivity.e_to_e=false&"
       "network.connectivity.i_to_e=true&network.connectivity.i_to_i=true&"
       "network.connectivity.dale=rectify&network.input_weights.law=uniform&"
       "network.input_weights.gain=0.17320508075688773&network.input_weights.signs=true&"
       "network.recurrent_weights.law=gamma&network.recurrent_weights.bias=none&"
       "network.readout_weights.law=uniform&network.readout_weights.bias=none&"
       "network.readout_weights.signs=true&loss=1&training.learning_rate=0.01&training.batch=20"},
      {"song_rdm_nodale",
       "v=0&network.areas=1&network.areas.0.name=Network&network.areas.0.units=100&"
       "network.areas.0.input_channels=2&network.areas.0.input_channels.0=1&"
       "network.areas.0.input_channels.1=2&network.areas.0.readout=true&"
       "network.connectivity.structure=multi_area&network.connectivity.density.0.0=1&"
       "network.connectivity.i_to_e=true&network.connectivity.i_to_i=true&"
       "network.connectivity.dale=rectify&network.input_weights.law=uniform&"
       "network.input_weights.gain=0.17320508075688773&network.recurrent_weights.law=normal&"
       "network.recurrent_weights.bias=none&network.recurrent_weights.signs=false&"
       "network.readout_weights.law=uniform&network.readout_weights.bias=none&"
       "network.initialisation.spectral_radius=1.1&loss=1&training.learning_rate=0.01&"
       "training.batch=20"},
      {"song_rdm_varstim",
       "v=0&task.variable_duration=true&network.areas=1&network.areas.0.name=Network&"
       "network.areas.0.units=100&network.areas.0.readout=true&"
       "network.connectivity.density.0.0=1&network.connectivity.i_to_e=true&"
       "network.connectivity.i_to_i=true&network.connectivity.dale=rectify&"
       "network.input_weights.law=uniform&network.input_weights.gain=0.17320508075688773&"
       "network.input_weights.signs=true&network.recurrent_weights.law=gamma&"
       "network.recurrent_weights.bias=none&network.readout_weights.law=uniform&"
       "network.readout_weights.bias=none&network.readout_weights.signs=true&loss=1&"
       "training.learning_rate=0.01&training.batch=20"},
      {"song_rdm_rt",
       "v=0&task=rt&network.areas=1&network.areas.0.name=Network&network.areas.0.units=100&"
       "network.areas.0.readout=true&network.connectivity.density.0.0=1&"
       "network.connectivity.i_to_e=true&network.connectivity.i_to_i=true&"
       "network.connectivity.dale=rectify&network.input_weights.law=uniform&"
       "network.input_weights.gain=0.17320508075688773&network.input_weights.signs=true&"
       "network.recurrent_weights.law=gamma&network.recurrent_weights.bias=none&"
       "network.readout_weights.law=uniform&network.readout_weights.bias=none&"
       "network.readout_weights.signs=true&loss=1&training.learning_rate=0.01&training.batch=20"},
      {"song_mante",
       "v=0&task=ctx&network.areas=1&network.areas.0.name=Network&network.areas.0.units=150&"
       "network.areas.0.input_channels=6&network.areas.0.input_channels.0=1&"
       "network.areas.0.input_channels.1=2&network.areas.0.input_channels.2=3&"
       "network.areas.0.input_channels.3=4&network.areas.0.input_channels.4=5&"
       "network.areas.0.input_channels.5=6&network.areas.0.readout=true&"
       "network.connectivity.density.0.0=1&network.connectivity.i_to_e=true&"
       "network.connectivity.i_to_i=true&network.connectivity.dale=rectify&"
       "network.input_weights.law=uniform&network.input_weights.gain=0.2645751311064591&"
       "network.input_weights.signs=true&network.recurrent_weights.law=gamma&"
       "network.recurrent_weights.bias=none&network.readout_weights.law=uniform&"
       "network.readout_weights.gain=1.2247448713915892&network.readout_weights.bias=none&"
       "network.readout_weights.signs=true&loss=1&training.learning_rate=0.01&training.batch=50"},
      {"song_mante_areas",
       "v=0&task=ctx&network.areas.0.units=75&network.areas.0.input_channels=6&"
       "network.areas.0.input_channels.0=1&network.areas.0.input_channels.1=2&"
       "network.areas.0.input_channels.2=3&network.areas.0.input_channels.3=4&"
       "network.areas.0.input_channels.4=5&network.areas.0.input_channels.5=6&"
       "network.areas.1.name=Motor&network.areas.1.units=75&network.connectivity.density.0.0=1&"
       "network.connectivity.density.0.1=0.2&network.connectivity.density.1.0=1&"
       "network.connectivity.density.1.1=1&network.connectivity.dale=rectify&"
       "network.input_weights.law=uniform&network.input_weights.gain=0.2645751311064591&"
       "network.input_weights.signs=true&network.recurrent_weights.law=gamma&"
       "network.recurrent_weights.bias=none&network.readout_weights.law=uniform&"
       "network.readout_weights.gain=1.2247448713915892&network.readout_weights.bias=none&"
       "network.readout_weights.signs=true&loss=1&training.learning_rate=0.01&training.batch=50"},
      {"song_multisensory",
       "v=0&task=multi&network.areas=3&network.areas.0.name=Vision&network.areas.0.units=50&"
       "network.areas.0.input_channels=2&network.areas.0.input_channels.0=1&"
       "network.areas.0.input_channels.1=2&network.areas.0.readout=true&"
       "network.areas.1.name=Hearing&network.areas.1.units=50&network.areas.1.input=true&"
       "network.areas.1.input_channels=2&network.areas.1.input_channels.0=3&"
       "network.areas.1.input_channels.1=4&network.areas.2.name=Rest&network.areas.2.units=50&"
       "network.areas.2.readout=true&network.connectivity.density.0.0=1&"
       "network.connectivity.density.0.1=1&network.connectivity.density.0.2=1&"
       "network.connectivity.density.1.0=1&network.connectivity.density.1.1=1&"
       "network.connectivity.density.1.2=1&network.connectivity.density.2.0=1&"
       "network.connectivity.density.2.1=1&network.connectivity.density.2.2=1&"
       "network.connectivity.i_to_e=true&network.connectivity.i_to_i=true&"
       "network.connectivity.dale=rectify&network.input_weights.law=uniform&"
       "network.input_weights.gain=0.223606797749979&network.input_weights.signs=true&"
       "network.recurrent_weights.law=gamma&network.recurrent_weights.bias=none&"
       "network.readout_weights.law=uniform&network.readout_weights.gain=1.2247448713915892&"
       "network.readout_weights.bias=none&network.readout_weights.signs=true&loss=1&"
       "training.learning_rate=0.01&training.batch=20"},
      {"song_romo",
       "v=0&task=romo&task.delay_min_ms=2500&task.delay_max_ms=3500&network.areas=1&"
       "network.areas.0.name=Network&network.areas.0.units=500&network.areas.0.input_channels=2&"
       "network.areas.0.input_channels.0=1&network.areas.0.input_channels.1=2&"
       "network.areas.0.readout=true&network.connectivity.density.0.0=0.1&"
       "network.connectivity.i_to_e=true&network.connectivity.i_to_i=true&"
       "network.connectivity.dale=rectify&network.connectivity.blocks=1&"
       "network.connectivity.blocks.0.from_kind=inhibitory&"
       "network.connectivity.blocks.0.pattern=density&"
       "network.connectivity.blocks.0.pattern.density=0.5&network.input_weights.law=uniform&"
       "network.input_weights.gain=0.17320508075688773&network.input_weights.signs=true&"
       "network.recurrent_weights.law=gamma&network.recurrent_weights.bias=none&"
       "network.readout_weights.law=uniform&network.readout_weights.gain=2.23606797749979&"
       "network.readout_weights.bias=none&network.readout_weights.signs=true&loss=1&"
       "training.learning_rate=0.01&training.batch=20"},
      {"song_lee",
       "v=0&task=seq&network.areas=1&network.areas.0.name=Network&network.areas.0.units=200&"
       "network.areas.0.tau_ms=50&network.areas.0.readout=true&"
       "network.connectivity.density.0.0=1&network.connectivity.i_to_e=true&"
       "network.connectivity.i_to_i=true&network.connectivity.inhibitory_readout=true&"
       "network.connectivity.dale=rectify&network.recurrent_noise=0.01&"
       "network.input_weights.law=uniform&network.input_weights.gain=0.41231056256176607&"
       "network.input_weights.signs=true&network.recurrent_weights.law=gamma&"
       "network.recurrent_weights.bias=none&network.readout_weights.law=uniform&"
       "network.readout_weights.gain=1.4142135623730951&network.readout_weights.bias=none&"
       "network.readout_weights.signs=true&loss=1&training.learning_rate=0.01&training.batch=20"}};
  return links;
}

}  // namespace

TEST(Presets, NeverChange) {
  for (const Published& network : published_networks()) {
    const std::string key(network.name.key);
    const auto link = held().find(key);
    ASSERT_NE(link, held().end()) << "to be held: " << key << "\n" << to_link(*preset(key));
    EXPECT_EQ(to_link(*preset(key)), link->second) << key;
  }
}

TEST(Presets, NeverGoAway) {
  ASSERT_GE(held().size(), 20u);
  for (const auto& [key, link] : held()) EXPECT_TRUE(preset(key)) << key;
}

TEST(Presets, AreWhatTheirLinksSay) {
  for (const auto& [key, link] : held()) {
    const Reading reading = read_link(link);
    EXPECT_TRUE(reading.issues.empty()) << key << ": " << reading.issues.front().message;
    EXPECT_EQ(reading.experiment, *preset(key)) << key;
  }
}

TEST(PublishedNetworks, RunAndSayWhereTheyAreFrom) {
  ASSERT_GE(published_networks().size(), 20u);
  for (const Published& network : published_networks()) {
    SCOPED_TRACE(network.name.key);
    const std::optional<Experiment> experiment = preset(network.name.key);
    ASSERT_TRUE(experiment);
    const Issues issues = validate(*experiment);
    EXPECT_TRUE(issues.empty()) << issues.front().message;
    EXPECT_FALSE(network.name.label.empty());
    EXPECT_TRUE(network.name.help.ends_with("."));
    EXPECT_EQ(experiment->task.name(), network.task);
  }
}

/// The structures of NN4N's notebook and of the paper, where they are easily got wrong.
TEST(PublishedNetworks, HaveTheirStructures) {
  const Experiment fixed = *preset("song_rdm_fixed");
  const Masks masks = make_masks(fixed.network, 3, 2, fixed.seed);
  for (int i = 0; i < 100; ++i) {
    for (int j = 0; j < 100; ++j) {
      const auto k = static_cast<std::size_t>(i * 100 + j);
      const bool both_excitatory = masks.unit_sign[static_cast<std::size_t>(i)] > 0 &&
                                   masks.unit_sign[static_cast<std::size_t>(j)] > 0;
      EXPECT_EQ(masks.recurrent[k], i != j && !(both_excitatory && i / 50 != j / 50));
    }
    EXPECT_EQ(masks.input[static_cast<std::size_t>(3 * i)], 0) << "no fixation channel";
  }
  const Experiment romo = *preset("song_romo");
  const Masks sparse = make_masks(romo.network, 3, 2, romo.seed);
  double present[2] = {0, 0};
  for (std::size_t k = 0; k < sparse.recurrent.size(); ++k)
    present[sparse.unit_sign[k % 500] < 0] += sparse.recurrent[k];
  EXPECT_NEAR(present[0] / (500 * 400), 0.1, 0.005);
  EXPECT_NEAR(present[1] / (500 * 100), 0.5, 0.015);
}

}  // namespace nn4n::test::presets_test

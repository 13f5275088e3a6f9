#include "editing/initial.h"

#include "analysis/spectrum.h"
#include "editing/masks_by_hand.h"
#include "experiment/validate.h"
#include "model/constraints.h"
#include "model/initialise.h"

namespace nn4n {

namespace {

/// The network without what masks and initial weights do not follow from.
Network essence(Network network) {
  const Network usual;
  for (Area& area : network.areas) {
    area.name.clear();
    area.tau_ms = Area{}.tau_ms;
    area.own_activation = false;
    area.activation = Area{}.activation;
  }
  for (Block& block : network.connectivity.blocks) {
    block.trained = true;
    block.plasticity = 1;
  }
  for (const MaskLayer layer : {MaskLayer::input, MaskLayer::recurrent, MaskLayer::readout}) {
    Weights& weights = layer_in(network, layer);
    weights.trained = weights.bias_trained = true;
    weights.plasticity = 1;
    weights.synapse_plasticity.clear();
  }
  network.connectivity.sign_constraint = usual.connectivity.sign_constraint;
  network.activation = usual.activation;
  network.dt_ms = usual.dt_ms;
  network.unit_tau_ms.clear();
  network.learn_alpha = false;
  network.recurrent_noise = network.rate_noise = network.input_noise = 0;
  network.noise_scale = usual.noise_scale;
  return network;
}

bool same(const Channels& a, const Channels& b) {
  return a.inputs == b.inputs && a.outputs == b.outputs;
}

Initial computed(const Network& network, const Channels& channels, std::uint32_t seed,
                 int redraws) {
  Initial made;
  made.masks = make_masks(network, static_cast<int>(channels.inputs),
                          static_cast<int>(channels.outputs), seed);
  made.parameters = initialise(network, made.masks, seed, redraws);
  enforce(make_constraints<float>(network, made.masks), made.parameters);
  return made;
}

}  // namespace

const Initial& Initials::of(const Experiment& experiment, bool dragged, int redraws) {
  compute(experiment, dragged, redraws);
  if (has_spectrum_ || made_.serial == 0) return made_;
  const auto recurrent = std::as_const(made_.parameters).of(Tensor::recurrent_weight);
  made_.eigenvalues = eigenvalues(recurrent, made_.masks.units);
  made_.radius = made_.eigenvalues.empty() ? 0 : std::abs(made_.eigenvalues.front());
  has_spectrum_ = true;
  return made_;
}

const Initial& Initials::weights_of(const Experiment& experiment, bool dragged, int redraws) {
  compute(experiment, dragged, redraws);
  return made_;
}

void Initials::compute(const Experiment& experiment, bool dragged, int redraws) {
  const Channels channels = channels_in(experiment);
  Network network = essence(experiment.network);
  const bool known = made_.serial > 0;
  stale_ = !known || experiment.seed != seed_ || redraws != redraws_ ||
           !same(channels, channels_) || !(network == network_);
  if (!stale_) return;
  const bool large = total_units(experiment.network) > kWithinAFrame;
  if (known && dragged && large) return;
  Experiment whole = experiment;
  conform(whole);
  if (!validate(whole).empty()) return;
  const int serial = made_.serial;
  made_ = computed(whole.network, channels, experiment.seed, redraws);
  made_.serial = serial + 1;
  has_spectrum_ = false;
  network_ = std::move(network);
  channels_ = channels;
  seed_ = experiment.seed;
  redraws_ = redraws;
  stale_ = false;
}

}  // namespace nn4n

#include "editing/structures.h"

#include <algorithm>
#include <array>

#include "editing/masks_by_hand.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

std::size_t count_areas(const Network& network) { return network.areas.size(); }

/// The densities within areas, from earlier to later ones, and back.
void fill_densities(Network& network, double within, double forward, double backward) {
  const std::size_t n = count_areas(network);
  auto& density = network.connectivity.density;
  density.assign(n, std::vector<double>(n, within));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      if (i != j) density[i][j] = i > j ? forward : backward;
    }
  }
}

void forget_exceptions(Network& network) {
  network.connectivity.blocks.clear();
  network.recurrent_weights.mask.clear();
}

/// What crosses between areas, source to target.
void set_crossings(Connectivity& connectivity, bool from_e, bool from_i) {
  connectivity.e_to_e = connectivity.e_to_i = from_e;
  connectivity.i_to_e = connectivity.i_to_i = from_i;
}

void fill_playground(Experiment& experiment) {
  Network& network = experiment.network;
  forget_exceptions(network);
  network.connectivity.unit_signs = UnitSigns::ei;
  network.connectivity.inhibitory_readout = false;
  set_crossings(network.connectivity, true, false);
  fill_densities(network, kWithinDensity, kForwardDensity, kBackwardDensity);
}

void fill_multi_area(Experiment& experiment) {
  forget_exceptions(experiment.network);
  experiment.network.connectivity.unit_signs = UnitSigns::none;
  fill_densities(experiment.network, 1, 0.1, 0.1);
}

void fill_multi_area_ei(Experiment& experiment) {
  fill_multi_area(experiment);
  experiment.network.connectivity.unit_signs = UnitSigns::ei;
  experiment.network.connectivity.inhibitory_readout = true;
  set_crossings(experiment.network.connectivity, true, true);
}

void fill_random_input(Experiment& experiment) {
  fill_multi_area(experiment);
  fill_densities(experiment.network, 1, 1, 1);
  experiment.network.connectivity.overlap = false;
  for (Area& area : experiment.network.areas) {
    area.input = area.readout = true;
    area.input_fraction = area.readout_fraction = 0.5;
    area.input_channels.clear();
    area.readout_channels.clear();
  }
}

/// Channel c belongs to area c, and from the last area on again to the first.
void deal_channels(std::vector<Area>& areas, std::size_t channels, bool Area::*has,
                   std::vector<int> Area::*list) {
  for (Area& area : areas) {
    area.*has = false;
    (area.*list).clear();
  }
  for (std::size_t c = 0; c < channels; ++c) {
    Area& area = areas[c % areas.size()];
    area.*has = true;
    (area.*list).push_back(static_cast<int>(c));
  }
}

void fill_multi_io(Experiment& experiment) {
  fill_multi_area(experiment);
  fill_densities(experiment.network, 1, 1, 1);
  const Channels channels = channels_in(experiment);
  std::vector<Area>& areas = experiment.network.areas;
  for (Area& area : areas) area.input_fraction = area.readout_fraction = 1;
  if (channels.inputs > 0)
    deal_channels(areas, channels.inputs, &Area::input, &Area::input_channels);
  deal_channels(areas, channels.outputs, &Area::readout, &Area::readout_channels);
}

void fill_hub(Experiment& experiment) {
  Network& network = experiment.network;
  forget_exceptions(network);
  fill_densities(network, kWithinDensity, 0.1, 0.1);
  for (std::size_t a = 0; a < count_areas(network); ++a) {
    Block block;
    block.into = block.from = static_cast<int>(a);
    block.pattern.select("hub");
    network.connectivity.blocks.push_back(block);
  }
}

void fill_given_mask(Experiment& experiment) {
  if (experiment.network.recurrent_weights.mask.empty())
    experiment.network.recurrent_weights.mask = drawn_mask(experiment, MaskLayer::recurrent);
  experiment.network.connectivity.blocks.clear();
}

constexpr std::array kStructures{
    StartingPoint{"playground", "Playground's areas",
                  "Areas of E and I units: density 0.8 within, 0.35 forward, 0.15 backward; only "
                  "excitatory units reach other areas.",
                  "", &fill_playground},
    StartingPoint{"multi_area", "MultiArea",
                  "Areas without signs: all synapses within, a tenth between neighbours.",
                  "NN4N MultiArea", &fill_multi_area},
    StartingPoint{"multi_area_ei", "MultiAreaEI",
                  "Areas of E and I units: all synapses within, a tenth between, from both kinds; "
                  "outputs read both.",
                  "NN4N MultiAreaEI", &fill_multi_area_ei},
    StartingPoint{"random_input", "RandomInput",
                  "All synapses; input reaches a random half of the units, outputs read the other.",
                  "NN4N RandomInput", &fill_random_input},
    StartingPoint{"multi_io", "MultiIO",
                  "All synapses; every input channel reaches an area of its own, every output "
                  "reads one.",
                  "NN4N 1.2 MultiIO", &fill_multi_io},
    StartingPoint{"hub", "Hub", "A few strongly connected units in every area, among sparse ones.",
                  "Wang & Wang 2023", &fill_hub},
    StartingPoint{"given_mask", "Given mask",
                  "The synapses that are drawn now, listed one by one, to be painted or replaced "
                  "by a file.",
                  "NN4N layer_masks", &fill_given_mask}};

/// A mask that is listed is where it started, and only then.
bool listed_as(const Experiment& experiment, const StartingPoint& start) {
  return experiment.network.recurrent_weights.mask.empty() == (start.key != "given_mask");
}

std::size_t differing_areas(const Network& a, const Network& b) {
  std::size_t differing = 0;
  for (std::size_t k = 0; k < std::min(a.areas.size(), b.areas.size()); ++k)
    differing += a.areas[k] == b.areas[k] ? 0 : 1;
  return differing;
}

std::vector<BlockPlace> differing_blocks(const Network& network, const Network& begun) {
  std::vector<BlockPlace> changed;
  for (const BlockPlace& place : all_places(network)) {
    if (!same_values(values_of(network, place), values_of(begun, place))) changed.push_back(place);
  }
  return changed;
}

}  // namespace

std::span<const StartingPoint> starting_points() { return kStructures; }

const StartingPoint* starting_point(std::string_view key) {
  const auto found = std::find_if(kStructures.begin(), kStructures.end(),
                                  [&](const StartingPoint& start) { return start.key == key; });
  return found == kStructures.end() ? nullptr : &*found;
}

Experiment started_from(const Experiment& experiment, const StartingPoint& start) {
  Experiment begun = experiment;
  start.fill(begun);
  return begun;
}

Nearest nearest_start(const Experiment& experiment) {
  Nearest nearest;
  std::size_t least = 0;
  for (const StartingPoint& start : kStructures) {
    if (!listed_as(experiment, start)) continue;
    Network begun = started_from(experiment, start).network;
    if (begun.connectivity.unit_signs != experiment.network.connectivity.unit_signs) continue;
    std::vector<BlockPlace> changed = differing_blocks(experiment.network, begun);
    const std::size_t distance = changed.size() + differing_areas(experiment.network, begun);
    if (nearest.start && distance >= least) continue;
    least = distance;
    nearest = {&start, std::move(begun), std::move(changed)};
  }
  return nearest;
}

}  // namespace nn4n

#include "editing/mask_by_rule.h"

#include <algorithm>
#include <cmath>

#include "editing/blocks.h"
#include "editing/masks_by_hand.h"
#include "experiment/validate.h"
#include "structure/masks.h"

namespace nn4n {

namespace {

constexpr double kDeviations = 3;  // so many from the mean is still chance
constexpr double kPlaces = 1000;   // densities have three decimals

std::size_t at(int row, int columns, int column) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
         static_cast<std::size_t>(column);
}

double rounded(double density) { return std::round(density * kPlaces) / kPlaces; }

Masks masks_of(const Experiment& experiment) {
  const Channels channels = channels_in(experiment);
  return make_masks(experiment.network, static_cast<int>(channels.inputs),
                    static_cast<int>(channels.outputs), experiment.seed);
}

/// A layer of an experiment, as it is painted and as it would be drawn without the mask.
struct PaintedLayer {
  const std::vector<std::uint8_t>&painted, &drawn;
  const std::vector<std::int8_t>&painted_sign, &drawn_sign;

  /// Has the mask a synapse whose sign the structure would not give it?
  bool has_other_sign() const {
    for (std::size_t k = 0; k < painted.size(); ++k) {
      if (painted[k] && painted_sign[k] != drawn_sign[k]) return true;
    }
    return false;
  }
};

// ---------------------------------------------------------------------------------------------
// Recurrent synapses

/// The synapses of a block: how many there could be, are painted and would be drawn.
struct Count {
  BlockPlace place;
  double possible = 0;
  double painted = 0;
  bool as_drawn = true;

  double density() const { return possible > 0 ? painted / possible : 0; }
  /// Could independent draws with this density have given so many?
  bool allows(double density) const {
    const double spread = std::sqrt(possible * density * (1 - density));
    return std::fabs(painted - possible * density) <= kDeviations * spread + 0.5;
  }
};

Count count_of(const Group& into, const Group& from, const PaintedLayer& layer, int units,
               bool self) {
  Count count{place_of(into, from)};
  for (int i = into.begin; i < into.begin + into.units; ++i) {
    for (int j = from.begin; j < from.begin + from.units; ++j) {
      const std::size_t k = at(i, units, j);
      if (i != j || self) count.possible += 1;
      if (layer.painted[k]) count.painted += 1;
      count.as_drawn = count.as_drawn && layer.painted[k] == layer.drawn[k];
    }
  }
  return count;
}

/// The density of all blocks together that have any synapse.
double common_density(const std::vector<Count>& counts) {
  double possible = 0;
  double painted = 0;
  for (const Count& count : counts) {
    if (count.painted > 0) possible += count.possible, painted += count.painted;
  }
  return possible > 0 ? rounded(painted / possible) : 0;
}

/// Gives the blocks between two areas the densities that they have in the mask.
void set_densities(Network& network, const std::vector<Count>& counts) {
  const double common = common_density(counts);
  std::vector<BlockPlace> places;
  for (const Count& count : counts) places.push_back(count.place);
  change_blocks(network, places, "density", [&](BlockValues& values) {
    const Block& block = values.block;
    const BlockPlace place{block.into, block.from, block.into_kind, block.from_kind};
    const auto count = std::find_if(counts.begin(), counts.end(),
                                    [&](const Count& each) { return each.place == place; });
    values.density = count->allows(common) ? common : rounded(count->density());
  });
}

bool recurrent_by_rule(Experiment& experiment, const PaintedLayer& layer, int units) {
  if (layer.has_other_sign()) return false;
  Network& network = experiment.network;
  const bool self = network.connectivity.self_connections;
  const bool sparse = network.recurrent_weights.sparse;  // else every synapse is there anyway
  const std::vector<Group> groups = groups_of(network);
  const int areas = static_cast<int>(network.areas.size());
  network.recurrent_weights.mask.clear();
  for (int pair = 0; sparse && pair < areas * areas; ++pair) {
    std::vector<Count> counts;
    for (const Group& into : groups) {
      for (const Group& from : groups) {
        if (into.area == pair / areas && from.area == pair % areas)
          counts.push_back(count_of(into, from, layer, units, self));
      }
    }
    const auto same = [](const Count& count) { return count.as_drawn; };
    if (!std::all_of(counts.begin(), counts.end(), same)) set_densities(network, counts);
  }
  return true;
}

// ---------------------------------------------------------------------------------------------
// Input and readout

/// What a mask says of one area: its channels, and the fraction of its units that each reaches.
struct Reached {
  std::vector<int> channels;
  double fraction = 0;
  bool as_drawn = true;
};

/// `index` gives the place of a synapse from its unit and its channel.
template <class Index>
Reached reached_in(const PaintedLayer& layer, int begin, int units, int channels, Index&& index) {
  Reached reached;
  int synapses = 0;
  for (int c = 0; c < channels; ++c) {
    const int before = synapses;
    for (int n = begin; n < begin + units; ++n) {
      synapses += layer.painted[index(n, c)];
      reached.as_drawn = reached.as_drawn && layer.painted[index(n, c)] == layer.drawn[index(n, c)];
    }
    if (synapses > before) reached.channels.push_back(c);
  }
  const double used = static_cast<double>(reached.channels.size());
  if (used > 0) reached.fraction = std::round(synapses / used) / units;
  if (static_cast<int>(reached.channels.size()) == channels) reached.channels.clear();
  return reached;
}

/// The fields of an area that say what reaches it, or what it reaches.
struct Ends {
  bool Area::*has;
  double Area::*fraction;
  std::vector<int> Area::*channels;
};
constexpr Ends kInput{&Area::input, &Area::input_fraction, &Area::input_channels};
constexpr Ends kReadout{&Area::readout, &Area::readout_fraction, &Area::readout_channels};

template <class Index>
void ends_by_rule(Network& network, const PaintedLayer& layer, const Ends& ends, int channels,
                  Index&& index) {
  int begin = 0;
  for (Area& area : network.areas) {
    const Reached reached = reached_in(layer, begin, area.units, channels, index);
    begin += area.units;
    if (reached.as_drawn) continue;
    area.*ends.has = reached.fraction > 0;
    area.*ends.fraction = reached.fraction > 0 ? reached.fraction : 1;
    area.*ends.channels = reached.channels;
  }
}

/// Does the mask read from a unit that the structure never lets be read?
bool reads_inhibition(const Experiment& experiment, const Masks& painted) {
  if (experiment.network.connectivity.inhibitory_readout) return false;
  for (std::size_t k = 0; k < painted.readout.size(); ++k) {
    const std::size_t unit = k % static_cast<std::size_t>(painted.units);
    if (painted.readout[k] && painted.unit_sign[unit] < 0) return true;
  }
  return false;
}

bool by_rule(Experiment& experiment, MaskLayer which, const Masks& painted, const Masks& drawn) {
  Network& network = experiment.network;
  const PaintedLayer input{painted.input, drawn.input, painted.input_sign, drawn.input_sign};
  const PaintedLayer recurrent{painted.recurrent, drawn.recurrent, painted.recurrent_sign,
                               drawn.recurrent_sign};
  const PaintedLayer readout{painted.readout, drawn.readout, painted.readout_sign,
                             drawn.readout_sign};
  switch (which) {
    case MaskLayer::recurrent:
      return recurrent_by_rule(experiment, recurrent, painted.units);
    case MaskLayer::input:
      if (input.has_other_sign()) return false;
      ends_by_rule(network, input, kInput, painted.inputs,
                   [&](int unit, int channel) { return at(unit, painted.inputs, channel); });
      break;
    case MaskLayer::readout:
      if (readout.has_other_sign() || reads_inhibition(experiment, painted)) return false;
      ends_by_rule(network, readout, kReadout, painted.outputs,
                   [&](int unit, int channel) { return at(channel, painted.units, unit); });
      break;
  }
  layer_in(network, which).mask.clear();
  return true;
}

}  // namespace

std::optional<Experiment> masks_by_rule(const Experiment& experiment) {
  if (!validate(experiment).empty()) return std::nullopt;
  std::optional<Experiment> found;
  for (const MaskLayer layer : {MaskLayer::recurrent, MaskLayer::input, MaskLayer::readout}) {
    Experiment next = found.value_or(experiment);
    if (layer_in(next.network, layer).mask.empty()) continue;
    Experiment without = next;
    layer_in(without.network, layer).mask.clear();
    if (!by_rule(next, layer, masks_of(next), masks_of(without))) continue;
    conform(next);
    if (validate(next).empty()) found = std::move(next);
  }
  return found;
}

}  // namespace nn4n

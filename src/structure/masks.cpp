#include "structure/masks.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/random.h"
#include "structure/pattern.h"

namespace nn4n {

namespace {

std::size_t size(int count) { return static_cast<std::size_t>(count); }

void place_units(const Network& network, Masks& masks) {
  const bool signs = network.connectivity.unit_signs == UnitSigns::ei;
  for (std::size_t a = 0; a < network.areas.size(); ++a) {
    const Area& area = network.areas[a];
    const int excitatory = units_in_fraction(area.units, area.excitatory);
    while (static_cast<int>(masks.layer_begin.size()) <= area.layer) {
      masks.layer_begin.push_back(static_cast<int>(masks.unit_area.size()));
    }
    for (int i = 0; i < area.units; ++i) {
      masks.unit_area.push_back(static_cast<std::uint8_t>(a));
      masks.unit_sign.push_back(!signs           ? std::int8_t{0}
                                : i < excitatory ? std::int8_t{1}
                                                 : std::int8_t{-1});
    }
  }
  masks.units = static_cast<int>(masks.unit_area.size());
}

// ---------------------------------------------------------------------------------------------
// Recurrent synapses

/// Returns true if a unit of sign `from` may connect to a unit of sign `to` in another area.
bool crosses(const Connectivity& connectivity, int to, int from) {
  if (connectivity.unit_signs == UnitSigns::none) return true;
  if (from > 0) return to > 0 ? connectivity.e_to_e : connectivity.e_to_i;
  return to > 0 ? connectivity.i_to_e : connectivity.i_to_i;
}

/// Draws whether a synapse is present. Each synapse has its own random stream, so that no draw
/// depends on another one.
bool drawn(std::uint32_t seed, int to, int from, double density) {
  RandomStream stream(stream_key(seed, Purpose::masks, static_cast<std::uint32_t>(to),
                                 static_cast<std::uint32_t>(from)));
  return stream.chance(density);
}

bool takes(UnitKind kind, int sign) {
  return kind == UnitKind::all || (kind == UnitKind::excitatory ? sign > 0 : sign < 0);
}

/// Returns the last block in the list that contains the synapse from unit j to unit i, or −1 if
/// there is none.
int block_of(const Connectivity& connectivity, const Masks& masks, std::size_t i, std::size_t j) {
  for (std::size_t k = connectivity.blocks.size(); k-- > 0;) {
    const Block& block = connectivity.blocks[k];
    if (block.into == masks.unit_area[i] && block.from == masks.unit_area[j] &&
        takes(block.into_kind, masks.unit_sign[i]) && takes(block.from_kind, masks.unit_sign[j]))
      return static_cast<int>(k);
  }
  return -1;
}

/// Returns the position of each unit within its area, counted from 0.
std::vector<int> positions(const Masks& masks) {
  std::vector<int> all;
  for (std::size_t i = 0; i < masks.unit_area.size(); ++i) {
    const bool next = i > 0 && masks.unit_area[i] == masks.unit_area[i - 1];
    all.push_back(next ? all.back() + 1 : 0);
  }
  return all;
}

struct BlockMean {
  double sum = 0;
  double count = 0;
};

/// Draws the synapse from j to i and records its block. The probability is added to the sum of this
/// block in `means`.
void draw_synapse(const Network& network, std::uint32_t seed, const std::vector<int>& position,
                  std::size_t i, std::size_t j, std::vector<BlockMean>& means, Masks& masks) {
  const Connectivity& connectivity = network.connectivity;
  const bool within = masks.unit_area[i] == masks.unit_area[j];
  const double density = connectivity.density[masks.unit_area[i]][masks.unit_area[j]];
  const bool allowed = within || crosses(connectivity, masks.unit_sign[i], masks.unit_sign[j]);
  const int index = block_of(connectivity, masks, i, j);
  double probability = allowed ? density : 0;
  if (index >= 0) {
    const Block& block = connectivity.blocks[size(index)];
    const SynapsePlace place{position[i], network.areas[size(block.into)].units, position[j],
                             network.areas[size(block.from)].units, probability};
    probability = pattern_of(block).probability(block.pattern, place);
    means[size(index)].sum += probability;
    means[size(index)].count += 1;
  }
  const bool itself = i == j && !connectivity.self_connections;
  const bool present =
      !itself && drawn(seed, static_cast<int>(i), static_cast<int>(j), probability);
  masks.recurrent.push_back(present);
  masks.recurrent_block.push_back(static_cast<std::int16_t>(index));
  masks.recurrent_density.push_back(density);
}

/// Gives every synapse of a block with its own pattern the mean density of the block.
void note_densities(const Connectivity& connectivity, const std::vector<BlockMean>& means,
                    Masks& masks) {
  for (std::size_t k = 0; k < masks.recurrent_block.size(); ++k) {
    const int index = masks.recurrent_block[k];
    if (index < 0 || connectivity.blocks[size(index)].pattern.name() == "structure") continue;
    const BlockMean& mean = means[size(index)];
    if (mean.sum > 0) masks.recurrent_density[k] = mean.sum / mean.count;
  }
}

void draw_recurrent(const Network& network, std::uint32_t seed, Masks& masks) {
  const std::vector<int> position = positions(masks);
  std::vector<BlockMean> means(network.connectivity.blocks.size());
  for (std::size_t i = 0; i < size(masks.units); ++i) {
    for (std::size_t j = 0; j < size(masks.units); ++j)
      draw_synapse(network, seed, position, i, j, means, masks);
  }
  note_densities(network.connectivity, means, masks);
}

// ---------------------------------------------------------------------------------------------
// Input and readout

/// Draws `count` units of `among` without replacement, and returns them in ascending order.
std::vector<int> draw_units(std::vector<int> among, int count, std::uint32_t seed,
                            std::uint32_t purpose) {
  RandomStream stream(stream_key(seed, Purpose::masks, 0x10000, purpose));
  const int all = static_cast<int>(among.size());
  for (int k = 0; k < std::min(count, all); ++k) {
    std::swap(among[size(k)], among[size(stream.whole(k, all - 1))]);
  }
  among.resize(size(std::min(count, all)));
  std::sort(among.begin(), among.end());
  return among;
}

template <class Select>
std::vector<int> units_where(const Masks& masks, std::size_t area, Select&& select) {
  std::vector<int> units;
  for (int n = 0; n < masks.units; ++n) {
    if (masks.unit_area[size(n)] == area && select(n)) units.push_back(n);
  }
  return units;
}

bool lists(const std::vector<int>& channels, int channel) {
  return channels.empty() || std::find(channels.begin(), channels.end(), channel) != channels.end();
}

/// Draws the units that input reaches. The units that are drawn for an area are the same for all
/// of its channels.
void place_input(const Network& network, std::uint32_t seed, Masks& masks) {
  masks.input.assign(size(masks.units) * size(masks.inputs), 0);
  for (std::size_t a = 0; a < network.areas.size(); ++a) {
    const Area& area = network.areas[a];
    if (!area.input) continue;
    const std::vector<int> all = units_where(masks, a, [](int) { return true; });
    const int count = units_in_fraction(area.units, area.input_fraction);
    for (const int n : draw_units(all, count, seed, static_cast<std::uint32_t>(2 * a))) {
      for (int c = 0; c < masks.inputs; ++c) {
        masks.input[size(n * masks.inputs + c)] = lists(area.input_channels, c);
      }
    }
  }
}

bool has_input(const Masks& masks, int unit) {
  const auto row = masks.input.begin() + static_cast<std::ptrdiff_t>(unit) * masks.inputs;
  return std::any_of(row, row + masks.inputs, [](std::uint8_t present) { return present != 0; });
}

void place_readout(const Network& network, std::uint32_t seed, Masks& masks) {
  masks.readout.assign(size(masks.outputs) * size(masks.units), 0);
  for (std::size_t a = 0; a < network.areas.size(); ++a) {
    const Area& area = network.areas[a];
    if (!area.readout) continue;
    const std::vector<int> all = units_where(masks, a, [&](int n) {
      const bool sign = masks.unit_sign[size(n)] >= 0 || network.connectivity.inhibitory_readout;
      return sign && (network.connectivity.overlap || !has_input(masks, n));
    });
    const int count = units_in_fraction(area.units, area.readout_fraction);
    for (const int n : draw_units(all, count, seed, static_cast<std::uint32_t>(2 * a + 1))) {
      for (int o = 0; o < masks.outputs; ++o) {
        masks.readout[size(o * masks.units + n)] = lists(area.readout_channels, o);
      }
    }
  }
}

// ---------------------------------------------------------------------------------------------
// Signs, and the layers' own masks

/// Returns the sign of a synapse whose source unit has the sign `source`; `present` says whether
/// the structure has this synapse. NN4N reads the sign from the mask, where an absent synapse has
/// no sign.
std::int8_t layer_sign(const Network& network, const Weights& layer, int source, bool present,
                       bool recurrent) {
  if (!layer.dales_law) return 0;
  if (network.compatibility == Compatibility::none) return static_cast<std::int8_t>(source);
  const bool older = network.compatibility == Compatibility::nn4n_1_0_3;
  if (!present) return older ? (recurrent ? 0 : 1) : -1;
  return static_cast<std::int8_t>(source == 0 ? 1 : source);
}

std::int8_t block_sign(SignRule rule, std::int8_t by_source) {
  switch (rule) {
    case SignRule::by_source:
      return by_source;
    case SignRule::free:
      return 0;
    case SignRule::excitatory:
      return 1;
    case SignRule::inhibitory:
      return -1;
  }
  return by_source;
}

/// Applies one mark of a layer's given mask to a synapse. The mark '.' changes nothing.
void read_mask(char mark, std::uint8_t& present, std::int8_t& sign) {
  if (mark == '.') return;
  present = mark != '0';
  if (mark == '+') sign = 1;
  if (mark == '-') sign = -1;
}

void apply_layer(const Weights& layer, int columns, bool diagonal_stays,
                 std::vector<std::uint8_t>& present, std::vector<std::int8_t>& sign) {
  for (std::size_t k = 0; k < present.size(); ++k) {
    const std::size_t row = k / size(columns);
    const std::size_t column = k % size(columns);
    const bool itself = diagonal_stays && row == column;
    if (row < layer.mask.size() && column < layer.mask[row].size() && !itself)
      read_mask(layer.mask[row][column], present[k], sign[k]);
    if (!layer.sparse && !itself) present[k] = 1;
  }
}

void place_signs(const Network& network, Masks& masks) {
  const Connectivity& connectivity = network.connectivity;
  for (const std::uint8_t present : masks.input)
    masks.input_sign.push_back(layer_sign(network, network.input_weights, 1, present, false));
  for (std::size_t k = 0; k < masks.recurrent.size(); ++k) {
    const int source = masks.unit_sign[k % size(masks.units)];
    const std::int8_t sign =
        layer_sign(network, network.recurrent_weights, source, masks.recurrent[k], true);
    const int block = masks.recurrent_block[k];
    masks.recurrent_sign.push_back(
        block < 0 ? sign : block_sign(connectivity.blocks[size(block)].sign, sign));
  }
  for (std::size_t k = 0; k < masks.readout.size(); ++k) {
    const int source = masks.unit_sign[k % size(masks.units)];
    masks.readout_sign.push_back(
        layer_sign(network, network.readout_weights, source, masks.readout[k], false));
  }
}

/// A synapse that exists only because of the layer's given mask belongs to no block with a density.
/// Its density is set to 1.
void set_foreign_densities(const std::vector<std::uint8_t>& before, Masks& masks) {
  for (std::size_t k = 0; k < before.size(); ++k) {
    if (masks.recurrent[k] && !before[k]) masks.recurrent_density[k] = 1;
  }
}

void apply_layers(const Network& network, Masks& masks) {
  const bool no_self = !network.connectivity.self_connections;
  const std::vector<std::uint8_t> structure = masks.recurrent;
  apply_layer(network.input_weights, masks.inputs, false, masks.input, masks.input_sign);
  apply_layer(network.recurrent_weights, masks.units, no_self, masks.recurrent,
              masks.recurrent_sign);
  apply_layer(network.readout_weights, masks.units, false, masks.readout, masks.readout_sign);
  set_foreign_densities(structure, masks);
}

}  // namespace

Masks make_masks(const Network& network, int inputs, int outputs, std::uint32_t seed) {
  assert(network.connectivity.density.size() == network.areas.size());
  Masks masks;
  masks.inputs = inputs;
  masks.outputs = outputs;
  place_units(network, masks);
  draw_recurrent(network, seed, masks);
  place_input(network, seed, masks);
  place_readout(network, seed, masks);
  place_signs(network, masks);
  apply_layers(network, masks);
  return masks;
}

}  // namespace nn4n

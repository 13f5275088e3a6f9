#include "structure/masks.h"

#include <cassert>
#include <cmath>

#include "base/random.h"

namespace nn4n {

namespace {

void place_units(const Network& network, Masks& masks) {
  for (std::size_t a = 0; a < network.areas.size(); ++a) {
    const Area& area = network.areas[a];
    const int excitatory = excitatory_units(area.units, area.excitatory);
    for (int i = 0; i < area.units; ++i) {
      masks.unit_area.push_back(static_cast<std::uint8_t>(a));
      const bool signs = network.connectivity.structure == Structure::multi_area_ei;
      masks.unit_sign.push_back(!signs           ? std::int8_t{0}
                                : i < excitatory ? std::int8_t{1}
                                                 : std::int8_t{-1});
    }
  }
  masks.units = static_cast<int>(masks.unit_area.size());
}

/// May a unit of sign `from` reach a unit of sign `to` in another area?
bool crosses(const Connectivity& connectivity, int to, int from) {
  if (connectivity.structure == Structure::multi_area) return true;
  if (from > 0) return to > 0 ? connectivity.e_to_e : connectivity.e_to_i;
  return to > 0 ? connectivity.i_to_e : connectivity.i_to_i;
}

/// One stream per synapse's row and column, so that no draw depends on another.
bool drawn(std::uint32_t seed, int to, int from, double density) {
  RandomStream stream(stream_key(seed, Purpose::masks, static_cast<std::uint32_t>(to),
                                 static_cast<std::uint32_t>(from)));
  return stream.chance(density);
}

void draw_recurrent(const Network& network, std::uint32_t seed, Masks& masks) {
  const Connectivity& connectivity = network.connectivity;
  for (int to = 0; to < masks.units; ++to) {
    for (int from = 0; from < masks.units; ++from) {
      const std::size_t i = static_cast<std::size_t>(to);
      const std::size_t j = static_cast<std::size_t>(from);
      const bool within = masks.unit_area[i] == masks.unit_area[j];
      const bool allowed = within ? to != from || connectivity.self_connections
                                  : crosses(connectivity, masks.unit_sign[i], masks.unit_sign[j]);
      const double density = connectivity.density[masks.unit_area[i]][masks.unit_area[j]];
      masks.recurrent.push_back(allowed && drawn(seed, to, from, density));
    }
  }
}

}  // namespace

int excitatory_units(int units, double fraction) {
  return static_cast<int>(std::floor(units * fraction + 1e-9));
}

Masks make_masks(const Network& network, int inputs, int outputs, std::uint32_t seed) {
  assert(network.connectivity.density.size() == network.areas.size());
  Masks masks;
  masks.inputs = inputs;
  masks.outputs = outputs;
  place_units(network, masks);
  draw_recurrent(network, seed, masks);
  for (const std::uint8_t area : masks.unit_area) {
    masks.input.insert(masks.input.end(), static_cast<std::size_t>(inputs),
                       network.areas[area].input);
  }
  for (int o = 0; o < outputs; ++o) {
    for (std::size_t n = 0; n < masks.unit_area.size(); ++n) {
      const bool sign = masks.unit_sign[n] >= 0 || network.connectivity.inhibitory_readout;
      masks.readout.push_back(network.areas[masks.unit_area[n]].readout && sign);
    }
  }
  return masks;
}

}  // namespace nn4n

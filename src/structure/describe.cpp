#include "structure/describe.h"

#include <algorithm>

#include "structure/areas.h"

namespace nn4n {

namespace {

JsonValue list_of(const std::vector<int>& units) {
  JsonValue list = JsonValue::list();
  for (const int unit : units) list.add(unit);
  return list;
}

/// Returns the `units` that are also among `others`. Both lists must be in ascending order.
JsonValue list_of(const std::vector<int>& units, const std::vector<int>& others) {
  std::vector<int> both;
  std::set_intersection(units.begin(), units.end(), others.begin(), others.end(),
                        std::back_inserter(both));
  return list_of(both);
}

JsonValue area_value(const Network& network, const Masks& masks, int area) {
  const Area& about = network.areas[static_cast<std::size_t>(area)];
  const std::vector<int> units = units_of_area(masks, area);
  JsonValue value = JsonValue::object();
  value.add("name", about.name);
  value.add("layer", about.layer);
  value.add("units", list_of(units));
  value.add("excitatory", list_of(units_of_area(masks, area, 1)));
  value.add("inhibitory", list_of(units_of_area(masks, area, -1)));
  value.add("input_units", list_of(units, input_units(masks)));
  value.add("non_input_units", list_of(units, non_input_units(masks)));
  value.add("readout_units", list_of(units, readout_units(masks)));
  return value;
}

JsonValue layers_value(const Masks& masks) {
  JsonValue layers = JsonValue::list();
  for (std::size_t k = 0; k < masks.layer_begin.size(); ++k) {
    const bool last = k + 1 == masks.layer_begin.size();
    JsonValue layer = JsonValue::list();
    for (int n = masks.layer_begin[k]; n < (last ? masks.units : masks.layer_begin[k + 1]); ++n)
      layer.add(n);
    layers.add(std::move(layer));
  }
  return layers;
}

/// Returns the fraction of the possible synapses that are present, or null when no synapse is
/// possible.
JsonValue drawn_density(const Network& network, const Masks& masks, const std::vector<int>& into,
                        const std::vector<int>& from) {
  double present = 0;
  double possible = 0;
  for (const int i : into) {
    for (const int j : from) {
      if (i == j && !network.connectivity.self_connections) continue;
      possible += 1;
      present +=
          masks.recurrent[static_cast<std::size_t>(i) * static_cast<std::size_t>(masks.units) +
                          static_cast<std::size_t>(j)];
    }
  }
  return possible > 0 ? JsonValue(present / possible) : JsonValue();
}

JsonValue block_value(const Network& network, const Masks& masks, int into, int from) {
  const std::size_t row = static_cast<std::size_t>(into);
  const std::size_t column = static_cast<std::size_t>(from);
  JsonValue value = JsonValue::object();
  value.add("into", network.areas[row].name);
  value.add("from", network.areas[column].name);
  value.add("density",
            drawn_density(network, masks, units_of_area(masks, into), units_of_area(masks, from)));
  value.add("asked", network.connectivity.density[row][column]);
  struct Kind {
    std::string_view key;
    int source;
    int target;
  };
  for (const Kind& kind :
       {Kind{"e_to_e", 1, 1}, Kind{"e_to_i", 1, -1}, Kind{"i_to_e", -1, 1}, Kind{"i_to_i", -1, -1}})
    value.add(kind.key, drawn_density(network, masks, units_of_area(masks, into, kind.target),
                                      units_of_area(masks, from, kind.source)));
  return value;
}

}  // namespace

JsonValue describe_structure(const Network& network, const Masks& masks) {
  const int count = static_cast<int>(network.areas.size());
  JsonValue areas = JsonValue::list();
  JsonValue blocks = JsonValue::list();
  for (int into = 0; into < count; ++into) {
    areas.add(area_value(network, masks, into));
    for (int from = 0; from < count; ++from) blocks.add(block_value(network, masks, into, from));
  }
  JsonValue value = JsonValue::object();
  value.add("units", masks.units);
  value.add("inputs", masks.inputs);
  value.add("outputs", masks.outputs);
  value.add("areas", std::move(areas));
  value.add("input_units", list_of(input_units(masks)));
  value.add("non_input_units", list_of(non_input_units(masks)));
  value.add("readout_units", list_of(readout_units(masks)));
  value.add("layers", layers_value(masks));
  value.add("blocks", std::move(blocks));
  return value;
}

}  // namespace nn4n

#include <cmath>

#include "structure/pattern.h"

namespace nn4n {

struct DensityParameters {
  double density = 1;
};
template <>
struct Fields<DensityParameters> {
  static constexpr std::string_view name = "density";
  static constexpr std::array list{field<&DensityParameters::density>(
      "density",
      {.label = "Density of the block",
       .min = 0,
       .max = 1,
       .step = 0.01,
       .help = "This is the probability of a synapse. Each synapse is drawn independently."})};
};

struct HubParameters {
  double hubs = 0.1;
  double hub_hub = 0.8;
  double hub_rest = 0.4;
  double rest_rest = 0.05;
};
constexpr About density_of(std::string_view label, std::string_view help) {
  return {.label = label, .min = 0, .max = 1, .step = 0.01, .help = help};
}
template <>
struct Fields<HubParameters> {
  static constexpr std::string_view name = "hubs";
  static constexpr std::array list{
      field<&HubParameters::hubs>(
          "hubs", {.label = "Fraction of hubs",
                   .unit = "fraction",
                   .min = 0,
                   .max = 1,
                   .step = 0.01,
                   .help = "This fraction of the units are hubs; their number is rounded down. They are spread evenly over the area, and so over its E and I units."}),
      field<&HubParameters::hub_hub>(
          "hub_hub",
          density_of("Density hub–hub", "This is the probability of a synapse between two hubs.")),
      field<&HubParameters::hub_rest>(
          "hub_rest",
          density_of(
              "Density hub–rest",
              "This is the probability of a synapse between a hub and a unit that is not a hub.")),
      field<&HubParameters::rest_rest>(
          "rest_rest",
          density_of("Density rest–rest",
                     "This is the probability of a synapse between two units that are not hubs."))};
};

namespace {

class AsStructure : public Pattern {
 public:
  AsStructure()
      : Pattern({.key = "structure",
                 .label = "As the structure",
                 .help = "Each synapse is present with the density between the two areas.",
                 .source = "NN4N MultiArea, MultiAreaEI",
                 .parameters = &record_of<NoParameters>}) {}
  double probability(const SelectionBase&, const SynapsePlace& place) const override {
    return place.structure;
  }
};

class Density : public Pattern {
 public:
  Density()
      : Pattern({.key = "density",
                 .label = "Density",
                 .help = "Each synapse is present with the probability of this block. The rules for E and I units between areas do not apply here.",
                 .source = "NN4N RandomInput hidden_spar",
                 .parameters = &record_of<DensityParameters>}) {}
  double probability(const SelectionBase& chosen, const SynapsePlace&) const override {
    return chosen.as<DensityParameters>().density;
  }
};

/// Returns true if the unit is a hub. The k-th unit is a hub if floor(fraction * k) is larger than
/// for the unit before it. So floor(fraction * n) of n units are hubs, and they are evenly spread.
bool is_hub(int unit, double fraction) {
  const double before = std::floor(unit * fraction + 1e-9);
  return std::floor((unit + 1) * fraction + 1e-9) > before;
}

class Hubs : public Pattern {
 public:
  Hubs()
      : Pattern({.key = "hub",
                 .label = "Hubs",
                 .help = "A few units, the hubs, have many synapses; all other units have few.",
                 .source = "Wang & Wang 2023",
                 .parameters = &record_of<HubParameters>}) {}
  double probability(const SelectionBase& chosen, const SynapsePlace& place) const override {
    const HubParameters& hubs = chosen.as<HubParameters>();
    const int count = is_hub(place.row, hubs.hubs) + is_hub(place.column, hubs.hubs);
    return count == 2 ? hubs.hub_hub : count == 1 ? hubs.hub_rest : hubs.rest_rest;
  }
};

const RegisteredPattern<AsStructure> registered_structure;
const RegisteredPattern<Density> registered_density;
const RegisteredPattern<Hubs> registered_hubs;

}  // namespace

const Pattern& pattern_of(const Block& block) {
  return *static_cast<const Pattern*>(PatternCatalogue::registry().find(block.pattern.name()));
}

}  // namespace nn4n

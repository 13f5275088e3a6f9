// Blocks, patterns and the layers' own masks.
#include <gtest/gtest.h>

#include <cmath>

#include "structure/masks.h"
#include "structure/pattern.h"

namespace nn4n::test::blocks_test {

namespace {

Network two_areas(int first = 40, int second = 20) {
  Network network;
  network.areas[0].units = first;
  network.areas[1].units = second;
  network.connectivity.self_connections = true;
  return network;
}

Block block(int into, int from) {
  Block made;
  made.into = into;
  made.from = from;
  return made;
}

Block with_density(int into, int from, double density) {
  Block made = block(into, from);
  made.pattern.select("density");
  from_text(resolve(target_of(made.pattern), "density"), shortest(density));
  return made;
}

void set(Block& made, std::string_view parameter, double value) {
  EXPECT_EQ(from_text(resolve(target_of(made.pattern), parameter), shortest(value)), "");
}

template <class Select>
double fraction(const Masks& masks, Select&& select) {
  double present = 0;
  double pairs = 0;
  const std::size_t units = static_cast<std::size_t>(masks.units);
  for (std::size_t k = 0; k < masks.recurrent.size(); ++k) {
    if (!select(k / units, k % units)) continue;
    pairs += 1;
    present += masks.recurrent[k];
  }
  return pairs == 0 ? -1 : present / pairs;
}

}  // namespace

TEST(HubPattern, HasFloorOfItsFractionHubsSpreadOverTheArea) {
  Network network = two_areas(100, 10);
  Block hubs = block(0, 0);
  hubs.pattern.select("hub");
  set(hubs, "hubs", 0.07);
  set(hubs, "hub_hub", 1);
  set(hubs, "hub_rest", 0);
  set(hubs, "rest_rest", 0);
  network.connectivity.blocks = {hubs};
  const Masks masks = make_masks(network, 3, 2, 1);
  std::vector<int> found;
  for (int n = 0; n < 100; ++n) {
    if (masks.recurrent[static_cast<std::size_t>(n * masks.units + n)]) found.push_back(n);
  }
  ASSERT_EQ(found.size(), 7u);
  for (std::size_t k = 1; k < found.size(); ++k) EXPECT_NEAR(found[k] - found[k - 1], 100.0 / 7, 1);
  EXPECT_EQ(fraction(masks, [](std::size_t i, std::size_t j) { return i < 100 && j < 100; }),
            49.0 / 10000);
}

TEST(HubPattern, EveryKindOfPairHasItsOwnDensity) {
  Network network = two_areas(200, 10);
  Block hubs = block(0, 0);
  hubs.pattern.select("hub");
  set(hubs, "hubs", 0.2);  // every fifth unit
  set(hubs, "hub_hub", 0.9);
  set(hubs, "hub_rest", 0.4);
  set(hubs, "rest_rest", 0.05);
  network.connectivity.blocks = {hubs};
  const Masks masks = make_masks(network, 3, 2, 3);
  for (int kinds = 0; kinds < 3; ++kinds) {
    const double expected[] = {0.05, 0.4, 0.9};
    const double pairs[] = {160.0 * 160, 2 * 160.0 * 40, 40.0 * 40};
    const double p = expected[kinds];
    const double found = fraction(masks, [&](std::size_t i, std::size_t j) {
      return i < 200 && j < 200 && (i % 5 == 4) + (j % 5 == 4) == kinds;
    });
    EXPECT_NEAR(found, p, 5 * std::sqrt(p * (1 - p) / pairs[kinds])) << kinds;
  }
}

TEST(Blocks, TakeOnlyTheKindsOfUnitsThatTheyName) {
  Network network = two_areas();
  network.connectivity.density = {{0, 0}, {0, 0}};
  Block inhibitory = with_density(1, 0, 1);
  inhibitory.into_kind = UnitKind::excitatory;
  inhibitory.from_kind = UnitKind::inhibitory;
  network.connectivity.blocks = {inhibitory};
  const Masks masks = make_masks(network, 3, 2, 1);
  EXPECT_EQ(fraction(masks, [](std::size_t i,
                               std::size_t j) { return i >= 40 && i < 56 && j >= 32 && j < 40; }),
            1)
      << "a density of its own crosses whatever the switches say";
  EXPECT_EQ(
      fraction(masks, [](std::size_t i,
                         std::size_t j) { return !(i >= 40 && i < 56 && j >= 32 && j < 40); }),
      0);
}

TEST(Blocks, TheLastOneWins) {
  Network network = two_areas();
  network.connectivity.blocks = {with_density(0, 1, 1), with_density(0, 1, 0)};
  const Masks masks = make_masks(network, 3, 2, 1);
  EXPECT_EQ(fraction(masks, [](std::size_t i, std::size_t j) { return i < 40 && j >= 40; }), 0);
  EXPECT_EQ(masks.recurrent_block[59], 1);
  EXPECT_EQ(masks.recurrent_block[0], -1);
}

TEST(Blocks, SignRulesOverrideTheSource) {
  for (const auto& [rule, excitatory, inhibitory] :
       {std::tuple{SignRule::by_source, 1, -1}, std::tuple{SignRule::free, 0, 0},
        std::tuple{SignRule::excitatory, 1, 1}, std::tuple{SignRule::inhibitory, -1, -1}}) {
    Network network = two_areas();
    Block own = block(0, 0);
    own.sign = rule;
    network.connectivity.blocks = {own};
    const Masks masks = make_masks(network, 3, 2, 1);
    EXPECT_EQ(masks.recurrent_sign[0], excitatory);
    EXPECT_EQ(masks.recurrent_sign[39], inhibitory);
    EXPECT_EQ(masks.recurrent_sign[59], -1) << "outside of the block";
  }
}

TEST(LayerMask, ADotLeavesWhatTheStructureSays) {
  Network network = two_areas(2, 1);
  network.areas[0].excitatory = 0.5;
  network.connectivity.density = {{1, 0}, {0, 1}};
  network.recurrent_weights.mask = {"0.1", "..-", "+.."};
  const Masks masks = make_masks(network, 3, 2, 1);
  EXPECT_EQ(masks.recurrent, (std::vector<std::uint8_t>{0, 1, 1, 1, 1, 1, 1, 0, 1}));
  EXPECT_EQ(masks.recurrent_sign[1], -1) << "by its source";
  EXPECT_EQ(masks.recurrent_sign[5], -1);
  EXPECT_EQ(masks.recurrent_sign[6], 1);
  EXPECT_EQ(masks.recurrent_density[2], 1) << "no block's density is known";
}

TEST(LayerMask, DoesNotBringBackTheDiagonal) {
  Network network = two_areas(2, 1);
  network.connectivity.self_connections = false;
  network.recurrent_weights.mask = {"111", "111", "111"};
  const Masks masks = make_masks(network, 3, 2, 1);
  EXPECT_EQ(masks.recurrent, (std::vector<std::uint8_t>{0, 1, 1, 1, 0, 1, 1, 1, 0}));
}

TEST(Layers, ALayerThatIsNotSparseHasEverySynapse) {
  Network network = two_areas();
  network.connectivity.density = {{0.1, 0}, {0, 0.1}};
  for (Weights* layer :
       {&network.input_weights, &network.recurrent_weights, &network.readout_weights})
    layer->sparse = false;
  const Masks masks = make_masks(network, 3, 2, 1);
  EXPECT_EQ(masks.recurrent, std::vector<std::uint8_t>(3600, 1));
  EXPECT_EQ(masks.input, std::vector<std::uint8_t>(180, 1));
  EXPECT_EQ(masks.readout, std::vector<std::uint8_t>(120, 1));
}

TEST(Layers, BeginWithTheFirstAreaOfEach) {
  Network network;
  network.areas = {{.units = 4}, {.units = 3}, {.units = 2, .layer = 1}, {.units = 5, .layer = 2}};
  network.connectivity.density.assign(4, std::vector<double>(4, 0.5));
  EXPECT_EQ(make_masks(network, 1, 1, 1).layer_begin, (std::vector{0, 7, 9}));
}

TEST(Layers, SignsOfInputAndReadoutFollowDalesLawOnlyWhenAskedFor) {
  Network network = two_areas();
  network.connectivity.inhibitory_readout = true;
  Masks masks = make_masks(network, 3, 2, 1);
  EXPECT_EQ(masks.input_sign[0], 0);
  EXPECT_EQ(masks.readout_sign[59], 0);
  network.input_weights.dales_law = network.readout_weights.dales_law = true;
  masks = make_masks(network, 3, 2, 1);
  EXPECT_EQ(masks.input_sign[0], 1);
  EXPECT_EQ(masks.readout_sign[40], 1);
  EXPECT_EQ(masks.readout_sign[59], -1);
}

}  // namespace nn4n::test::blocks_test

// What holds in a block, and how edits are written: the document stays as brief as it can be.
#include "editing/blocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "experiment/validate.h"
#include "structure/masks.h"

namespace nn4n::blocks_test {
namespace {

constexpr UnitKind E = UnitKind::excitatory;
constexpr UnitKind I = UnitKind::inhibitory;

void set_density(Network& network, const std::vector<BlockPlace>& places, double density) {
  change_blocks(network, places, "density", [&](BlockValues& values) { values.density = density; });
}

void set_gain(Network& network, const std::vector<BlockPlace>& places, double gain) {
  change_blocks(network, places, "gain", [&](BlockValues& values) { values.block.gain = gain; });
}

std::vector<BlockPlace> pair(int into, int from) {
  return {{into, from, E, E}, {into, from, E, I}, {into, from, I, E}, {into, from, I, I}};
}

bool runs(const Network& network) {
  Experiment experiment;
  experiment.network = network;
  return validate(experiment).empty();
}

TEST(Blocks, AreEveryPairOfKindsOfUnits) {
  const Network network;
  const auto groups = groups_of(network);
  ASSERT_EQ(groups.size(), 4u);
  EXPECT_EQ(groups[1].kind, I);
  EXPECT_EQ(groups[1].begin, 25);
  EXPECT_EQ(groups[1].units, 7);
  EXPECT_EQ(all_places(network).size(), 16u);
}

TEST(Blocks, HaveNoKindsWithoutSigns) {
  Network network;
  network.connectivity.unit_signs = UnitSigns::none;
  ASSERT_EQ(groups_of(network).size(), 2u);
  EXPECT_EQ(groups_of(network)[1].begin, 32);
}

TEST(Blocks, OfAKindWithoutUnitsDoNotExist) {
  Network network;
  network.areas[0].excitatory = 1;
  EXPECT_EQ(groups_of(network).size(), 3u);
  EXPECT_EQ(existing(network, {{0, 0, I, I}, {1, 0, E, E}}).size(), 1u);
}

TEST(Blocks, HaveTheDensityOfTheirAreasWhereTheSwitchesLetThemCross) {
  const Network network;
  EXPECT_EQ(values_of(network, {1, 0, E, E}).density, 0.35);
  EXPECT_EQ(values_of(network, {1, 0, E, I}).density, 0);
  EXPECT_EQ(values_of(network, {1, 1, E, I}).density, 0.8);
}

TEST(Blocks, AgreeWithTheMasksThatAreDrawn) {
  Network network;
  set_density(network, {{1, 0, E, E}}, 0.9);
  set_density(network, {{0, 1, I, E}}, 0.5);
  change_blocks(network, {{0, 0, E, E}}, "pattern",
                [](BlockValues& values) { values.block.pattern.select("hub"); });
  const Masks masks = make_masks(network, 3, 2, 5);
  for (const Group& into : groups_of(network)) {
    for (const Group& from : groups_of(network)) {
      const BlockValues values = values_of(network, place_of(into, from));
      if (!has_density(values)) continue;
      double present = 0;
      for (int i = into.begin; i < into.begin + into.units; ++i) {
        for (int j = from.begin; j < from.begin + from.units; ++j)
          present += masks.recurrent[static_cast<std::size_t>(i * masks.units + j)];
      }
      const double pairs = double{1} * into.units * from.units;
      EXPECT_NEAR(present / pairs, values.density, 4 * std::sqrt(0.25 / pairs) + 0.15);
      if (values.density == 0) {
        EXPECT_EQ(present, 0);
      }
    }
  }
}

TEST(Blocks, ADensityOfAllThatCrossesIsTheAreas) {
  Network network;
  set_density(network, {{1, 0, E, E}, {1, 0, I, E}}, 0.6);
  EXPECT_EQ(network.connectivity.density[1][0], 0.6);
  EXPECT_TRUE(network.connectivity.blocks.empty());
}

TEST(Blocks, ADensityOfAPartIsABlockOfItsOwn) {
  Network network;
  set_density(network, {{1, 0, E, E}}, 0.6);
  EXPECT_EQ(network.connectivity.density[1][0], 0.35);
  ASSERT_EQ(network.connectivity.blocks.size(), 1u);
  const Block& block = network.connectivity.blocks[0];
  EXPECT_EQ(block.into, 1);
  EXPECT_EQ(block.from, 0);
  EXPECT_EQ(block.into_kind, E);
  EXPECT_EQ(block.from_kind, E);
  EXPECT_EQ(block.pattern.name(), "density");
  EXPECT_EQ(values_of(network, {1, 0, E, E}).density, 0.6);
  EXPECT_EQ(values_of(network, {1, 0, I, E}).density, 0.35);
  EXPECT_TRUE(runs(network));
}

TEST(Blocks, TheLastPartThatFollowsMakesItTheAreasDensityAgain) {
  Network network;
  set_density(network, {{1, 0, E, E}}, 0.6);
  set_density(network, {{1, 0, I, E}}, 0.6);
  EXPECT_EQ(network.connectivity.density[1][0], 0.6);
  EXPECT_TRUE(network.connectivity.blocks.empty());
}

TEST(Blocks, ADensityGoesBackWithoutATrace) {
  const Network before;
  Network network = before;
  set_density(network, {{1, 0, E, I}, {0, 0, E, E}}, 0.2);
  EXPECT_NE(network, before);
  set_density(network, {{1, 0, E, I}}, 0);
  set_density(network, {{0, 0, E, E}}, 0.8);
  EXPECT_EQ(network, before);
}

TEST(Blocks, WhatMayNotCrossGetsABlockOfItsOwn) {
  Network network;
  set_density(network, pair(1, 0), 0.5);
  EXPECT_EQ(network.connectivity.density[1][0], 0.5);
  ASSERT_EQ(network.connectivity.blocks.size(), 1u);  // the column of I
  EXPECT_EQ(network.connectivity.blocks[0].into_kind, UnitKind::all);
  EXPECT_EQ(network.connectivity.blocks[0].from_kind, I);
  for (const BlockPlace& place : pair(1, 0)) EXPECT_EQ(values_of(network, place).density, 0.5);
}

TEST(Blocks, AlikePartsAreOneBlock) {
  Network network;
  set_gain(network, pair(0, 0), 2);
  ASSERT_EQ(network.connectivity.blocks.size(), 1u);
  EXPECT_EQ(network.connectivity.blocks[0].into_kind, UnitKind::all);
  set_gain(network, {{0, 0, E, E}}, 3);
  EXPECT_EQ(values_of(network, {0, 0, E, E}).block.gain, 3);
  EXPECT_EQ(values_of(network, {0, 0, I, I}).block.gain, 2);
  EXPECT_LE(network.connectivity.blocks.size(), 3u);
  set_gain(network, pair(0, 0), 1);
  EXPECT_TRUE(network.connectivity.blocks.empty());
}

TEST(Blocks, AnEditLeavesEveryOtherBlockAsItWas) {
  Network network;
  set_density(network, {{1, 0, E, E}}, 0.6);
  set_gain(network, {{1, 0, I, E}}, 2);
  change_blocks(network, {{0, 0, E, E}}, "pattern",
                [](BlockValues& values) { values.block.pattern.select("hub"); });
  for (const BlockPlace& edited : all_places(network)) {
    Network next = network;
    set_gain(next, {edited}, 5);
    set_density(next, {edited}, 0.33);
    for (const BlockPlace& place : all_places(network)) {
      if (place == edited) continue;
      EXPECT_TRUE(same_values(values_of(next, place), values_of(network, place)));
    }
    EXPECT_EQ(values_of(next, edited).density, 0.33);
    EXPECT_EQ(values_of(next, edited).block.gain, 5);
  }
}

TEST(Blocks, ALawIsTheirOwn) {
  Network network;
  change_blocks(network, {{0, 1, E, E}}, "distribution",
                [](BlockValues& values) { values.block.distribution = WeightDistribution::gamma; });
  EXPECT_TRUE(values_of(network, {0, 1, E, E}).block.own_distribution);
  EXPECT_FALSE(values_of(network, {0, 1, I, E}).block.own_distribution);
}

TEST(Blocks, AreCopiedFromAnotherNetwork) {
  const Network plain;
  Network network = plain;
  set_density(network, pair(0, 1), 0.4);
  set_gain(network, {{1, 1, E, E}}, 2);
  copy_blocks(network, all_places(network), plain);
  EXPECT_EQ(network, plain);
}

TEST(Blocks, PathsNameTheirFields) {
  EXPECT_EQ(plain_path("@seed"), "seed");
  EXPECT_EQ(plain_path("seed"), "seed");
  EXPECT_EQ(block_key("blocks.gain"), "gain");
  EXPECT_FALSE(block_key("network.connectivity.blocks[0].gain"));
  BlockValues values = values_of(Network{}, {1, 0, E, E});
  EXPECT_EQ(target_in(values, "density").type->number(target_in(values, "density").object), 0.35);
  EXPECT_EQ(target_in(values, "gain").field->about.label, "Initial gain");
  EXPECT_EQ(target_in(values, "wings").type, nullptr);
}

}  // namespace
}  // namespace nn4n::blocks_test

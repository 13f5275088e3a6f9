#include "structure/masks.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nn4n::test::masks_test {

namespace {

std::size_t at(const Masks& masks, int row, int column) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(masks.units) +
         static_cast<std::size_t>(column);
}

Network two_areas() {
  Network network;
  network.areas[0].units = 50;
  network.areas[1].units = 30;
  return network;
}

/// Fraction of present synapses among the pairs that `select(row, column)` picks; −1 = none picked.
template <class Select>
double fraction(const Masks& masks, Select&& select) {
  int present = 0;
  int pairs = 0;
  for (int i = 0; i < masks.units; ++i) {
    for (int j = 0; j < masks.units; ++j) {
      if (!select(static_cast<std::size_t>(i), static_cast<std::size_t>(j))) continue;
      ++pairs;
      present += masks.recurrent[at(masks, i, j)];
    }
  }
  return pairs == 0 ? -1 : static_cast<double>(present) / pairs;
}

}  // namespace

TEST(Masks, ExcitatoryUnitsRoundDownButSurviveFloatingPoint) {
  EXPECT_EQ(units_in_fraction(100, 0.29), 29);
  EXPECT_EQ(units_in_fraction(7, 0.7), 4);
  EXPECT_EQ(units_in_fraction(11, 0.7), 7);
  EXPECT_EQ(units_in_fraction(10, 0), 0);
  EXPECT_EQ(units_in_fraction(10, 1), 10);
}

TEST(Masks, ExcitatoryUnitsComeFirstInEveryArea) {
  const Masks masks = make_masks(two_areas(), 3, 2, 1);
  ASSERT_EQ(masks.units, 80);
  for (int n = 0; n < 80; ++n) {
    const bool second = n >= 50;
    EXPECT_EQ(masks.unit_area[static_cast<std::size_t>(n)], second ? 1 : 0);
    const int within = second ? n - 50 : n;
    EXPECT_EQ(masks.unit_sign[static_cast<std::size_t>(n)], within < (second ? 24 : 40) ? 1 : -1);
  }
}

TEST(Masks, DensityOfEveryBlockIsTheOneAskedFor) {
  Network network = two_areas();
  network.connectivity.i_to_e = network.connectivity.i_to_i = true;
  const Masks masks = make_masks(network, 3, 2, 11);
  for (std::size_t to = 0; to < 2; ++to) {
    for (std::size_t from = 0; from < 2; ++from) {
      const double p = network.connectivity.density[to][from];
      const double pairs = network.areas[to].units * network.areas[from].units;
      const double found = fraction(masks, [&](std::size_t i, std::size_t j) {
        return masks.unit_area[i] == to && masks.unit_area[j] == from && i != j;
      });
      EXPECT_NEAR(found, p, 5 * std::sqrt(p * (1 - p) / pairs)) << to << " from " << from;
    }
  }
}

TEST(Masks, SwitchesDecideWhatCrossesAndNothingElse) {
  for (int bits = 0; bits < 16; ++bits) {
    Network network = two_areas();
    network.connectivity.density = {{1, 1}, {1, 1}};
    network.connectivity.e_to_e = bits & 1;
    network.connectivity.e_to_i = bits & 2;
    network.connectivity.i_to_e = bits & 4;
    network.connectivity.i_to_i = bits & 8;
    const Masks masks = make_masks(network, 3, 2, 5);
    const auto kind = [&](int from, int to, bool crossing) {
      return fraction(masks, [&, from, to, crossing](std::size_t i, std::size_t j) {
        return masks.unit_sign[j] == from && masks.unit_sign[i] == to && i != j &&
               (masks.unit_area[i] != masks.unit_area[j]) == crossing;
      });
    };
    EXPECT_EQ(kind(1, 1, true), (bits & 1) ? 1 : 0);
    EXPECT_EQ(kind(1, -1, true), (bits & 2) ? 1 : 0);
    EXPECT_EQ(kind(-1, 1, true), (bits & 4) ? 1 : 0);
    EXPECT_EQ(kind(-1, -1, true), (bits & 8) ? 1 : 0);
    for (const int from : {1, -1}) {
      for (const int to : {1, -1}) EXPECT_EQ(kind(from, to, false), 1);
    }
  }
}

TEST(Masks, SelfConnectionsOnlyWhenAskedFor) {
  Network network = two_areas();
  network.connectivity.density = {{1, 1}, {1, 1}};
  const auto diagonal = [](const Masks& masks) {
    return fraction(masks, [](std::size_t i, std::size_t j) { return i == j; });
  };
  EXPECT_EQ(diagonal(make_masks(network, 3, 2, 5)), 0);
  network.connectivity.self_connections = true;
  EXPECT_EQ(diagonal(make_masks(network, 3, 2, 5)), 1);
}

TEST(Masks, InputAndReadoutFollowTheAreas) {
  Network network = two_areas();
  Masks masks = make_masks(network, 3, 2, 1);
  for (std::size_t n = 0; n < 80; ++n) {
    EXPECT_EQ(masks.input[n * 3], n < 50);
    EXPECT_EQ(masks.readout[n], n >= 50 && n < 74) << "only excitatory units are read";
  }
  network.connectivity.inhibitory_readout = true;
  masks = make_masks(network, 3, 2, 1);
  for (std::size_t n = 0; n < 80; ++n) EXPECT_EQ(masks.readout[80 + n], n >= 50);
}

TEST(Masks, WithoutSignsEveryProjectionCrosses) {
  Network network = two_areas();
  network.connectivity.unit_signs = UnitSigns::none;
  network.connectivity.density = {{1, 1}, {1, 1}};
  const Masks masks = make_masks(network, 3, 2, 1);
  EXPECT_EQ(fraction(masks, [](std::size_t i, std::size_t j) { return i != j; }), 1);
  for (const std::int8_t sign : masks.unit_sign) EXPECT_EQ(sign, 0);
}

TEST(Masks, ChangingOneDensityLeavesTheOtherBlocks) {
  Network network = two_areas();
  const Masks before = make_masks(network, 3, 2, 1);
  network.connectivity.density[1][0] = 0.9;
  const Masks after = make_masks(network, 3, 2, 1);
  EXPECT_NE(before.recurrent, after.recurrent);
  for (int i = 0; i < 80; ++i) {
    for (int j = 0; j < 80; ++j) {
      if (i >= 50 && j < 50) continue;
      EXPECT_EQ(before.recurrent[at(before, i, j)], after.recurrent[at(after, i, j)]);
    }
  }
}

TEST(Masks, SeedsDiffer) {
  EXPECT_EQ(make_masks(two_areas(), 3, 2, 1).recurrent, make_masks(two_areas(), 3, 2, 1).recurrent);
  EXPECT_NE(make_masks(two_areas(), 3, 2, 1).recurrent, make_masks(two_areas(), 3, 2, 2).recurrent);
}

}  // namespace nn4n::test::masks_test

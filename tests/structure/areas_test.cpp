// Who gets input, who is read, and questions about it.
#include "structure/areas.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace nn4n::test::areas_test {

namespace {

/// NN4N's RandomInput: one area in which fractions get input and are read.
Network random_input(double input, double read, bool overlap) {
  Network network;
  network.areas = {{.units = 50,
                    .input = true,
                    .input_fraction = input,
                    .readout = true,
                    .readout_fraction = read}};
  network.connectivity.unit_signs = UnitSigns::none;
  network.connectivity.density = {{0.5}};
  network.connectivity.overlap = overlap;
  return network;
}

std::size_t common(const std::vector<int>& a, const std::vector<int>& b) {
  std::vector<int> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

}  // namespace

TEST(RandomInput, ReachesFloorOfTheFractionInEveryDraw) {
  std::set<std::vector<int>> sets;
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    const Masks masks = make_masks(random_input(0.43, 0.3, true), 3, 2, seed);
    EXPECT_EQ(input_units(masks).size(), 21u);
    EXPECT_EQ(readout_units(masks).size(), 15u);
    for (const int n : input_units(masks)) {
      for (int c = 0; c < 3; ++c) EXPECT_EQ(masks.input[static_cast<std::size_t>(n * 3 + c)], 1);
    }
    sets.insert(input_units(masks));
  }
  EXPECT_EQ(sets.size(), 20u) << "every seed draws others";
}

TEST(RandomInput, WithoutOverlapNoUnitIsBoth) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    const Masks masks = make_masks(random_input(0.4, 0.6, false), 3, 2, seed);
    EXPECT_EQ(common(input_units(masks), readout_units(masks)), 0u);
    EXPECT_EQ(readout_units(masks), non_input_units(masks)) << "0.4 + 0.6: all the others";
  }
}

TEST(RandomInput, WithOverlapTheyMeetAsOftenAsChanceHasIt) {
  double sum = 0;
  constexpr int draws = 200;
  for (std::uint32_t seed = 1; seed <= draws; ++seed) {
    const Masks masks = make_masks(random_input(0.4, 0.3, true), 3, 2, seed);
    sum += static_cast<double>(common(input_units(masks), readout_units(masks)));
  }
  const double sd = std::sqrt(15 * 0.4 * 0.6 * 35 / 49);
  EXPECT_NEAR(sum / draws, 6, 5 * sd / std::sqrt(draws));
}

TEST(RandomInput, EveryUnitIsDrawnEquallyOften) {
  std::vector<int> count(50);
  constexpr int draws = 1000;
  for (std::uint32_t seed = 1; seed <= draws; ++seed) {
    for (const int n : input_units(make_masks(random_input(0.4, 0.3, true), 1, 1, seed)))
      ++count[static_cast<std::size_t>(n)];
  }
  for (const int times : count) EXPECT_NEAR(times, 400, 5 * std::sqrt(draws * 0.4 * 0.6));
}

TEST(MultiIO, ChannelsReachTheAreasThatListThem) {
  Network network;
  network.areas = {{.units = 2, .input = true, .input_channels = {0, 2}},
                   {.units = 2, .input = true, .readout = true, .readout_channels = {1}},
                   {.units = 2, .readout = true}};
  network.connectivity.density.assign(3, std::vector<double>(3, 1));
  network.connectivity.unit_signs = UnitSigns::none;
  const Masks masks = make_masks(network, 3, 2, 1);
  EXPECT_EQ(masks.input,
            (std::vector<std::uint8_t>{1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(masks.readout, (std::vector<std::uint8_t>{0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1}));
  EXPECT_EQ(input_units(masks), (std::vector{0, 1, 2, 3}));
  EXPECT_EQ(non_input_units(masks), (std::vector{4, 5}));
  EXPECT_EQ(readout_units(masks), (std::vector{2, 3, 4, 5}));
}

TEST(Areas, UnitsBySign) {
  Network network;
  network.areas = {{.units = 5, .excitatory = 0.8}, {.units = 4, .excitatory = 0.5}};
  const Masks masks = make_masks(network, 1, 1, 1);
  EXPECT_EQ(units_of_area(masks, 1), (std::vector{5, 6, 7, 8}));
  EXPECT_EQ(units_of_area(masks, 0, 1), (std::vector{0, 1, 2, 3}));
  EXPECT_EQ(units_of_area(masks, 1, -1), (std::vector{7, 8}));
  EXPECT_TRUE(units_of_area(masks, 2).empty());
}

TEST(Areas, AreFoundByTheirNameOrByTheirPlace) {
  const Network network;
  EXPECT_EQ(area_index(network, "Decision"), 1);
  EXPECT_EQ(area_index(network, "area_1"), 0);
  EXPECT_EQ(area_index(network, "area_3"), std::nullopt);
  EXPECT_EQ(area_index(network, "decision"), std::nullopt);
}

}  // namespace nn4n::test::areas_test

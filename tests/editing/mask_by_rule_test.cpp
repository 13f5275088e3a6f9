#include "editing/mask_by_rule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "codec/share_link.h"
#include "editing/app.h"
#include "editing/blocks.h"
#include "editing/masks_by_hand.h"
#include "experiment/validate.h"
#include "structure/masks.h"

namespace nn4n::mask_by_rule_test {
namespace {

/// A mask of the recurrent synapses, each drawn with the probability that `density` gives to its
/// target and source.
template <class Density>
std::vector<std::string> random_mask(int units, Density&& density) {
  RandomStream stream(stream_key(5, Purpose::weights));
  std::vector<std::string> mask;
  for (int i = 0; i < units; ++i) {
    std::string row;
    for (int j = 0; j < units; ++j) row += stream.chance(density(i, j)) ? '1' : '0';
    mask.push_back(std::move(row));
  }
  return mask;
}

Masks masks_of(const Experiment& experiment) {
  return make_masks(experiment.network, 3, 2, experiment.seed);
}

double share(const std::vector<std::uint8_t>& present) {
  return static_cast<double>(std::count(present.begin(), present.end(), 1)) /
         static_cast<double>(present.size());
}

TEST(MaskByRule, ARandomMaskBecomesOneDensityForEachPairOfAreas) {
  Experiment painted;
  painted.network.recurrent_weights.mask =
      random_mask(64, [](int i, int j) { return i / 32 == j / 32 ? 0.5 : 0.2; });
  const auto ruled = masks_by_rule(painted);
  ASSERT_TRUE(ruled);
  const Connectivity& connectivity = ruled->network.connectivity;
  EXPECT_TRUE(ruled->network.recurrent_weights.mask.empty());
  EXPECT_TRUE(validate(*ruled).empty());
  EXPECT_NEAR(connectivity.density[0][0], 0.5, 0.05);
  EXPECT_NEAR(connectivity.density[1][1], 0.5, 0.05);
  EXPECT_NEAR(share(masks_of(*ruled).recurrent), share(masks_of(painted).recurrent), 0.02);
  for (const BlockPlace& place : all_places(ruled->network))
    EXPECT_NEAR(values_of(ruled->network, place).density, place.into == place.from ? 0.5 : 0.2,
                0.05);
  EXPECT_LT(to_link(*ruled).size(), 1000u);
  EXPECT_GT(to_link(painted).size(), 4000u);
}

TEST(MaskByRule, ABlockThatTheMaskTreatsApartKeepsItsDensity) {
  Experiment painted;
  painted.network.recurrent_weights.mask = random_mask(64, [](int i, int j) {
    if (i < 25 && j >= 25 && j < 32) return 0.0;  // Sensory E from Sensory I
    return i < 32 && j < 25 ? 0.3 : 0.7;
  });
  const auto ruled = masks_by_rule(painted);
  ASSERT_TRUE(ruled);
  const Network& network = ruled->network;
  EXPECT_EQ(values_of(network, {0, 0, UnitKind::excitatory, UnitKind::inhibitory}).density, 0);
  EXPECT_NEAR(values_of(network, {0, 0, UnitKind::excitatory, UnitKind::excitatory}).density, 0.3,
              0.07);
  EXPECT_NEAR(values_of(network, {0, 0, UnitKind::inhibitory, UnitKind::inhibitory}).density, 0.7,
              0.3);
  EXPECT_NEAR(values_of(network, {1, 0, UnitKind::excitatory, UnitKind::excitatory}).density, 0.7,
              0.07);
}

TEST(MaskByRule, WhatTheMaskDoesNotChangeStaysAsItIs) {
  Experiment painted;
  painted.network.recurrent_weights.mask = drawn_mask(painted, MaskLayer::recurrent);
  EXPECT_EQ(masks_by_rule(painted), Experiment{});
}

TEST(MaskByRule, OfTheInputIsAFractionOfTheUnitsAndAListOfChannels) {
  Experiment painted;
  for (int unit = 0; unit < 64; ++unit)
    painted.network.input_weights.mask.push_back(unit < 32 && unit % 2 == 0 ? "011" : "000");
  const auto ruled = masks_by_rule(painted);
  ASSERT_TRUE(ruled);
  const auto& areas = ruled->network.areas;
  EXPECT_EQ(areas[0].input_fraction, 0.5);
  EXPECT_EQ(areas[0].input_channels, (std::vector<int>{1, 2}));
  EXPECT_FALSE(areas[1].input);
  EXPECT_EQ(share(masks_of(*ruled).input), share(masks_of(painted).input));
}

TEST(MaskByRule, OfTheReadoutIsAFractionOfTheUnits) {
  Experiment painted;
  std::string row(64, '0');
  for (std::size_t unit = 32; unit < 48; ++unit) row[unit] = '1';
  painted.network.readout_weights.mask = {row, row};
  const auto ruled = masks_by_rule(painted);
  ASSERT_TRUE(ruled);
  EXPECT_EQ(ruled->network.areas[1].readout_fraction, 0.5);
  EXPECT_EQ(share(masks_of(*ruled).readout), share(masks_of(painted).readout));
}

TEST(MaskByRule, ThereIsNoneForOtherSignsNorWithoutAMask) {
  EXPECT_FALSE(masks_by_rule(Experiment{}));
  Experiment painted;
  paint(painted, MaskLayer::recurrent, {{3, 5}}, '-');  // unit 5 is excitatory
  EXPECT_FALSE(masks_by_rule(painted));
  painted = {};
  paint(painted, MaskLayer::readout, {{0, 63}}, '1');  // unit 63 is inhibitory
  EXPECT_FALSE(masks_by_rule(painted));
  painted = {};
  painted.network.input_weights.mask.assign(64, "000");  // no input at all
  EXPECT_FALSE(masks_by_rule(painted));
  painted = {};
  painted.network.recurrent_weights.mask = {"01", "10"};  // cannot run
  EXPECT_FALSE(masks_by_rule(painted));
}

TEST(MaskByRule, IsAnEditThatUndoTakesBack) {
  App app;
  apply(app, Replace{Experiment{}, {}});
  Experiment painted;
  painted.network.recurrent_weights.mask = random_mask(64, [](int, int) { return 0.4; });
  apply(app, Replace{painted, {}});
  EXPECT_TRUE(apply(app, DrawMaskByRule{}).empty());
  EXPECT_TRUE(app.experiment.network.recurrent_weights.mask.empty());
  EXPECT_NEAR(share(masks_of(app.experiment).recurrent), 0.4, 0.03);
  EXPECT_NE(app.view.offer.text.find("drawn at random"), std::string::npos);
  apply(app, Undo{});
  EXPECT_EQ(app.experiment, painted);
}

TEST(MaskByRule, WithoutARuleSaysWhy) {
  App app;
  apply(app, Replace{Experiment{}, {}});
  const Issues issues = apply(app, DrawMaskByRule{});
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_FALSE(app.view.notice.text.empty());
  EXPECT_EQ(app.experiment, Experiment{});
}

}  // namespace
}  // namespace nn4n::mask_by_rule_test

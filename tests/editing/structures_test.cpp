// Starting points, painted masks, and what the network starts with.
#include "editing/structures.h"

#include <gtest/gtest.h>

#include <cmath>

#include "editing/initial.h"
#include "editing/masks_by_hand.h"
#include "experiment/validate.h"

namespace nn4n::structures_test {
namespace {

constexpr UnitKind E = UnitKind::excitatory;

Experiment from(const Experiment& experiment, std::string_view key) {
  Experiment begun = started_from(experiment, *starting_point(key));
  conform(begun);
  return begun;
}

Experiment three_areas() {
  Experiment experiment;
  experiment.network.areas.push_back({.name = "Third"});
  conform(experiment);
  return experiment;
}

TEST(Structures, RunAndAreRecognised) {
  ASSERT_EQ(starting_points().size(), 7u);
  for (const Experiment& experiment : {Experiment{}, three_areas()}) {
    for (const StartingPoint& start : starting_points()) {
      const Experiment begun = from(experiment, start.key);
      EXPECT_TRUE(validate(begun).empty()) << start.key;
      const Nearest nearest = nearest_start(begun);
      ASSERT_TRUE(nearest.start) << start.key;
      EXPECT_EQ(nearest.start->key, start.key);
      EXPECT_TRUE(nearest.changed.empty()) << start.key;
      EXPECT_EQ(begun.network.areas.size(), experiment.network.areas.size());
    }
  }
}

TEST(Structures, TheDefaultIsThePlaygrounds) {
  const Nearest nearest = nearest_start(three_areas());
  EXPECT_EQ(nearest.start->key, "playground");
  EXPECT_TRUE(nearest.changed.empty());
}

TEST(Structures, MultiAreaIsTheDefaultOfThePackage) {
  const Experiment begun = from(three_areas(), "multi_area");
  EXPECT_EQ(begun.network.connectivity.unit_signs, UnitSigns::none);
  EXPECT_EQ(begun.network.connectivity.density,
            (std::vector<std::vector<double>>{{1, 0.1, 0.1}, {0.1, 1, 0.1}, {0.1, 0.1, 1}}));
}

TEST(Structures, MultiIoDealsChannelsToAreas) {
  const Experiment begun = from(three_areas(), "multi_io");
  EXPECT_EQ(begun.network.areas[0].input_channels, std::vector<int>{0});
  EXPECT_EQ(begun.network.areas[2].input_channels, std::vector<int>{2});
  EXPECT_EQ(begun.network.areas[1].readout_channels, std::vector<int>{1});
  EXPECT_FALSE(begun.network.areas[2].readout);
}

TEST(Structures, WhatIsChangedByHandIsKnownAndGoesBack) {
  for (const StartingPoint& start : starting_points()) {
    if (start.key == "given_mask") continue;
    const Experiment begun = from(Experiment{}, start.key);
    Experiment changed = begun;
    const BlockPlace place = all_places(begun.network)[1];
    change_blocks(changed.network, {place}, "gain",
                  [](BlockValues& values) { values.block.gain = 2; });
    const Nearest nearest = nearest_start(changed);
    EXPECT_EQ(nearest.start->key, start.key);
    ASSERT_EQ(nearest.changed.size(), 1u) << start.key;
    EXPECT_EQ(nearest.changed[0], place);
    copy_blocks(changed.network, nearest.changed, nearest.network);
    EXPECT_TRUE(nearest_start(changed).changed.empty()) << start.key;
  }
}

TEST(Structures, AGivenMaskHoldsTheSynapsesThatWereDrawn) {
  const Experiment begun = from(Experiment{}, "given_mask");
  ASSERT_EQ(begun.network.recurrent_weights.mask.size(), 64u);
  Initials initials;
  Initials others;
  EXPECT_EQ(initials.of(begun, false).masks.recurrent,
            others.of(Experiment{}, false).masks.recurrent);
}

// ------------------------------------------------------------------------------------------------

TEST(PaintedMask, SaysOnlyWhatWasPainted) {
  Experiment experiment;
  paint(experiment, MaskLayer::recurrent, {{3, 5}}, '-');
  const auto& mask = experiment.network.recurrent_weights.mask;
  ASSERT_EQ(mask.size(), 64u);
  EXPECT_EQ(mask[3], ".....-" + std::string(58, '.'));
  EXPECT_TRUE(validate(experiment).empty());
  Initials initials;
  const Masks& masks = initials.of(experiment, false).masks;
  EXPECT_EQ(masks.recurrent[3 * 64 + 5], 1);
  EXPECT_EQ(masks.recurrent_sign[3 * 64 + 5], -1);
  paint(experiment, MaskLayer::recurrent, {{3, 5}}, '.');
  EXPECT_EQ(experiment, Experiment{});
}

TEST(PaintedMask, HasTheShapeOfItsLayer) {
  const Experiment experiment;
  EXPECT_EQ(shape_of(experiment, MaskLayer::input), (MaskShape{64, 3}));
  EXPECT_EQ(shape_of(experiment, MaskLayer::readout), (MaskShape{2, 64}));
  for (const MaskLayer layer : {MaskLayer::input, MaskLayer::recurrent, MaskLayer::readout}) {
    Experiment painted;
    paint(painted, layer, {{1, 1}, {99, 0}, {-1, 0}, {0, 99}}, '0');
    EXPECT_TRUE(validate(painted).empty());
    EXPECT_EQ(layer_in(painted.network, layer).mask[1][1], '0');
  }
}

TEST(PaintedMask, AStrokeHasNoGaps) {
  MaskPoint at{2, 3};
  for (const MaskPoint& next : line_of_points({2, 3}, {9, 0})) {
    EXPECT_LE(std::abs(next.row - at.row), 1);
    EXPECT_LE(std::abs(next.column - at.column), 1);
    at = next;
  }
  EXPECT_EQ(at, (MaskPoint{9, 0}));
  EXPECT_TRUE(line_of_points({2, 3}, {2, 3}).empty());
}

TEST(PaintedMask, IsReadFromAFileByItsShape) {
  Experiment experiment;
  std::string text;
  for (int row = 0; row < 64; ++row) text += "1,0,1\n";
  EXPECT_TRUE(read_mask(experiment, text, std::nullopt).empty());
  EXPECT_EQ(experiment.network.input_weights.mask[63], "101");
  EXPECT_TRUE(validate(experiment).empty());
}

TEST(PaintedMask, OfAnotherShapeIsRefusedInASentence) {
  Experiment experiment;
  const Issues issues = read_mask(experiment, "01\n10\n", std::nullopt);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].message,
            "The mask is 2 by 2; allowed 64 by 3 (input), 64 by 64 (recurrent), 2 by 64 (readout), "
            "one row per target.");
  std::string turned =
      std::string(64, '1') + "\n" + std::string(64, '0') + "\n" + std::string(64, '0') + "\n";
  const Issues transposed = read_mask(experiment, turned, MaskLayer::input);
  ASSERT_EQ(transposed.size(), 1u);
  EXPECT_EQ(transposed[0].message,
            "The mask is 3 by 64; allowed 64 by 3 (input), one row per target: it is transposed.");
  EXPECT_EQ(experiment, Experiment{});
}

// ------------------------------------------------------------------------------------------------

TEST(InitialNetwork, HasTheSpectralRadiusThatIsAskedFor) {
  Initials initials;
  const Initial& initial = initials.of(Experiment{}, false);
  EXPECT_EQ(initial.eigenvalues.size(), 64u);
  EXPECT_NEAR(initial.radius, 1.5, 0.1);
}

TEST(InitialNetwork, IsComputedOnlyWhenItsFieldsChange) {
  Initials initials;
  Experiment experiment;
  const int first = initials.of(experiment, false).serial;
  experiment.training.learning_rate = 0.1;
  experiment.network.recurrent_noise = 0.3;
  experiment.network.areas[0].name = "V1";
  experiment.network.areas[0].tau_ms = 50;
  EXPECT_EQ(initials.of(experiment, false).serial, first);
  experiment.network.initialisation.spectral_radius = 1;
  EXPECT_EQ(initials.of(experiment, true).serial, first + 1);
  EXPECT_NEAR(initials.of(experiment, true).radius, 1, 0.1);
  experiment.seed = 2;
  EXPECT_EQ(initials.of(experiment, false).serial, first + 2);
}

TEST(InitialNetwork, OfManyUnitsWaitsForTheEndOfADrag) {
  Initials initials;
  Experiment experiment;
  experiment.network.areas[0].units = 100;
  const int first = initials.of(experiment, false).serial;
  experiment.network.connectivity.density[0][0] = 0.2;
  EXPECT_EQ(initials.of(experiment, true).serial, first);
  EXPECT_TRUE(initials.stale());
  EXPECT_EQ(initials.of(experiment, false).serial, first + 1);
  EXPECT_FALSE(initials.stale());
}

TEST(InitialNetwork, StaysWhileTheExperimentCannotRun) {
  Initials initials;
  Experiment experiment;
  const int first = initials.of(experiment, false).serial;
  experiment.network.recurrent_weights.mask = {"01", "10"};
  EXPECT_EQ(initials.of(experiment, false).serial, first);
  EXPECT_TRUE(initials.stale());
}

}  // namespace
}  // namespace nn4n::structures_test

#include "editing/selected.h"

#include <gtest/gtest.h>

namespace nn4n::test::selected_test {
namespace {

/// The two areas of the default experiment, with three E and one I unit each.
Snapshot eight_units() {
  Snapshot s;
  s.units = 8;
  s.unit_area = {0, 0, 0, 0, 1, 1, 1, 1};
  s.unit_sign = {1, 1, 1, -1, 1, 1, 1, -1};
  return s;
}

TEST(Selected, StandsInWords) {
  const Experiment experiment;
  const Snapshot s = eight_units();
  const std::string first = experiment.network.areas.at(0).name;
  const std::string second = experiment.network.areas.at(1).name;
  const auto words = [&](const Selected& selected) {
    return selected_words(experiment, s, selected);
  };
  EXPECT_EQ(words({}), "");
  EXPECT_EQ(words(selected_unit(5)), "Selected: unit 2 of " + second + ", excitatory");
  EXPECT_EQ(words(selected_unit(3)), "Selected: unit 1 of " + first + ", inhibitory");
  EXPECT_EQ(words(selected_area(1)), "Selected: area " + second + ", 4 units");
  EXPECT_EQ(words(selected_group(0, -1)), "Selected: " + first + ", inhibitory, 1 unit");
  EXPECT_EQ(words(selected_projection(0, 1, 1, -1)),
            "Selected: projection " + first + " E → " + second + " I");
}

TEST(Selected, HoldsTheUnitsThatItNames) {
  const Snapshot s = eight_units();
  EXPECT_EQ(units_of(selected_unit(5), s), (std::vector{5}));
  EXPECT_EQ(units_of(selected_area(1), s), (std::vector{4, 5, 6, 7}));
  EXPECT_EQ(units_of(selected_group(1, -1), s), (std::vector{7}));
  EXPECT_EQ(units_of(selected_projection(0, 1, 1, -1), s), (std::vector{0, 1, 2}));
  EXPECT_EQ(targets_of(selected_projection(0, 1, 1, -1), s), (std::vector{7}));
  EXPECT_TRUE(targets_of(selected_unit(5), s).empty());
}

TEST(Selected, IsNothingWhereTheNetworkHasNoSuchThing) {
  const Snapshot s = eight_units();
  for (const Selected& gone :
       {selected_unit(8), selected_unit(-1), selected_area(2), selected_group(0, 0),
        selected_projection(0, 1, 2, 1), selected_projection(0, 0, 1, 1)})
    EXPECT_EQ(selected_in(gone, s), Selected{});
  EXPECT_EQ(selected_in(selected_unit(7), s), selected_unit(7));
  EXPECT_EQ(selected_in(selected_unit(0), Snapshot{}), Selected{});
}

}  // namespace
}  // namespace nn4n::test::selected_test

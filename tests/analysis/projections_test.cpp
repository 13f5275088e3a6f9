// Projections of a network of five units whose sums are done by hand.
#include "analysis/projections.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace nn4n::test::projections_test {
namespace {

/// Area 0: units 0 and 1 E, 2 I. Area 1: 3 E, 4 I. Two input channels, one output, three steps.
Snapshot five_units() {
  Snapshot s;
  s.units = 5;
  s.unit_area = {0, 0, 0, 1, 1};
  s.unit_sign = {1, 1, -1, 1, -1};
  s.trial.steps = 3;
  s.trial.dt_ms = 10;
  s.trial.input_names = {"a", "b"};
  s.trial.output_names = {"y"};
  s.input = {0.5f, 0, 0.25f, 0, -0.5f, 0, 0, 2, 0, 0};
  s.readout = {0, 0, 0, 3, -1};
  s.recurrent.assign(25, 0);
  s.recurrent_present.assign(25, 0);
  const auto connect = [&](int to, int from, float weight) {
    s.recurrent[static_cast<std::size_t>(to * 5 + from)] = weight;
    s.recurrent_present[static_cast<std::size_t>(to * 5 + from)] = 1;
  };
  connect(0, 1, 1);     // E → E within area 0
  connect(2, 0, 2);     // E → I
  connect(2, 1, 0.5f);  //
  connect(0, 2, -4);    // I → E
  connect(3, 0, 0.75f);
  connect(3, 1, 0.25f);
  connect(4, 1, 0);  // a synapse whose weight is 0 is a synapse
  s.trial.inputs.assign(6, 0);
  s.trial.outputs = s.trial.targets = s.trial.mask = {0, 0, 0};
  s.trial.rates = {0, 1, 2,   // unit 0
                   0, 2, 0,   // 1
                   1, 1, 1,   // 2
                   0, 0, 0,   // 3
                   0, 0, 0};  // 4
  return s;
}

const Projection* find(const std::vector<Projection>& list, int from, int to) {
  for (const Projection& each : list) {
    if (each.from == from && each.to == to) return &each;
  }
  return nullptr;
}

void expect_sums(const Projection* p, int synapses, double total, double sum) {
  ASSERT_NE(p, nullptr);
  EXPECT_EQ(p->synapses, synapses);
  EXPECT_DOUBLE_EQ(p->total, total);
  EXPECT_DOUBLE_EQ(p->sum, sum);
}

TEST(Projections, GroupsAreAreasAndSignsInOrder) {
  const Projections p = projections_of(five_units());
  ASSERT_EQ(p.groups.size(), 4u);  // 0E, 0I, 1E, 1I
  EXPECT_EQ(p.groups[0].units, (std::vector{0, 1}));
  EXPECT_EQ(p.groups[1].units, (std::vector{2}));
  EXPECT_EQ(p.groups[2].area, 1);
  EXPECT_EQ(p.groups[3].sign, -1);
  EXPECT_EQ(p.group_of, (std::vector{0, 0, 1, 2, 3}));
}

TEST(Projections, UnitsOfOneGroupNeedNotBeNeighbours) {
  Snapshot s = five_units();
  s.unit_area = {0, 1, 0, 1, 0};
  s.unit_sign = {0, 0, 0, 0, 0};
  const Projections p = projections_of(s);
  ASSERT_EQ(p.groups.size(), 2u);
  EXPECT_EQ(p.groups[0].units, (std::vector{0, 2, 4}));
  EXPECT_EQ(p.groups[1].units, (std::vector{1, 3}));
}

TEST(Projections, SumsAreThoseDoneByHand) {
  const Projections p = projections_of(five_units());
  EXPECT_EQ(p.recurrent.size(), 5u);
  expect_sums(find(p.recurrent, 0, 0), 1, 1, 1);
  expect_sums(find(p.recurrent, 0, 1), 2, 2.5, 2.5);
  expect_sums(find(p.recurrent, 1, 0), 1, 4, -4);
  expect_sums(find(p.recurrent, 0, 2), 2, 1, 1);
  expect_sums(find(p.recurrent, 0, 3), 1, 0, 0);
  EXPECT_EQ(p.input.size(), 2u);
  expect_sums(find(p.input, 0, 0), 3, 1.25, 0.25);
  expect_sums(find(p.input, 1, 1), 1, 2, 2);
  EXPECT_EQ(p.readout.size(), 1u);
  expect_sums(find(p.readout, 1, 0), 2, 4, 2);
}

TEST(Projections, TheSignIsThatOfAllWeightsOrNone) {
  Snapshot s = five_units();
  Projections p = projections_of(s);
  EXPECT_EQ(sign_of(*find(p.recurrent, 0, 1)), 1);
  EXPECT_EQ(sign_of(*find(p.recurrent, 1, 0)), -1);
  EXPECT_EQ(sign_of(*find(p.recurrent, 0, 3)), 0) << "its only weight is 0";
  s.recurrent[2 * 5 + 1] = -0.5f;
  p = projections_of(s);
  EXPECT_EQ(sign_of(*find(p.recurrent, 0, 1)), 0);
}

TEST(Projections, CurrentsAreSharesOfTheLargestInTheTrial) {
  const Snapshot s = five_units();
  const Projections p = projections_of(s);
  const std::vector<float> currents = currents_of(p, s.trial);
  ASSERT_EQ(currents.size(), p.recurrent.size() * 3);
  const auto row = [&](int from, int to) {
    const auto k = static_cast<std::size_t>(find(p.recurrent, from, to) - p.recurrent.data());
    return std::vector<float>(currents.begin() + static_cast<long>(3 * k),
                              currents.begin() + static_cast<long>(3 * k + 3));
  };
  // 0E → 0I: 2 r0 + 0.5 r1 = 0, 3, 4
  EXPECT_EQ(row(0, 1), (std::vector<float>{0, 0.75f, 1}));
  EXPECT_EQ(row(1, 0), (std::vector<float>{1, 1, 1}));
  EXPECT_EQ(row(0, 3), (std::vector<float>{0, 0, 0})) << "a weight of 0 carries nothing";
}

TEST(Projections, AUnitsSynapsesAreItsRowAndItsColumn) {
  const UnitLinks links = links_of(five_units(), 0);
  ASSERT_EQ(links.from_inputs.size(), 1u);
  EXPECT_EQ(links.from_inputs[0].weight, 0.5f);
  ASSERT_EQ(links.from_units.size(), 2u);
  EXPECT_EQ(links.from_units[1].other, 2);
  EXPECT_EQ(links.from_units[1].weight, -4);
  ASSERT_EQ(links.to_units.size(), 2u);
  EXPECT_EQ(links.to_units[0].other, 2);
  EXPECT_TRUE(links.to_outputs.empty());
  EXPECT_EQ(links_of(five_units(), 3).to_outputs.at(0).weight, 3);
  EXPECT_TRUE(links_of(five_units(), 5).from_units.empty());
}

TEST(Projections, HalfASnapshotHasNone) {
  Snapshot s = five_units();
  s.recurrent.pop_back();
  EXPECT_TRUE(projections_of(s).groups.empty());
  EXPECT_TRUE(projections_of(Snapshot{}).groups.empty());
  Snapshot silent = five_units();
  silent.trial.rates.clear();
  EXPECT_TRUE(currents_of(projections_of(silent), silent.trial).empty());
  silent = five_units();
  silent.trial.rates[0] = std::numeric_limits<float>::quiet_NaN();
  for (const float share : currents_of(projections_of(silent), silent.trial))
    EXPECT_TRUE(share >= 0 && share <= 1);
}

}  // namespace
}  // namespace nn4n::test::projections_test

#include "structure/describe.h"

#include <gtest/gtest.h>

namespace nn4n::test::describe_test {

namespace {

std::vector<int> indices(const JsonValue& object, std::string_view key) {
  std::vector<int> list;
  const JsonValue* value = object.find(key);
  EXPECT_TRUE(value) << key;
  if (!value) return list;
  for (const JsonValue& item : value->items) list.push_back(static_cast<int>(item.number));
  return list;
}

Network small() {
  Network network;
  network.areas = {{.name = "First", .units = 5, .excitatory = 0.8, .input = true},
                   {.name = "Second", .units = 3, .excitatory = 0.67, .layer = 1, .readout = true}};
  network.connectivity.density = {{1, 0}, {1, 1}};
  return network;
}

}  // namespace

TEST(DescribeStructure, ListsTheUnitsOfEveryArea) {
  const Network network = small();
  const JsonValue value = describe_structure(network, make_masks(network, 2, 1, 1));
  const JsonValue& second = value.find("areas")->items.at(1);
  EXPECT_EQ(second.find("name")->text, "Second");
  EXPECT_EQ(indices(second, "units"), (std::vector{5, 6, 7}));
  EXPECT_EQ(indices(second, "excitatory"), (std::vector{5, 6}));
  EXPECT_EQ(indices(second, "inhibitory"), (std::vector{7}));
  EXPECT_EQ(indices(second, "non_input_units"), (std::vector{5, 6, 7}));
  EXPECT_EQ(indices(second, "readout_units"), (std::vector{5, 6}));
  EXPECT_EQ(indices(value, "input_units"), (std::vector{0, 1, 2, 3, 4}));
  EXPECT_EQ(value.find("layers")->items.at(1).items.size(), 3u);
}

TEST(DescribeStructure, DensitiesAreThoseThatWereDrawn) {
  const Network network = small();
  const JsonValue value = describe_structure(network, make_masks(network, 2, 1, 1));
  const auto& blocks = value.find("blocks")->items;
  ASSERT_EQ(blocks.size(), 4u);
  EXPECT_EQ(blocks[0].find("density")->number, 1) << "the diagonal is not possible";
  EXPECT_EQ(blocks[1].find("density")->number, 0);
  EXPECT_EQ(blocks[2].find("from")->text, "First");
  EXPECT_EQ(blocks[2].find("density")->number, 12.0 / 15) << "I units do not cross";
  EXPECT_EQ(blocks[2].find("asked")->number, 1);
  EXPECT_EQ(blocks[2].find("e_to_i")->number, 1);
  EXPECT_EQ(blocks[2].find("i_to_e")->number, 0);
  EXPECT_TRUE(blocks[3].find("i_to_i")->is(JsonKind::null)) << "one unit, and not onto itself";
}

}  // namespace nn4n::test::describe_test

#include "base/declare.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace nn4n {

enum class Colour { red, green };
template <>
struct Choices<Colour> {
  static constexpr std::array<Choice, 2> list{Choice{"red", "Red"}, Choice{"green", "Green"}};
};

struct Leaf {
  std::string name = "leaf";
  int count = 3;
  bool on = false;
  Colour colour = Colour::red;
  std::vector<double> weights{0.5, 1};
};
template <>
struct Fields<Leaf> {
  static constexpr std::string_view name = "leaf";
  static constexpr std::array list{
      field<&Leaf::name>("name", {.label = "Name", .min_size = 1, .max_size = 6}),
      field<&Leaf::count>("count", {.label = "Count", .min = 1, .max = 9}),
      field<&Leaf::on>("on", {.label = "On"}), field<&Leaf::colour>("colour", {.label = "Colour"}),
      field<&Leaf::weights>(
          "weights", {.label = "Weights", .min = 0, .max = 1, .min_size = 1, .max_size = 3})};
};

struct Tree {
  std::vector<Leaf> leaves{{}, {}};
  double height = 2.5;
};
template <>
struct Fields<Tree> {
  static constexpr std::string_view name = "tree";
  static constexpr std::array list{
      field<&Tree::leaves>("leaves", {.label = "Leaves", .max_size = 4}),
      field<&Tree::height>("height", {.label = "Height", .min = 0, .max = 100})};
};

namespace test {

namespace {

std::string set(Tree& tree, std::string_view path, std::string_view text) {
  return from_text(resolve(target_of(tree), path), text);
}

std::string get(Tree& tree, std::string_view path) {
  return to_text(resolve(target_of(tree), path));
}

}  // namespace

TEST(Fields, ResolveReadsBracketsAndDotsAlike) {
  Tree tree;
  tree.leaves[1].count = 7;
  EXPECT_EQ(get(tree, "leaves[1].count"), "7");
  EXPECT_EQ(get(tree, "leaves.1.count"), "7");
  EXPECT_EQ(with_brackets("leaves.1.weights.0"), "leaves[1].weights[0]");
  EXPECT_EQ(with_brackets("leaves[1].weights[0]"), "leaves[1].weights[0]");
}

TEST(Fields, WhatDoesNotExistIsExplainedByWhatDoes) {
  Tree tree;
  EXPECT_EQ(explain_missing(target_of(tree), "leaves[0].size").message,
            "leaves[0].size does not exist; known: name, count, on, colour, weights");
  EXPECT_EQ(explain_missing(target_of(tree), "leaves[5].count").message,
            "leaves[5] does not exist; the list has 2 elements");
  EXPECT_EQ(explain_missing(target_of(tree), "height.x").message,
            "height.x does not exist; it has no parts");
}

TEST(Fields, TextIsStoredOnlyWhenItIsAllowed) {
  Tree tree;
  EXPECT_EQ(set(tree, "leaves[0].count", "10"), "is 10; allowed 1 to 9");
  EXPECT_EQ(set(tree, "leaves[0].count", "2.5"), "is 2.5; allowed whole numbers 1 to 9");
  EXPECT_EQ(set(tree, "leaves[0].count", "two"), "is \"two\"; allowed 1 to 9");
  EXPECT_EQ(set(tree, "leaves[0].colour", "blue"), "is \"blue\"; allowed red, green");
  EXPECT_EQ(set(tree, "leaves[0].on", "yes"), "is \"yes\"; allowed true, false");
  EXPECT_EQ(tree.leaves[0].count, 3);
  EXPECT_EQ(set(tree, "leaves[0].count", "9"), "");
  EXPECT_EQ(set(tree, "leaves[0].colour", "green"), "");
  EXPECT_EQ(tree.leaves[0].count, 9);
  EXPECT_EQ(tree.leaves[0].colour, Colour::green);
}

TEST(Fields, LengthsOfTextsAreCountedInCharacters) {
  Tree tree;
  EXPECT_EQ(set(tree, "leaves[0].name", "aréöüß"), "");
  EXPECT_EQ(set(tree, "leaves[0].name", "aréöüßx"), "has 7 characters; allowed 1 to 6 characters");
  EXPECT_EQ(set(tree, "leaves[0].name", ""), "has 0 characters; allowed 1 to 6 characters");
}

TEST(Fields, TextThatCannotBeDrawnIsRefused) {
  Tree tree;
  for (const std::string_view bad : {"\xff", "a\x01", "\xc3", "\xed\xa0\x80", "a\nb", "\xc0\x80",
                                     "\xe0\x80\x80", "\xf4\x90\x80\x80"}) {
    EXPECT_NE(set(tree, "leaves[0].name", bad), "") << printable(bad);
  }
}

TEST(Fields, RangesOfListsHoldForTheirNumbers) {
  Tree tree;
  tree.leaves[1].weights = {0.1, 2};
  tree.leaves[0].weights = {};
  Issues issues;
  check_ranges(target_of(tree), "", issues);
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_EQ(issues[0].message, "leaves[0].weights has 0 elements; allowed 1 to 3");
  EXPECT_EQ(issues[1].message, "leaves[1].weights[1] is 2; allowed 0 to 1");
}

TEST(Fields, NotANumberIsNeverInRange) {
  Tree tree;
  tree.height = std::nan("");
  const EditTarget height = resolve(target_of(tree), "height");
  EXPECT_NE(complaint(height), "");
  clamp_number(height);
  EXPECT_EQ(tree.height, 0);
  tree.height = std::numeric_limits<double>::infinity();
  clamp_number(height);
  EXPECT_EQ(tree.height, 100);
}

TEST(Fields, ANegativeZeroIsStoredAsZero) {
  Tree tree;
  EXPECT_EQ(from_text(resolve(target_of(tree), "height"), "-0"), "");
  EXPECT_EQ(to_text(resolve(target_of(tree), "height")), "0");
}

TEST(Fields, AssignMakesEqual) {
  Tree tree;
  Tree other;
  other.leaves.resize(3);
  other.leaves[2] = {"c", 5, true, Colour::green, {0.25}};
  EXPECT_FALSE(equal(target_of(tree), target_of(other)));
  assign(target_of(tree), target_of(other));
  EXPECT_TRUE(equal(target_of(tree), target_of(other)));
  EXPECT_EQ(tree.leaves[2].weights, std::vector{0.25});
}

TEST(Fields, ARefusalSaysWhatIsUsedInstead) {
  Tree tree;
  const Target count = resolve(target_of(tree), "leaves[0].count");
  EXPECT_EQ(refusal(count, "leaves[0].count", "is 10; allowed 1 to 9").message,
            "leaves[0].count is 10; allowed 1 to 9. Using 3.");
}

}  // namespace test

}  // namespace nn4n

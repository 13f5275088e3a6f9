#include "base/text.h"

#include <gtest/gtest.h>

namespace nn4n::test::text_test {

TEST(Text, NumbersPrintAsTypedAndReadBackToTheBit) {
  EXPECT_EQ(shortest(0.0001), "0.0001");
  EXPECT_EQ(shortest(100000000), "100000000");
  EXPECT_EQ(shortest(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(shortest(-0.0), "-0");
  for (const double value : {1.0 / 3, 1e-300, -1e300, 6.02e23, 5e-324, 123456789.125, 1e-7}) {
    EXPECT_EQ(parse_number(shortest(value)), value);
  }
}

TEST(Text, OnlyWholeFiniteNumbersParse) {
  for (const std::string_view bad : {"", " 1", "1 ", "1x", "nan", "inf", "1e999", "0x10", "--1"}) {
    EXPECT_EQ(parse_number(bad), std::nullopt) << bad;
  }
}

TEST(Text, WhatAStrangerWroteCanBeShown) {
  EXPECT_EQ(printable("ok \xff\x01"), "ok ??");
  EXPECT_EQ(in_quotes("Zürich"), "\"Zürich\"");
  std::string umlauts;
  for (int i = 0; i < 100; ++i) umlauts += "ü";
  EXPECT_TRUE(is_readable(printable("x" + umlauts))) << "cut between characters, not within one";
  EXPECT_LT(printable("x" + umlauts).size(), 90u);
}

TEST(Text, CharactersAreNotBytes) { EXPECT_EQ(count_characters("aü前"), 3u); }

TEST(Text, JoinPutsCommasBetween) {
  EXPECT_EQ(join({}), "");
  EXPECT_EQ(join({"a", "b"}), "a, b");
}

}  // namespace nn4n::test::text_test

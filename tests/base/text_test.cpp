#include "base/text.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"

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

TEST(Text, FloatsPrintWithTheFewestDigitsThatAreStillThem) {
  EXPECT_EQ(shortest(decimal_of(0.05f)), "0.05");
  EXPECT_EQ(shortest(decimal_of(0.8984375f)), "0.8984375");
  EXPECT_EQ(shortest(decimal_of(-1234.5f)), "-1234.5");
  for (const float value : {1.0f / 3, 16777216.0f, 1.17549435e-38f, 3.4028235e38f, 0.1f + 0.2f})
    EXPECT_EQ(static_cast<float>(decimal_of(value)), value);
  EXPECT_TRUE(std::isnan(decimal_of(NAN)));
}

TEST(Text, RoundedNumbersPrintWithNoMoreDigits) {
  EXPECT_EQ(shortest(rounded_to(0.93541200001, 6)), "0.935412");
  EXPECT_EQ(shortest(rounded_to(0.07 * 100, 15)), "7");
  EXPECT_EQ(shortest(rounded_to(9.7 / 100, 15)), "0.097");
  EXPECT_EQ(shortest(rounded_to(123456789.0, 6)), "123457000");
  EXPECT_EQ(rounded_to(0, 6), 0);
  EXPECT_TRUE(std::isinf(rounded_to(INFINITY, 6)));
  RandomStream random(stream_key(9, Purpose::trials));
  for (int k = 0; k < 2000; ++k) {
    const double value = std::ldexp(random.uniform() - 0.5, random.whole(-20, 20));
    const std::string text = shortest(rounded_to(value, 6));
    int digits = 0;
    bool leading = true;
    for (const char c : text.substr(0, text.find('e'))) {
      if (c < '0' || c > '9' || (leading && c == '0')) continue;
      leading = false;
      ++digits;
    }
    const std::size_t last = std::min(text.find_last_not_of('0'), text.size());
    if (text.find('.') == text.npos) digits = static_cast<int>(last);
    EXPECT_LE(digits, 7) << text;
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

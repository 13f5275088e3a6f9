#include "codec/json_value.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nn4n::test::json_value_test {

namespace {

std::string again(std::string_view text) {
  const ParsedJson parsed = parse_json(text);
  EXPECT_EQ(parsed.error, "") << text;
  return print_json(parsed.value, Layout::compact);
}

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

}  // namespace

TEST(JsonValue, PrintsWhatItRead) {
  for (const std::string_view text :
       {R"({"a":[1,2.5,-0.001,[]],"b":{"c":null,"d":true},"e":"ü \"x\" \\ \n"})", "[]", "{}", "3",
        "\"text\"", "0.1"}) {
    EXPECT_EQ(again(text), text);
  }
}

TEST(JsonValue, ControlCharactersAreEscaped) {
  const ParsedJson parsed = parse_json(R"("\u0001\t")");
  EXPECT_EQ(parsed.value.text, "\x01\t");
  EXPECT_EQ(print_json(parsed.value, Layout::compact), R"("\u0001\u0009")");
}

TEST(JsonValue, NumbersThatAreNoneBecomeNull) {
  EXPECT_EQ(print_json(JsonValue(std::nan("")), Layout::compact), "null");
  EXPECT_EQ(print_json(JsonValue(INFINITY), Layout::compact), "null");
}

TEST(JsonValue, KeepsTheLastOfRepeatedKeys) {
  EXPECT_EQ(parse_json(R"({"a":1,"a":2})").value.find("a")->number, 2);
}

TEST(JsonValue, NestsAtMostThirtyTwoLevels) {
  EXPECT_EQ(parse_json(nested(32)).error, "");
  EXPECT_EQ(parse_json(nested(33)).error, "is nested too deeply; allowed 32 levels");
  EXPECT_EQ(parse_json(nested(500000)).error, "is nested too deeply; allowed 32 levels");
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
  EXPECT_EQ(parse_json(objects).error, "is nested too deeply; allowed 32 levels");
}

TEST(JsonValue, SizeAndNumberOfValuesAreLimited) {
  EXPECT_EQ(parse_json(std::string(16 * 1024 * 1024 + 1, ' ')).error,
            "has 16777217 bytes; allowed 16777216");
  std::string many = "[0";
  for (int i = 0; i < 1000000; ++i) many += ",0";
  EXPECT_EQ(parse_json(many + "]").error, "has too many values; allowed 1000000");
}

TEST(JsonValue, SaysWhereTheMistakeIs) {
  EXPECT_EQ(parse_json("{\"a\":1,}").error, "is not JSON; the first mistake is at character 8");
  for (const std::string_view bad :
       {"", " ", "{", "[1,2", "{\"a\"}", "nul", "1 2", "\"\xff\"", "{'a':1}", "[1e999]",
        "\"\\ud800\"", "// x\n1", "[01]", "\xef\xbb\xbf", "NaN", "-"}) {
    const ParsedJson parsed = parse_json(bad);
    EXPECT_NE(parsed.error, "") << bad;
    EXPECT_TRUE(parsed.value.is(JsonKind::null));
  }
}

TEST(JsonValue, AZeroByteIsNoEnd) {
  using namespace std::string_view_literals;
  EXPECT_EQ(parse_json("{} \0 x"sv).error, "is not JSON; the first mistake is at character 4");
  EXPECT_EQ(parse_json("\"\\u0000\"").value.text, "\0"sv);
}

TEST(JsonValue, PrettyKeepsListsOfNumbersOnOneLine) {
  EXPECT_EQ(print_json(parse_json(R"({"m":[[1,2],[3,4]],"o":[{"a":1}]})").value, Layout::pretty),
            "{\n  \"m\": [[1, 2], [3, 4]],\n  \"o\": [\n    {\n      \"a\": 1\n    }\n  ]\n}");
}

}  // namespace nn4n::test::json_value_test

#include "codec/base64.h"

#include <gtest/gtest.h>

#include <numeric>

namespace nn4n::test::base64_test {

namespace {

std::vector<std::uint8_t> bytes(std::string_view text) { return {text.begin(), text.end()}; }

}  // namespace

TEST(Base64, WritesTheExamplesOfTheStandard) {  // RFC 4648, section 10
  EXPECT_EQ(to_base64(bytes("")), "");
  EXPECT_EQ(to_base64(bytes("f")), "Zg==");
  EXPECT_EQ(to_base64(bytes("fo")), "Zm8=");
  EXPECT_EQ(to_base64(bytes("foo")), "Zm9v");
  EXPECT_EQ(to_base64(bytes("foobar")), "Zm9vYmFy");
}

TEST(Base64, ReadsWhatItWrites) {
  std::vector<std::uint8_t> all(256);
  std::iota(all.begin(), all.end(), std::uint8_t{0});
  for (std::size_t length = 0; length <= all.size(); length += 17) {
    const std::vector<std::uint8_t> part(all.begin(),
                                         all.begin() + static_cast<std::ptrdiff_t>(length));
    const std::string text = to_base64(part);
    EXPECT_EQ(from_base64(text), part);
    EXPECT_EQ(base64_bytes(text), length);
  }
}

TEST(Base64, ReadsAPieceAsOfTheWhole) {
  const std::string text = to_base64(bytes("perceptual decision"));
  for (std::size_t begin = 0; begin < 19; ++begin) {
    std::uint8_t out[4];
    from_base64(text, begin, out);
    for (std::size_t i = 0; i < 4; ++i) {
      const std::string_view whole = "perceptual decision";
      EXPECT_EQ(out[i], begin + i < whole.size() ? whole[begin + i] : 0);
    }
  }
}

TEST(Base64, RefusesOtherText) {
  for (const char* text :
       {"Zg=", "Zg", "Z", "Zg==Zg==", "Z===", "====", "Zm9v!m9v", "Zm 9", "Zm9\n", "Zm-_"}) {
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
  }
}

}  // namespace nn4n::test::base64_test

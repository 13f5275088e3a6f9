#include "codec/deflate.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstring>

#include "codec/npz_files.h"
#include "codec/random_experiment.h"

namespace nn4n::test::deflate_test {

namespace {

// Written by zlib (raw, level 9).
constexpr std::string_view kRepeated =
    "c8usSCzJzM/TUSguycwtzSkt1lFISc1JrARRyZnFQCk9BbdRRaOKRhWNKhpVNFgVAQA=";
constexpr std::string_view kFixed = "K0gtSk4tKClNzFFISU3OLM7MzwMA";
constexpr std::string_view kDynamic =
    "7ZGhTgNBEIZH8AZUYDCYM5jqS3fmCVqBqT5TU1OzD0Aw9AEI5pqmGnPBoJs0aIJpU1NBQkhOV/N/pQ/AA5zYzO7O"
    "zD8z35iZ7R7rgU7qlX2X9ao4uu7RK2ehd+TqPTbDadoMW8/VRP+N/q/TvL6Kef0ci+1PFPlGMS/EeZHvZVv5xmF2"
    "iLK5k8Z3VEUmz82WMWov5N/KPmC9udzL/6S8W/K8bD6luUKPHGq6NNOo/dL9Q7614t6k/Xo63PnDRwyx5JCLBlpo"
    "ok0NalGT2uceTj3RGz3SKz3TOzMwCzP9zTZ1ZmVmZocBLGACGxjBCmawgyEsYQpbGJ9ZJ9hbt4NuB90O/rWDXw==";

std::string inflated(std::string_view base64, std::size_t most = 1 << 20) {
  const auto out = inflate(bytes_of_base64(base64), most);
  return out ? text_of(*out) : "refused";
}

}  // namespace

TEST(Inflate, ReadsFixedCodes) { EXPECT_EQ(inflated(kFixed), "perceptual decision"); }

TEST(Inflate, ReadsRepetitionsThatOverlapThemselves) {
  std::string expected;
  for (int i = 0; i < 40; ++i) expected += "Fixation, stimulus, delay, decision. ";
  EXPECT_EQ(inflated(kRepeated), expected);
}

TEST(Inflate, ReadsDynamicCodes) {
  const auto out = inflate(bytes_of_base64(kDynamic), 1200);
  ASSERT_TRUE(out.has_value());
  ASSERT_EQ(out->size(), 1200u);
  for (int i = 0; i < 300; ++i) {
    float value;
    std::memcpy(&value, out->data() + 4 * i, sizeof value);
    EXPECT_EQ(value, static_cast<float>((i * i % 97) / 13.0)) << i;
  }
}

TEST(Inflate, ReadsStoredBlocks) {
  const std::vector<std::uint8_t> stream{0x00, 2, 0, 0xfd, 0xff, 'a', 'b',
                                         0x01, 1, 0, 0xfe, 0xff, 'c'};
  const auto out = inflate(stream, 3);
  ASSERT_TRUE(out.has_value());
  EXPECT_EQ(text_of(*out), "abc");
}

TEST(Inflate, StopsAtTheLimit) {
  EXPECT_EQ(inflated(kFixed, 19), "perceptual decision");
  EXPECT_EQ(inflated(kFixed, 18), "refused");
  EXPECT_EQ(inflated(kRepeated, 100), "refused");
}

TEST(Inflate, RefusesWhatIsCutOff) {
  for (const std::string_view stream : {kFixed, kRepeated, kDynamic}) {
    const std::vector<std::uint8_t> whole = bytes_of_base64(stream);
    for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
      EXPECT_EQ(inflate({whole.data(), length}, 1 << 20), std::nullopt) << length;
    }
  }
}

TEST(Inflate, RefusesStreamsThatBreakTheRules) {
  const std::vector<std::vector<std::uint8_t>> broken{
      {},
      {0x07},                                // block type 3
      {0x01, 2, 0, 0xfd, 0xfe, 'a', 'b'},    // a length that does not match its inverse
      {0x03, 0x02, 0x00},                    // a copy from before the beginning
      {0xfd, 0xff, 0xff, 0xff, 0xff, 0xff},  // more literals than there are
  };
  for (std::size_t k = 0; k < broken.size(); ++k) {
    EXPECT_EQ(inflate(broken[k], 1 << 20), std::nullopt) << k;
  }
}

TEST(Inflate, SurvivesAnyDamage) {
  Dice dice(11);
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::vector<std::uint8_t> stream = bytes_of_base64(i % 2 ? kDynamic : kRepeated);
    for (std::size_t k = 1 + dice.below(4); k > 0; --k) {
      stream[dice.below(stream.size())] = static_cast<std::uint8_t>(dice.next());
    }
    const auto out = inflate(stream, 5000);
    refused += out ? 0 : 1;
    EXPECT_TRUE(!out || out->size() <= 5000);
  }
  EXPECT_GT(refused, 1000);
}

TEST(Deflate, PacksToTheSameBytesAsEverywhere) {
  // The text of kRepeated, whose bytes zlib wrote elsewhere.
  std::string text;
  for (int i = 0; i < 40; ++i) text += "Fixation, stimulus, delay, decision. ";
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  EXPECT_EQ(deflate(bytes), bytes_of_base64(kRepeated));
}

TEST(Deflate, ComesBackWhatever) {
  Dice dice(5);
  for (std::size_t length : {0, 1, 2, 255, 4096, 70000, 300000}) {
    std::vector<std::uint8_t> bytes(length);
    const std::size_t kinds = 1 + dice.below(256);  // from all the same to all different
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(dice.below(kinds));
    const std::vector<std::uint8_t> packed = deflate(bytes);
    EXPECT_EQ(inflate(packed, length), bytes) << length;
    if (length == 0) continue;
    EXPECT_EQ(inflate(packed, length - 1), std::nullopt) << length;
  }
}

TEST(Crc32, IsThatOfZipArchives) {
  const std::string_view digits = "123456789";
  const std::vector<std::uint8_t> bytes(digits.begin(), digits.end());
  EXPECT_EQ(crc32(bytes), 0xcbf43926u);  // the check value of the catalogue of CRCs
}

}  // namespace nn4n::test::deflate_test

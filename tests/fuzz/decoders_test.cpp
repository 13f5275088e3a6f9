// All decoders without a fuzzer: their seeds, whole, cut off anywhere and with single bytes
// replaced, and what a fuzzer found (found/, one file each; whatever broke a promise stays there).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/decoders.h"
#include "support/places.h"

namespace nn4n::test::decoders_test {

/// What is dangerous to one decoder may be so to another, because they share readers.
TEST(Decoders, TakeTheSeedsOfAll) {
  for (const Decoder& of : decoders()) {
    const auto seeds = of.seeds();
    ASSERT_FALSE(seeds.empty()) << of.name;
    for (const auto& seed : seeds) {
      for (const Decoder& decoder : decoders()) decoder.take(seed);
    }
  }
}

TEST(Decoders, TakeSeedsThatAreDamaged) {
  int taken = 0;
  for (const Decoder& decoder : decoders()) {
    for (const auto& seed : decoder.seeds()) {
      const std::size_t stride = 1 + seed.size() / 40;
      for (std::size_t at = 0; at < seed.size(); at += stride) {
        decoder.take(std::span(seed).first(at));
        auto damaged = seed;
        damaged[at] ^= static_cast<std::uint8_t>(1 + at % 255);
        decoder.take(damaged);
        ++taken;
      }
    }
  }
  EXPECT_GT(taken, 500);
}

TEST(Decoders, TakeWhatAFuzzerFound) {
  int taken = 0;
  for (const auto& entry : std::filesystem::directory_iterator(fuzz_finds())) {
    SCOPED_TRACE(entry.path().string());
    std::ifstream file(entry.path(), std::ios::binary);
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
    for (const Decoder& decoder : decoders()) decoder.take(bytes);
    ++taken;
  }
  EXPECT_GT(taken, 0);
}

}  // namespace nn4n::test::decoders_test

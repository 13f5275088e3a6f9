#include "editing/next_seed.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace nn4n::test::next_seed_test {
namespace {

/// seed → factor · seed + addend, modulo 2^32.
struct Affine {
  std::uint32_t factor = 1;
  std::uint32_t addend = 0;
};

/// Twice the same number of steps.
Affine doubled(const Affine& map) {
  return {map.factor * map.factor, map.factor * map.addend + map.addend};
}

TEST(NextSeed, IsAnAffineMap) {
  const std::uint32_t addend = next_seed(0);
  const std::uint32_t factor = next_seed(1) - addend;
  for (const std::uint32_t seed : {2u, 999999u, 1000000u, 2147483648u, 4294967295u})
    EXPECT_EQ(next_seed(seed), factor * seed + addend);
}

// The number of steps after which a seed comes again divides 2^32 if so many steps change nothing.
// It does not divide 2^31 if so many steps change every seed. So it is 2^32: all seeds.
TEST(NextSeed, WalksThroughAllSeedsFromWhereverItStarts) {
  Affine map{next_seed(1) - next_seed(0), next_seed(0)};
  for (int k = 0; k < 31; ++k) map = doubled(map);
  EXPECT_EQ(map.factor, 1u);
  EXPECT_EQ(map.addend, 2147483648u) << "2^31 steps move every seed by 2^31";
  map = doubled(map);
  EXPECT_EQ(map.factor, 1u);
  EXPECT_EQ(map.addend, 0u) << "2^32 steps lead back";
}

TEST(NextSeed, BringsNoSeedTwiceInAMillionPresses) {
  constexpr std::uint32_t kPresses = 1u << 20;
  for (const std::uint32_t start : {0u, 1u, 123456u, 4294967295u}) {
    std::vector<bool> seen(kPresses);  // by the last 20 bits, which go round among themselves
    std::uint32_t seed = start;
    for (std::uint32_t k = 0; k < kPresses; ++k) {
      const std::size_t last_bits = seed % kPresses;
      ASSERT_FALSE(seen[last_bits]) << start << " after " << k;
      seen[last_bits] = true;
      seed = next_seed(seed);
    }
  }
}

}  // namespace
}  // namespace nn4n::test::next_seed_test

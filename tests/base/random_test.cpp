#include "base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace nn4n::test::random_test {

TEST(Threefry, MatchesThePublishedAnswers) {
  // Known answers of the Random123 distribution, threefry4x32, 13 rounds.
  std::uint32_t zeros[4] = {0, 0, 0, 0};
  threefry(ThreefryKey{0, 0, 0, 0}, zeros);
  EXPECT_EQ(zeros[0], 0x531c7e4fu);
  EXPECT_EQ(zeros[1], 0x39491ee5u);
  EXPECT_EQ(zeros[2], 0x2c855a92u);
  EXPECT_EQ(zeros[3], 0x3d6abf9au);
  const std::uint32_t f = 0xffffffffu;
  std::uint32_t ones[4] = {f, f, f, f};
  threefry(ThreefryKey{f, f, f, f}, ones);
  EXPECT_EQ(ones[0], 0xc4189358u);
  EXPECT_EQ(ones[1], 0x1c9cc83au);
  EXPECT_EQ(ones[2], 0xd5881c67u);
  EXPECT_EQ(ones[3], 0x6a0a89e0u);
}

TEST(Threefry, BundlesAndScalarsAgree) {
  const ThreefryKey key = stream_key(7, Purpose::trials, 3, 4);
  Bundle<std::uint32_t> bundle[4] = {{0, 1, 2, 3, 4, 5, 6, 7}, {}, {}, {}};
  threefry(key, bundle);
  for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
    std::uint32_t scalar[4] = {lane, 0, 0, 0};
    threefry(key, scalar);
    for (int word = 0; word < 4; ++word) EXPECT_EQ(bundle[word][lane], scalar[word]);
  }
}

TEST(RandomStream, PurposesAndIndicesGiveDifferentStreams) {
  std::set<std::uint32_t> first_words;
  for (std::uint32_t seed = 0; seed < 4; ++seed) {
    for (const Purpose purpose : {Purpose::masks, Purpose::weights, Purpose::trials}) {
      for (std::uint32_t index = 0; index < 4; ++index) {
        first_words.insert(RandomStream(stream_key(seed, purpose, index)).word());
      }
    }
  }
  EXPECT_EQ(first_words.size(), 48u);
}

TEST(RandomStream, WholeNumbersCoverTheirRangeEvenly) {
  RandomStream random(stream_key(1, Purpose::trials));
  int counts[5] = {};
  for (int i = 0; i < 50000; ++i) ++counts[random.whole(-2, 2) + 2];
  const double deviation = std::sqrt(50000 * 0.2 * 0.8);
  for (const int count : counts) EXPECT_NEAR(count, 10000, 5 * deviation);
}

TEST(Normal, MomentsAndTailsAreThoseOfTheNormalLaw) {
  double sums[5] = {};
  int beyond[5] = {};  // 1 to 5 standard deviations
  const int calls = 250000;
  for (int call = 0; call < calls; ++call) {
    Bundle<float> normals[4];
    normal_bundles(stream_key(5, Purpose::noise), static_cast<std::uint32_t>(call), 0, normals);
    for (const Bundle<float>& bundle : normals) {
      for (int lane = 0; lane < kLanes; ++lane) {
        const double z = static_cast<double>(bundle[lane]);
        double power = 1;
        for (double& sum : sums) sum += power, power *= z;
        for (int k = 0; k < 5; ++k) beyond[k] += std::fabs(z) > k + 1;
      }
    }
  }
  const double n = sums[0];
  ASSERT_EQ(n, 32.0 * calls);
  // Five standard errors of each sample moment: var z^k is 1, 2, 15, 96.
  EXPECT_NEAR(sums[1] / n, 0, 5 / std::sqrt(n));
  EXPECT_NEAR(sums[2] / n, 1, 5 * std::sqrt(2 / n));
  EXPECT_NEAR(sums[3] / n, 0, 5 * std::sqrt(15 / n));
  EXPECT_NEAR(sums[4] / n, 3, 5 * std::sqrt(96 / n));
  for (int k = 0; k < 5; ++k) {
    const double p = std::erfc((k + 1) / std::sqrt(2.0));
    EXPECT_NEAR(beyond[k] / n, p, 5 * std::sqrt(p * (1 - p) / n)) << k + 1;
  }
  EXPECT_GT(beyond[4], 0) << "8 million numbers hold some 4.6 beyond five";
}

TEST(Normal, ScalarStreamHasUnitVariance) {
  RandomStream random(stream_key(9, Purpose::weights));
  double sum = 0;
  double squares = 0;
  const int n = 200000;
  for (int i = 0; i < n; ++i) {
    const double z = static_cast<double>(random.normal());
    sum += z;
    squares += z * z;
  }
  EXPECT_NEAR(sum / n, 0, 5 / std::sqrt(n));
  EXPECT_NEAR(squares / n, 1, 5 * std::sqrt(2.0 / n));
}

}  // namespace nn4n::test::random_test

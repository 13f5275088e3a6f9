#include "analysis/histogram.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace nn4n::test::histogram_test {

TEST(Histogram, CountsWhereValuesLie) {
  const std::vector<float> values{0.0f, 0.2f, 0.3f, 0.99f, -0.01f, -0.3f, -1.0f};
  const std::vector<int> groups{0, 0, 0, 0, 1, 1, 1};
  const Histogram h = histogram(values, groups, 2, 8, 1);
  EXPECT_EQ(h.bins(), 8);
  EXPECT_DOUBLE_EQ(h.edge(4), 0);
  EXPECT_DOUBLE_EQ(h.edge(8), 1);
  EXPECT_EQ(h.counts[0], (std::vector<int>{0, 0, 0, 0, 2, 1, 0, 1}));
  EXPECT_EQ(h.counts[1], (std::vector<int>{1, 0, 1, 1, 0, 0, 0, 0}));
  EXPECT_EQ(h.total, 7);
  EXPECT_EQ(h.beyond, 0);
  EXPECT_EQ(h.most(), 2);
}

TEST(Histogram, NeverPutsBothSignsIntoOneBin) {
  const float tiny = 1e-30f;
  const Histogram h =
      histogram(std::vector<float>{tiny, -tiny, 0}, std::vector<int>{0, 0, 0}, 1, 40, 0.3);
  EXPECT_EQ(h.counts[0][20], 2);
  EXPECT_EQ(h.counts[0][19], 1);
}

TEST(Histogram, CountsWhatIsBeyondAtTheEndsAndLeavesTheRestOut) {
  const float endless = std::numeric_limits<float>::infinity();
  const std::vector<float> values{5, -7, 1, NAN, endless, 0.5f};
  const std::vector<int> groups{0, 0, 0, 0, 0, -1};
  const Histogram h = histogram(values, groups, 1, 4, 1);
  EXPECT_EQ(h.counts[0], (std::vector<int>{1, 0, 0, 2}));
  EXPECT_EQ(h.beyond, 2);
  EXPECT_EQ(h.total, 3);
  EXPECT_EQ(histogram({}, {}, 2, 4, 1).most(), 0);
}

}  // namespace nn4n::test::histogram_test

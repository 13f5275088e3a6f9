#include "analysis/smoothing.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"

namespace nn4n::test::smoothing_test {
namespace {

std::vector<float> smoothed(const std::vector<float>& values) {
  std::vector<float> line;
  extend_smoothed(values, 0, line);
  return line;
}

TEST(Smoothing, DoesNotLagBehindAStraightLine) {
  std::vector<float> values;
  for (int k = 0; k < 100; ++k) values.push_back(1 - 0.01f * static_cast<float>(k));
  const std::vector<float> line = smoothed(values);
  for (std::size_t k = 0; k < values.size(); ++k) EXPECT_NEAR(line[k], values[k], 1e-5) << k;
}

TEST(Smoothing, LiesOnBothSidesOfAFallingCurve) {
  std::vector<float> values;
  RandomStream random(stream_key(1, Purpose::noise));
  for (int k = 0; k < 400; ++k)
    values.push_back(std::exp(-0.01f * static_cast<float>(k)) *
                     (1 + 0.2f * static_cast<float>(random.normal())));
  const std::vector<float> line = smoothed(values);
  int above = 0;
  double rough = 0;
  double smooth = 0;
  for (std::size_t k = 1; k < values.size(); ++k) {
    above += line[k] > values[k];
    rough += std::fabs(static_cast<double>(values[k] - values[k - 1]));
    smooth += std::fabs(static_cast<double>(line[k] - line[k - 1]));
  }
  EXPECT_GT(above, 160);
  EXPECT_LT(above, 240);
  EXPECT_LT(smooth, rough / 5);
}

TEST(Smoothing, InPartsIsTheSameAsAtOnce) {
  std::vector<float> values;
  RandomStream random(stream_key(2, Purpose::noise));
  for (int k = 0; k < 150; ++k) values.push_back(static_cast<float>(random.normal()));
  std::vector<float> line;
  std::size_t known = 0;
  for (const std::size_t size : {1u, 7u, 30u, 31u, 90u, 150u}) {
    extend_smoothed(std::span(values).first(size), known, line);
    known = size;
  }
  EXPECT_EQ(line, smoothed(values));
}

TEST(Smoothing, SkipsWhatIsNotFiniteAndStaysWithinTheValues) {
  std::vector<float> values(60, 1);
  values[30] = NAN;
  values[59] = 0.001f;
  const std::vector<float> line = smoothed(values);
  EXPECT_TRUE(std::isnan(line[30]));
  EXPECT_FLOAT_EQ(line[29], 1);
  for (std::size_t k = 31; k < line.size(); ++k) EXPECT_GT(line[k], 0) << k;
  EXPECT_TRUE(smoothed({}).empty());
}

}  // namespace
}  // namespace nn4n::test::smoothing_test

#include "analysis/spectrum.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/random.h"

namespace nn4n::test::spectrum_test {

using Complex = std::complex<double>;

void expect_near(Complex found, Complex wanted) {
  EXPECT_NEAR(found.real(), wanted.real(), 1e-6);
  EXPECT_NEAR(found.imag(), wanted.imag(), 1e-6);
}

TEST(Spectrum, OfATriangularMatrixIsItsDiagonal) {
  const std::vector<float> matrix{0.5f, 3, -7, 0, -2, 4, 0, 0, 1};
  const auto values = eigenvalues(matrix, 3);
  ASSERT_EQ(values.size(), 3u);
  expect_near(values[0], -2);
  expect_near(values[1], 1);
  expect_near(values[2], 0.5);
}

TEST(Spectrum, OfARotationIsAConjugatePairUpperFirst) {
  const std::vector<float> matrix{0, -2, 2, 0};
  const auto values = eigenvalues(matrix, 2);
  ASSERT_EQ(values.size(), 2u);
  expect_near(values[0], {0, 2});
  expect_near(values[1], {0, -2});
}

TEST(Spectrum, AddsUpToTheTrace) {
  constexpr int size = 40;
  RandomStream stream(stream_key(3, Purpose::weights));
  std::vector<float> matrix(size * size);
  for (float& w : matrix) w = stream.normal();
  double trace = 0;
  for (std::size_t i = 0; i < size; ++i) trace += double{matrix[i * size + i]};
  const auto values = eigenvalues(matrix, size);
  ASSERT_EQ(values.size(), static_cast<std::size_t>(size));
  Complex sum = 0;
  for (const Complex& value : values) sum += value;
  EXPECT_GT(std::fabs(trace), 0.1);
  expect_near(sum, trace);
  for (std::size_t k = 1; k < values.size(); ++k)
    EXPECT_LE(std::abs(values[k]), std::abs(values[k - 1]) + 1e-12);
}

TEST(Spectrum, OfWhatIsNotFiniteIsEmpty) {
  EXPECT_TRUE(eigenvalues(std::vector<float>{1, NAN, 0, 1}, 2).empty());
  EXPECT_TRUE(eigenvalues(std::vector<float>{std::numeric_limits<float>::infinity()}, 1).empty());
  EXPECT_TRUE(eigenvalues({}, 0).empty());
}

}  // namespace nn4n::test::spectrum_test

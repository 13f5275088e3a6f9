#include "model/spectral_radius.h"

#include <gtest/gtest.h>

namespace nn4n::test::spectral_radius_test {

TEST(SpectralRadius, OfMatricesWhoseEigenvaluesAreKnown) {
  EXPECT_NEAR(spectral_radius({3, 0, 0, -0.5}, 2), 3, 1e-3);
  EXPECT_NEAR(spectral_radius({0, 2, -2, 0}, 2), 2, 1e-3) << "a rotation: eigenvalues ±2i";
  EXPECT_NEAR(spectral_radius({0.5, 10, 0, 0.4}, 2), 0.5, 0.01) << "far from normal";
  EXPECT_EQ(spectral_radius({0, 1, 0, 0}, 2), 0) << "nilpotent";
}

}  // namespace nn4n::test::spectral_radius_test

#include "analysis/eigen_modes.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>

#include "support/made_networks.h"

namespace nn4n::test::eigen_modes_test {

using Eigen::MatrixXd;
using Complex = std::complex<double>;

namespace {

/// A random matrix in which some rows and columns are empty off the diagonal.
MatrixXd sparse_matrix() {
  MatrixXd matrix = random_network(ActivationKind::linear, 20, 1.5, 11).recurrent;
  for (const int j : {2, 5, 11}) {
    const double own = matrix(j, j);
    matrix.col(j).setZero();
    matrix(j, j) = own;
  }
  const double own = matrix(7, 7);
  matrix.row(7).setZero();
  matrix(7, 7) = own;
  return matrix;
}

}  // namespace

TEST(EigenModes, AreThoseOfEigensSolver) {
  const MatrixXd matrix = sparse_matrix();
  const Eigen::EigenSolver<MatrixXd> solver(matrix, false);
  Eigenvalues found = eigenvalues(matrix);
  ASSERT_EQ(found.size(), 20u);
  for (std::size_t k = 1; k < found.size(); ++k)
    EXPECT_LE(std::abs(found[k]), std::abs(found[k - 1]) + 1e-12);
  for (const Complex& wanted : solver.eigenvalues()) {
    const auto nearest = std::min_element(found.begin(), found.end(), [&](auto a, auto b) {
      return std::abs(a - wanted) < std::abs(b - wanted);
    });
    ASSERT_NE(nearest, found.end());
    EXPECT_LT(std::abs(*nearest - wanted), 1e-10);
    found.erase(nearest);  // so that each is found once
  }
}

TEST(EigenModes, OutsideACircleSolveTheirEquation) {
  const MatrixXd matrix = sparse_matrix();
  const Eigenvalues all = eigenvalues(matrix);
  const double radius = 0.7;
  std::size_t wanted = 0;
  for (const Complex& value : all) wanted += std::abs(value) > radius && value.imag() >= 0;
  const std::vector<EigenMode> modes = modes_outside(matrix, radius);
  ASSERT_GT(wanted, 2u);
  ASSERT_EQ(modes.size(), wanted);
  for (const EigenMode& mode : modes) {
    const Eigen::VectorXcd x = mode.real.cast<Complex>() + Complex(0, 1) * mode.imaginary;
    EXPECT_NEAR(x.norm(), 1, 1e-12);
    EXPECT_LT((matrix * x - mode.value * x).norm(), 1e-9);
    Eigen::Index largest = 0;
    x.cwiseAbs().maxCoeff(&largest);
    EXPECT_GT(x[largest].real(), 0);
    EXPECT_NEAR(x[largest].imag(), 0, 1e-9);
  }
}

TEST(EigenModes, OfWhatIsNotFiniteAreNone) {
  MatrixXd matrix = MatrixXd::Identity(3, 3);
  matrix(1, 2) = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(eigenvalues(matrix).empty());
  EXPECT_TRUE(modes_outside(matrix, 0.5).empty());
  EXPECT_TRUE(eigenvalues(MatrixXd()).empty());
}

}  // namespace nn4n::test::eigen_modes_test

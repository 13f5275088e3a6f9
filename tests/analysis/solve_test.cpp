#include "analysis/solve.h"

#include <gtest/gtest.h>

#include <Eigen/LU>

#include "base/random.h"

namespace nn4n::test::solve_test {

using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

MatrixXd drawn(Eigen::Index rows, Eigen::Index columns, std::uint32_t seed) {
  RandomStream random(stream_key(seed, Purpose::weights));
  MatrixXd matrix(rows, columns);
  for (double& value : matrix.reshaped()) value = double{random.normal()};
  return matrix;
}

}  // namespace

TEST(Solve, FindsWhatEigenFinds) {
  for (const int n : {1, 2, 7, 40}) {
    MatrixXd a = drawn(n, n, 3);
    if (n > 1) a(0, 0) = 0;  // the first pivot must be looked for
    const VectorXd b = drawn(n, 1, 4);
    const LuFactors factors(a);
    ASSERT_FALSE(factors.singular());
    const VectorXd wanted = a.fullPivLu().solve(b);
    EXPECT_LT((factors.solve(b) - wanted).norm(), 1e-9 * wanted.norm()) << n;
  }
}

TEST(Solve, SeesSingularMatrices) {
  MatrixXd a = drawn(6, 6, 5);
  a.col(3) = 2 * a.col(1);
  EXPECT_TRUE(LuFactors(a).singular());
  EXPECT_TRUE(LuFactors(MatrixXd::Zero(3, 3)).singular());
  a(0, 0) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(LuFactors(a).singular());
}

TEST(Solve, ProductsAreThoseOfEigen) {
  const MatrixXd a = drawn(9, 5, 6);
  const MatrixXd b = drawn(5, 4, 7);
  const VectorXd x = drawn(9, 1, 8);
  EXPECT_LT((product(a, b) - a * b).norm(), 1e-13);
  EXPECT_LT((transposed_product(a, x) - a.transpose() * x).norm(), 1e-13);
  EXPECT_LT((gram(a) - a.transpose() * a).norm(), 1e-12);
  EXPECT_NEAR(dot(x, x), x.squaredNorm(), 1e-12);
}

}  // namespace nn4n::test::solve_test

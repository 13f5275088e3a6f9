// Linear algebra in one order of operations, so that what is solved with it has the same bits on
// every machine.
//
// Eigen's own products and factorisations of large matrices are divided into blocks by the size of
// the processor's caches, so their sums differ from machine to machine. Here Eigen stores the
// matrices and computes column by column, entry by entry; nothing is summed up across lanes.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace nn4n {

/// A x, summed over the columns in their order. Columns with x = 0 are skipped.
Eigen::VectorXd product(const Eigen::MatrixXd& a, const Eigen::VectorXd& x);

/// A B, each column as product(A, column).
Eigen::MatrixXd product(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);

/// Aᵀ x, each entry summed over the rows in their order.
Eigen::VectorXd transposed_product(const Eigen::MatrixXd& a, const Eigen::VectorXd& x);

/// AᵀA, summed over the rows in their order.
Eigen::MatrixXd gram(const Eigen::MatrixXd& a);

/// The sum of x_i y_i in the order of i.
double dot(const Eigen::VectorXd& x, const Eigen::VectorXd& y);

/// Gaussian elimination with row pivots: P A = L U.
class LuFactors {
 public:
  /// `a` is square.
  explicit LuFactors(Eigen::MatrixXd a);

  /// Is the matrix singular, as far as rounding lets one see? Then nothing may be solved.
  bool singular() const { return singular_; }
  /// The x with A x = b.
  Eigen::VectorXd solve(Eigen::VectorXd b) const;

 private:
  Eigen::MatrixXd lu_;
  std::vector<Eigen::Index> pivots_;  // row k was exchanged with row pivots_[k]
  bool singular_ = false;
};

}  // namespace nn4n

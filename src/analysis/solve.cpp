#include "analysis/solve.h"

#include <cmath>
#include <utility>

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

VectorXd product(const MatrixXd& a, const VectorXd& x) {
  VectorXd sum = VectorXd::Zero(a.rows());
  for (Index j = 0; j < a.cols(); ++j) {
    if (x[j] != 0) sum += a.col(j) * x[j];
  }
  return sum;
}

MatrixXd product(const MatrixXd& a, const MatrixXd& b) {
  MatrixXd sum(a.rows(), b.cols());
  for (Index j = 0; j < b.cols(); ++j) sum.col(j) = product(a, VectorXd(b.col(j)));
  return sum;
}

VectorXd transposed_product(const MatrixXd& a, const VectorXd& x) {
  VectorXd sum(a.cols());
  for (Index j = 0; j < a.cols(); ++j) {
    double entry = 0;
    for (Index i = 0; i < a.rows(); ++i) entry += a(i, j) * x[i];
    sum[j] = entry;
  }
  return sum;
}

MatrixXd gram(const MatrixXd& a) {
  const Index n = a.cols();
  const MatrixXd rows = a.transpose();  // so that a row of A is contiguous
  MatrixXd sum = MatrixXd::Zero(n, n);
  for (Index k = 0; k < a.rows(); ++k) {
    for (Index j = 0; j < n; ++j) {
      const double factor = rows(j, k);
      if (factor != 0) sum.col(j).tail(n - j) += rows.col(k).tail(n - j) * factor;
    }
  }
  for (Index j = 0; j < n; ++j) {
    for (Index i = j + 1; i < n; ++i) sum(j, i) = sum(i, j);
  }
  return sum;
}

double dot(const VectorXd& x, const VectorXd& y) {
  double sum = 0;
  for (Index i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

LuFactors::LuFactors(MatrixXd a) : lu_(std::move(a)) {
  constexpr double kLeast = 1e-13;  // a smaller pivot is rounding
  const Index n = lu_.rows();
  const double least = n > 0 ? kLeast * lu_.cwiseAbs().maxCoeff() : 0;
  for (Index k = 0; k < n; ++k) {
    Index pivot = k;
    for (Index i = k + 1; i < n; ++i) {
      if (std::fabs(lu_(i, k)) > std::fabs(lu_(pivot, k))) pivot = i;
    }
    pivots_.push_back(pivot);
    if (!(std::fabs(lu_(pivot, k)) > least)) {  // also when it is not a number
      singular_ = true;
      return;
    }
    if (pivot != k) lu_.row(k).swap(lu_.row(pivot));
    const Index below = n - k - 1;
    lu_.col(k).tail(below) /= lu_(k, k);
    for (Index j = k + 1; j < n; ++j) {
      const double factor = lu_(k, j);
      if (factor != 0) lu_.col(j).tail(below) -= lu_.col(k).tail(below) * factor;
    }
  }
}

VectorXd LuFactors::solve(VectorXd b) const {
  const Index n = lu_.rows();
  for (Index k = 0; k < n; ++k) std::swap(b[k], b[pivots_[static_cast<std::size_t>(k)]]);
  for (Index k = 0; k < n; ++k) b.tail(n - k - 1) -= lu_.col(k).tail(n - k - 1) * b[k];
  for (Index k = n; k-- > 0;) {
    b[k] /= lu_(k, k);
    b.head(k) -= lu_.col(k).head(k) * b[k];
  }
  return b;
}

}  // namespace nn4n

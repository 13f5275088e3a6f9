// Eigenvalues and eigenvectors of a square matrix of doubles, for what is looked at.
//
// Rows and columns that have nothing off the diagonal (silent units of ReLU networks have such
// columns in the Jacobian) are taken out first, because their eigenvalue is their diagonal. The
// rest goes to Eigen's Hessenberg and QR iterations. They compute in one order on x86-64 and in
// WebAssembly; on other processors Eigen may fuse operations, and last bits differ.
#pragma once

#include <Eigen/Core>
#include <complex>
#include <vector>

namespace nn4n {

/// Those of largest absolute value first; of two conjugates the one above the real axis first.
using Eigenvalues = std::vector<std::complex<double>>;

/// All eigenvalues. Empty when an entry is not finite or the iteration does not converge.
Eigenvalues eigenvalues(const Eigen::MatrixXd& matrix);

/// An eigenvalue with its eigenvector x + iy, |x|² + |y|² = 1. Its sign (its phase) is such that
/// the entry of largest absolute value is real and positive.
struct EigenMode {
  std::complex<double> value;
  Eigen::VectorXd real;
  Eigen::VectorXd imaginary;  // 0 when the eigenvalue is real
};

/// The eigenvalues outside the circle of this radius that are not below the real axis, with their
/// eigenvectors, in the order of eigenvalues().
std::vector<EigenMode> modes_outside(const Eigen::MatrixXd& matrix, double radius);

}  // namespace nn4n

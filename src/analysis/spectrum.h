// The eigenvalues of a matrix, only to be looked at: no weight ever depends on them, because their
// last bits differ from machine to machine.
#pragma once

#include <complex>
#include <span>
#include <vector>

namespace nn4n {

/// All eigenvalues of a square matrix (row-major, size x size). Those of largest absolute value
/// come first, and of two conjugates the one above the real axis. Empty when an entry is not finite
/// or the iteration does not converge.
std::vector<std::complex<double>> eigenvalues(std::span<const float> matrix, int size);

}  // namespace nn4n

// Eigenvalues of a matrix, to be looked at: nothing here reaches a weight.
#pragma once

#include <complex>
#include <span>
#include <vector>

namespace nn4n {

/// All eigenvalues of a square matrix (row-major, size x size), those of largest absolute value
/// first and of two conjugates the one above the real axis first. Empty when an entry is not
/// finite, or the iteration does not come to an end.
std::vector<std::complex<double>> eigenvalues(std::span<const float> matrix, int size);

}  // namespace nn4n

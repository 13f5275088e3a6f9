// The spectral radius of a matrix of initial weights, with the same bits on every machine.
#pragma once

#include <vector>

namespace nn4n {

/// Estimate of the largest absolute value of an eigenvalue of a square matrix (row-major,
/// size x size): the mean growth of a vector in each of the last 300 of 400 multiplications by the
/// matrix (Gelfand's formula). 0 for a nilpotent matrix. The sums are taken in a fixed order.
double spectral_radius(const std::vector<double>& matrix, int size);

}  // namespace nn4n

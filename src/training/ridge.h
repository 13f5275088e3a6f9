// Ridge regression of the readout: for networks of which only the readout learns (reservoirs).
//
//   w = argmin Σ m (w·r + b − target)² / Σ m + λ Σ w²     for every output by itself
//
// over all steps of all trials of a batch, m the loss mask; the bias b, where it is trained, costs
// nothing. The normal equations are summed and solved (Cholesky) in double and in one fixed order
// (panels, steps, trials; rows, columns), with additions, multiplications, divisions and square
// roots alone, so that the weights have the same bits on every machine: no Eigen here.
// Hoerl & Kennard 1970; for echo state networks Jaeger 2001, Lukoševičius 2012.
#pragma once

#include <span>

#include "model/batch.h"

namespace nn4n {

/// Which weights there are and whether the bias is trained.
struct RidgeProblem {
  std::span<const std::uint8_t> present;  ///< O x N, 1 = the output reads the unit
  bool bias = true;
  double lambda = 0;
};

/// Solves for the readout weights and biases of `parameters`; absent weights become 0, an untrained
/// bias stays as it is. An output that nothing scores keeps its weights.
void solve_ridge(const RidgeProblem& problem, const Batch<float>& batch,
                 const Episode<float>& episode, Parameters<float>& parameters);

/// The Cholesky factor L of a symmetric positive semidefinite matrix A = L Lᵀ (n x n, row-major),
/// in place of its lower half. A direction that A does not determine has 0 on the diagonal.
void factor_cholesky(std::vector<double>& a, std::size_t n);

/// Solves L Lᵀ x = b; 0 in the directions that are not determined.
std::vector<double> solve_cholesky(const std::vector<double>& factor, std::vector<double> b);

}  // namespace nn4n

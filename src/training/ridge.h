// Ridge regression of the readout: for networks of which only the readout learns (reservoirs).
//
//   w = argmin Σ m (w·r + b − target)² / Σ m + λ Σ w²     for every output by itself
//
// over all steps of all trials of a batch, m the loss mask; the bias b, where it is trained, costs
// nothing. The normal equations are summed and solved (Cholesky) in double and in one fixed order
// (bundles, steps, trials; rows, columns), with additions, multiplications, divisions and square
// roots alone, so that the weights have the same bits on every machine: no Eigen here.
// Hoerl & Kennard 1970; for echo state networks Jaeger 2001, Lukoševičius 2012.
#pragma once

#include <span>

#include "model/batch.h"

namespace nn4n {

/// What is to be solved for. Axes: N units, O outputs.
struct RidgeProblem {
  std::span<const std::uint8_t> present;  ///< O x N, 1 = the output reads the unit
  bool bias = true;                       ///< is the bias trained, too?
  double lambda = 0;                      ///< λ, at least 0
};

/// Solves for the readout weights and biases and writes them to `parameters`. Absent weights
/// become 0, and a bias that is not trained stays as it is. An output whose mask is 0 everywhere
/// keeps its weights.
void solve_ridge(const RidgeProblem& problem, const Batch<float>& batch,
                 const Episode<float>& episode, Parameters<float>& parameters);

/// Replaces the lower half of a symmetric positive semidefinite matrix A (n x n, row-major) by its
/// Cholesky factor L, with A = L Lᵀ. A direction that A does not determine has 0 on the diagonal.
void factor_cholesky(std::vector<double>& a, std::size_t n);

/// Solves L Lᵀ x = b (n numbers). In the directions that are not determined, x is 0.
std::vector<double> solve_cholesky(const std::vector<double>& factor, std::vector<double> b);

}  // namespace nn4n

#include "analysis/eigen_modes.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace nn4n {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXcd;
using Eigen::VectorXd;
using Complex = std::complex<double>;

namespace {

bool before(const Complex& a, const Complex& b) {
  const double size_a = std::norm(a);
  const double size_b = std::norm(b);
  if (size_a != size_b) return size_a > size_b;
  if (a.real() != b.real()) return a.real() > b.real();
  return a.imag() > b.imag();
}

/// The part of a matrix whose eigenvalues have to be computed. A unit is `alone` if its column has
/// nothing off the diagonal, and `unheard` if its row has not (among those that are not alone).
struct Core {
  std::vector<Index> alone, unheard, rest;
};

bool empty_off_diagonal(const MatrixXd& matrix, const std::vector<Index>& among, Index at,
                        bool column) {
  return std::all_of(among.begin(), among.end(), [&](Index k) {
    return k == at || (column ? matrix(k, at) : matrix(at, k)) == 0;
  });
}

Core core_of(const MatrixXd& matrix) {
  std::vector<Index> all(static_cast<std::size_t>(matrix.rows()));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<Index>(i);
  Core core;
  std::vector<Index> heard;
  for (const Index j : all)
    (empty_off_diagonal(matrix, all, j, true) ? core.alone : heard).push_back(j);
  for (const Index i : heard)
    (empty_off_diagonal(matrix, heard, i, false) ? core.unheard : core.rest).push_back(i);
  return core;
}

/// The eigenvector of the whole matrix, from that of its core x.
VectorXcd extended(const MatrixXd& matrix, const Core& core, const Complex& value,
                   const VectorXcd& x) {
  VectorXcd all = VectorXcd::Zero(matrix.rows());
  for (std::size_t k = 0; k < core.rest.size(); ++k) all[core.rest[k]] = x[static_cast<Index>(k)];
  for (const Index i : core.alone) {  // (λ − d) x_i = Σ A_ij x_j
    Complex sum = 0;
    for (const Index j : core.rest) sum += matrix(i, j) * all[j];
    const Complex gap = value - matrix(i, i);
    all[i] = std::norm(gap) > 0 ? sum / gap : 0;
  }
  return all;
}

EigenMode mode_of(const Complex& value, VectorXcd x) {
  Index largest = 0;
  double squares = 0;
  for (Index i = 0; i < x.size(); ++i) {
    squares += std::norm(x[i]);
    if (std::norm(x[i]) > std::norm(x[largest]) * (1 + 1e-9)) largest = i;
  }
  const double size = std::sqrt(squares);
  const Complex phase = std::conj(x[largest]) / std::sqrt(std::norm(x[largest]));
  x *= phase / size;
  EigenMode mode{value, x.real(), x.imag()};
  if (value.imag() == 0) mode.imaginary.setZero();
  return mode;
}

}  // namespace

Eigenvalues eigenvalues(const MatrixXd& matrix) {
  if (matrix.rows() == 0 || !matrix.allFinite()) return {};
  const Core core = core_of(matrix);
  Eigenvalues values;
  for (const Index i : core.alone) values.emplace_back(matrix(i, i));
  for (const Index i : core.unheard) values.emplace_back(matrix(i, i));
  if (!core.rest.empty()) {
    const Eigen::EigenSolver<MatrixXd> solver(MatrixXd(matrix(core.rest, core.rest)), false);
    if (solver.info() != Eigen::Success) return {};
    const VectorXcd& found = solver.eigenvalues();
    values.insert(values.end(), found.data(), found.data() + found.size());
  }
  std::sort(values.begin(), values.end(), before);
  return values;
}

std::vector<EigenMode> modes_outside(const MatrixXd& matrix, double radius) {
  std::vector<EigenMode> modes;
  if (matrix.rows() == 0 || !matrix.allFinite()) return modes;
  Core core = core_of(matrix);
  core.rest.insert(core.rest.end(), core.unheard.begin(), core.unheard.end());
  std::sort(core.rest.begin(), core.rest.end());
  for (const Index i : core.alone) {
    if (std::fabs(matrix(i, i)) > radius)
      modes.push_back(mode_of(matrix(i, i), VectorXcd(VectorXd::Unit(matrix.rows(), i))));
  }
  if (!core.rest.empty()) {
    const Eigen::EigenSolver<MatrixXd> solver(MatrixXd(matrix(core.rest, core.rest)), true);
    if (solver.info() != Eigen::Success) return {};
    const VectorXcd values = solver.eigenvalues();
    const auto vectors = solver.eigenvectors();
    for (Index k = 0; k < values.size(); ++k) {
      if (std::norm(values[k]) <= radius * radius || values[k].imag() < 0) continue;
      modes.push_back(mode_of(values[k], extended(matrix, core, values[k], vectors.col(k))));
    }
  }
  std::stable_sort(modes.begin(), modes.end(),
                   [](const EigenMode& a, const EigenMode& b) { return before(a.value, b.value); });
  return modes;
}

}  // namespace nn4n

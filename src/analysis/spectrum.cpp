#include "analysis/spectrum.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cassert>
#include <cmath>

namespace nn4n {

namespace {

bool before(const std::complex<double>& a, const std::complex<double>& b) {
  const double size_a = std::norm(a);
  const double size_b = std::norm(b);
  if (size_a != size_b) return size_a > size_b;
  if (a.real() != b.real()) return a.real() > b.real();
  return a.imag() > b.imag();
}

}  // namespace

std::vector<std::complex<double>> eigenvalues(std::span<const float> matrix, int size) {
  assert(matrix.size() == static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
  const bool finite =
      std::all_of(matrix.begin(), matrix.end(), [](float w) { return std::isfinite(w); });
  if (size <= 0 || !finite) return {};
  using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const RowMajor> given(matrix.data(), size, size);
  const Eigen::EigenSolver<Eigen::MatrixXd> solver(given.cast<double>(), false);
  if (solver.info() != Eigen::Success) return {};
  const auto& found = solver.eigenvalues();
  std::vector<std::complex<double>> values(found.data(), found.data() + found.size());
  std::sort(values.begin(), values.end(), before);
  return values;
}

}  // namespace nn4n

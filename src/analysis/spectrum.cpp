#include "analysis/spectrum.h"

#include <cassert>

#include "analysis/eigen_modes.h"

namespace nn4n {

std::vector<std::complex<double>> eigenvalues(std::span<const float> matrix, int size) {
  assert(matrix.size() == static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
  if (size <= 0) return {};
  using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const RowMajor> given(matrix.data(), size, size);
  return eigenvalues(Eigen::MatrixXd(given.cast<double>()));
}

}  // namespace nn4n
